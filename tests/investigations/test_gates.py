"""Both sides are examined (一案双查), and four things are not let go (四不放过), before an accident case closes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.gates import gates_of
from investigations.models import Case, Proof
from investigations.states import FROM_FILES, Gate, Ground
from statutes.rulebook import entries_called
from statutes.rules import HOME, get_rule
from statutes.services import confirm_rule
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db


def accident_case(state="concluded", **found):
    """Return the case of an accident in `state`."""
    case = factories.accident_in("reported").case
    for stage in factories.STAGES[2 : factories.STAGES.index(state) + 1]:
        factories._step_case(case, stage, found)
        factories.settle()
    return Case.objects.get(pk=case.pk)


def prove(case, gate, ground):
    cases.prove_gate(
        case,
        actor=the(Duty.INVESTIGATOR),
        gate=gate,
        ground=ground,
        title="事故警示教育培训签到表",
        number=f"涪应急培〔2026〕3号-{ground}",
        dated_on=timezone.localdate(),
    )


def open_gates(case):
    return {passage.gate.value for passage in gates_of(case) if passage.is_open}


def other_people():
    return [factories.person(f"supervisor{number}", Duty.INVESTIGATOR) for number in (1, 2)]


def examined(case):
    """Have the supervisors' side examined by other people, up to the approval by supervision."""
    examination = cases.order_examination(case, actor=the(Duty.LEADER))
    head, partner = other_people()
    boss = the(Duty.SUPERVISION)
    cases.form_team(examination, actor=boss, head=head, members=[partner])
    told = {**factories.FINDINGS, "inspected_on": timezone.localdate()}
    cases.submit_findings(examination, actor=head, **told)
    cases.review_findings(examination, actor=partner)
    cases.approve_findings(examination, actor=boss)
    factories.settle()
    return examination


@pytest.mark.parametrize("gate", list(Gate))
def test_every_gate_names_as_data_what_opens_it(gate):
    rule = get_rule(f"case.gate.{gate}", place=HOME, on=timezone.localdate())
    assert {Ground(key) for key in rule.keys}
    assert str(rule.citation)


def test_the_page_says_that_the_office_has_not_confirmed_what_opens_a_gate():
    case = accident_case("investigating")
    page = text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))
    assert page.count("No text that was found says which evidence opens one") == 1
    assert "/desk/rulebook/case.gate.taught/" in page
    for gate in Gate:
        entry = next(iter(entries_called(f"case.gate.{gate}")))
        confirm_rule(entry, read_on=timezone.localdate(), source="局办公会议定", actor=the(Duty.ADMIN))
    assert "No text that was found" not in text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))


def test_an_accident_case_closes_past_both_sides_and_four_gates_alone():
    case, leader = accident_case(proposes_penalty=True), the(Duty.LEADER)
    with pytest.raises(MoveRefused, match="supervisors' side"):
        cases.close_case(case, actor=leader)
    examined(case)
    assert open_gates(case) == {"cause"}
    for gate, ground in (("responsible", "discipline"), ("rectified", "acceptance"), ("taught", "training")):
        with pytest.raises(MoveRefused, match="Evidence is missing"):
            cases.close_case(case, actor=leader)
        prove(case, gate, ground)
    cases.close_case(case, actor=leader)
    assert case.state == "closed"


def test_a_leader_signs_why_the_other_side_is_not_examined_once_and_with_a_reason():
    case, leader = accident_case(), browser(the(Duty.LEADER))
    url = f"{case.get_absolute_url()}waive_examination/"
    assert leader.post(url, {"note": ""}).status_code == 400
    assert leader.post(url, {"note": "本起事故的监管部门已由市级调查组审查。"}).status_code == 302
    assert leader.post(url, {"note": "又一次"}).status_code == 403
    assert "已由市级调查组审查" in text_of(leader.get(case.get_absolute_url()))
    with pytest.raises(MoveRefused, match="Evidence is missing"):
        cases.close_case(case, actor=the(Duty.LEADER))


