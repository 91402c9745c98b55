"""The kinds of cases: a table, crackdowns with their targets, complaints about service bodies, dereliction."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from desk.selectors import work_of
from investigations import services as cases
from investigations.kinds import KINDS
from investigations.models import Case, Target
from investigations.states import GATED, Kind
from notices.kinds import KINDS as PAPERS
from statutes.clocks import get_clock
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, the
from tests.test_machines import EDGES
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

OPEN = "/desk/cases/open/"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_case_stands_in_the_table_with_machines_clocks_and_papers_that_exist(kind):
    row = KINDS[kind]
    assert set(row.machines) <= set(EDGES)
    assert all(get_clock(rule_id) for rule_id in row.clocks)
    assert set(row.final_papers) <= set(PAPERS)
    assert row.is_gated == (kind in GATED)


def opened(user, **sends):
    factories.office()
    told = {"title": "打击非法加油联合行动", "note": "群众反映。", **sends}
    return browser(user).post(OPEN, told)


def test_each_duty_opens_its_own_kinds_of_case():
    assert opened(the(Duty.LEADER), kind="crackdown").status_code == 302
    assert opened(the(Duty.SUPERVISION), kind="dereliction").status_code == 302
    assert opened(the(Duty.DESK), kind="crackdown").status_code == 400
    assert opened(the(Duty.LEADER), kind="dereliction").status_code == 400
    assert opened(the(Duty.INVESTIGATOR), kind="crackdown").status_code == 404
    with pytest.raises(MoveRefused, match="Your duties"):
        cases.open_case(actor=the(Duty.DESK), kind="dereliction", title="x")


def test_dereliction_is_led_by_supervision_and_out_of_the_leaders_sight():
    opened(the(Duty.SUPERVISION), kind="dereliction")
    case = Case.objects.get()
    assert browser(the(Duty.LEADER)).get(case.get_absolute_url()).status_code == 404
    team = {"head": the(Duty.INVESTIGATOR), "members": [the(Duty.INVESTIGATOR, 2)]}
    with pytest.raises(MoveRefused):
        cases.form_team(Case.objects.get(), actor=the(Duty.LEADER), **team)
    cases.form_team(Case.objects.get(), actor=the(Duty.SUPERVISION), **team)


def test_a_complaint_about_a_service_body_names_the_body_and_one_of_the_four_wrongs():
    body = factories.unit("涪陵安评技术服务公司（虚构）")
    lacking = opened(the(Duty.DESK), kind="service")
    assert lacking.status_code == 400
    assert "Name the safety-service body." in text_of(lacking)
    assert opened(the(Duty.DESK), kind="service", unit="没有这家").status_code == 400
    told = {"kind": "service", "unit": body.uscc, "wrong": "false_report", "client": "某化工厂"}
    assert opened(the(Duty.DESK), **told).headers["Location"] == reverse("desk:home")
    case = Case.objects.get()
    assert (case.unit, case.complaint.wrong) == (body, "false_report")
    assert "False report" in text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))


def test_every_agency_of_a_crackdown_records_its_own_result_and_the_case_waits_for_all():
    case, head, police = factories.crackdown_in(), the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    target = factories.unit()
    url = f"{case.get_absolute_url()}add_targets/"
    told = {
        "unit": target.uscc,
        "agencies": [head.agency.pk, police.agency.pk],
        "planned_on": timezone.localdate(),
    }
    assert browser(police).get(url).status_code == 403
    assert browser(head).post(url, {**told, "agencies": []}).status_code == 400
    assert browser(head).post(url, told).status_code == 302
    assert browser(head).post(url, told).status_code == 400  # the same again
    mine, theirs = Target.objects.get(agency=head.agency), Target.objects.get(agency=police.agency)
    assert theirs in [row.subject for row in work_of(police).rows]
    sends = {"visited_on": timezone.localdate(), "outcome": "shut", "found": "非法加油点一处，当场取缔。"}
    walk_move(
        mine, "visit", by=head, not_by=police, sends=sends, needs=("outcome", "found"), target="visited"
    )
    for stage in factories.STAGES[2:-1]:
        factories._step_case(case, stage, {})
    with pytest.raises(MoveRefused, match="every agency"):
        cases.close_case(case, actor=the(Duty.LEADER))
    cases.visit_target(
        theirs, actor=police, visited_on=timezone.localdate(), outcome="nothing", found="未发现问题。"
    )
    cases.close_case(case, actor=the(Duty.LEADER))
    page = text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))
    assert "Shut down" in page
    assert "Nothing unlawful found" in page


def test_the_database_refuses_a_visit_without_a_result():
    target = factories.target_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(state="visited")


def test_a_case_of_another_kind_has_no_targets():
    case = factories.case_in("investigating")
    with pytest.raises(MoveRefused, match="Only a joint crackdown"):
        cases.add_targets(
            case,
            actor=the(Duty.INVESTIGATOR),
            unit=factories.unit(),
            agencies=[],
            planned_on=timezone.localdate(),
        )