def test_who_examines_the_unit_does_not_examine_its_supervisors():
    case = accident_case("investigating")
    examination = cases.order_examination(case, actor=the(Duty.LEADER))
    head, partner = other_people()
    boss = the(Duty.SUPERVISION)
    with pytest.raises(MoveRefused, match="different people"):
        cases.form_team(examination, actor=boss, head=head, members=[the(Duty.INVESTIGATOR)])
    examination = Case.objects.get(pk=examination.pk)
    cases.form_team(examination, actor=boss, head=head, members=[partner])
    with pytest.raises(MoveRefused, match="different people"):
        cases.seat_member(case, actor=the(Duty.LEADER), person=partner, role="member")
    assert browser(the(Duty.LEADER)).get(examination.get_absolute_url()).status_code == 404
    assert browser(the(Duty.INVESTIGATOR)).get(examination.get_absolute_url()).status_code == 404
    assert examination.reference in text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))


def test_a_tick_alone_opens_no_gate():
    case, client = accident_case("investigating"), browser(the(Duty.INVESTIGATOR))
    url = f"{case.get_absolute_url()}prove_gate/"
    paper = {"title": "培训签到表", "number": "3号", "dated_on": timezone.localdate().isoformat()}
    for left_out in ("title", "number", "dated_on"):
        answer = client.post(url, {"opens": "taught:training", **paper, left_out: ""})
        assert answer.status_code == 400, left_out
    assert "A tick opens no gate" in text_of(
        client.post(url, {**paper, "opens": "taught:training", "title": ""})
    )
    assert open_gates(case) == set()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.create(
            case=case, gate="taught", ground="training", title="", number="", dated_on=timezone.localdate()
        )
    assert client.post(url, {"opens": "taught:training", **paper}).status_code == 302
    assert open_gates(case) == {"taught"}
    assert client.post(url, {"opens": "taught:training", **paper}).status_code == 400


def test_a_paper_of_the_wrong_kind_is_refused_with_the_rule_and_what_follows_from_files_is_not_typed():
    case = accident_case("investigating")
    with pytest.raises(MoveRefused, match="凭下列之一"):
        prove(case, "taught", "discipline")
    for ground in FROM_FILES:
        gate = next(gate for gate in Gate if ground in _grounds(gate))
        with pytest.raises(MoveRefused, match="by itself"):
            prove(case, gate, ground)


def _grounds(gate):
    return get_rule(f"case.gate.{gate}", place=HOME, on=timezone.localdate()).keys


def test_a_penalty_that_is_decided_opens_the_gate_of_those_responsible_until_it_is_annulled():
    case = accident_case(proposes_penalty=True)
    penalty = factories.penalty_in("decided", case=case)
    assert "responsible" in open_gates(case)
    leaders = the(Duty.LEADER).username, the(Duty.LEADER, 2).username
    factories.annul(penalty, *leaders)
    assert "responsible" not in open_gates(case)


def test_rechecked_orders_and_a_report_open_their_gates():
    case = accident_case("investigating")
    order = factories.order_in(case=case)
    assert "rectified" not in open_gates(case)
    other, today = the(Duty.INVESTIGATOR, 2), timezone.localdate()
    cases.pass_recheck(order, actor=the(Duty.INVESTIGATOR), rechecked_with=other, rechecked_on=today)
    assert "rectified" in open_gates(case)
    factories._step_accident(case.accident, "submitted")
    assert "cause" in open_gates(Case.objects.get(pk=case.pk))


def test_the_page_shows_the_four_gates_with_what_is_missing():
    case = accident_case("investigating")
    page = text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))
    for gate in Gate:
        assert str(gate.label) in page
    assert "One of these opens it:" in page
    assert "Record of a training, signed by those present" in page


def test_a_case_of_another_kind_has_no_gates():
    case = factories.case_in("concluded")
    assert gates_of(case) == []
    with pytest.raises(MoveRefused, match="no gate"):
        prove(case, "taught", "training")
    cases.close_case(case, actor=the(Duty.LEADER))
