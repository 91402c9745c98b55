"""A tip never reaches somebody it names, somebody tied to its unit, or the authority it accuses.

Each test asks the same surfaces of the person in conflict and of a colleague with the same duty: who is kept away finds
nothing, the colleague finds it all, so that an empty page cannot pass for the wrong reason.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Duty, Recusal
from desk.selectors import log_entries, work_of
from enterprises.selectors import ties_of
from enterprises.services import declare_tie, end_tie
from investigations import selectors
from investigations import services as cases
from investigations.selectors_evidence import evidence_visible_to
from investigations.selectors_field import records_visible_to
from investigations.selectors_hazards import hazards_visible_to
from notices.selectors import notices_visible_to
from reports import services as reports
from reports.conflicts import EverybodyNamed
from reports.disclosing import approve_disclosure, ask_for_identity, open_identity
from reports.models import Report
from reports.selectors import alike_to, disclosures_visible_to, words_of
from tests import factories
from tests.factories import browser, file_report, identity_of, person, settle, the
from vault.sealing import CannotOpen
from vault.selectors import can_open
from vault.services import open_envelope, reseal_waiting
from workflow.errors import MoveRefused
from workflow.selectors import timeline_of

pytestmark = pytest.mark.django_db
OPEN, ABSENT = 200, 404


def lists(user, reference, *rooms):
    """Say in which of the rooms a reference is written."""
    client = browser(user)
    return {room for room in rooms if reference in client.get(reverse(room)).content.decode()}


def finds(user, text, reference):
    """Say whether a search, or the unit's page, shows the file."""
    return reference in browser(user).get(reverse("desk:search"), {"q": text}).content.decode()


def sees(user, report):
    """Say everything that a person learns of a tip, surface by surface."""
    client = browser(user)
    unit_page = client.get(reverse("desk:unit", args=[report.unit.uscc])).content.decode()
    return {
        "page": client.get(report.get_absolute_url()).status_code,
        "list": report.reference in client.get(reverse("reports:list")).content.decode(),
        "work": work_of(user).total,
        "search": finds(user, report.unit_name, report.reference),
        "by reference": client.get(reverse("desk:search"), {"q": report.reference}).status_code,
        "unit": report.reference in unit_page,
        "papers": notices_visible_to(user).count(),
    }


NOTHING = {
    "page": ABSENT,
    "list": False,
    "work": 0,
    "search": False,
    "by reference": OPEN,  # the page that says that nothing was found
    "unit": False,
    "papers": 0,
}


def assert_kept_away(user, colleague, report):
    assert sees(user, report) == NOTHING
    assert sees(colleague, report) == {
        "page": OPEN,
        "list": True,
        "work": 1,
        "search": True,
        "by reference": 302,
        "unit": True,
        "papers": 0,
    }


PARTS = {
    "order": (factories.order_in, selectors.orders_visible_to),
    "preservation": (factories.preservation_in, selectors.preservations_visible_to),
    "referral": (factories.referral_in, selectors.referrals_visible_to),
    "access": (factories.access_in, selectors.accesses_visible_to),
    "task": (factories.task_in, selectors.tasks_visible_to),
    "hazard": (factories.hazard_in, hazards_visible_to),
    "evidence": (factories.evidence_in, evidence_visible_to),
    "field record": (factories.field_record_in, records_visible_to),
}


@pytest.mark.parametrize(("part_in", "visible_to"), PARTS.values(), ids=PARTS)
def test_a_leader_who_is_tied_to_the_unit_sees_no_part_of_its_case(part_in, visible_to):
    part = part_in()
    tied, colleague = the(Duty.LEADER), the(Duty.LEADER, 2)
    declare_tie(part.case.unit, actor=tied, why="股东")
    seen = [visible_to(leader).filter(pk=part.pk).exists() for leader in (tied, colleague)]
    assert seen == [False, True]


def test_who_is_named_in_a_tip_gets_neither_file_nor_words():
    named, colleague = the(Duty.DESK), the(Duty.DESK, 2)
    report = file_report(words={"text": f"我告诉过{named.name}，没有人管。"}).report
    assert_kept_away(named, colleague, report)
    assert Recusal.objects.get(person=named).ground == Recusal.Ground.NAMED
    assert not Recusal.objects.filter(person=colleague).exists()
    envelope = words_of(report)
    with pytest.raises(CannotOpen):
        open_envelope(envelope, identity=identity_of(named))
    assert open_envelope(envelope, identity=identity_of(colleague))["text"]


def test_a_tie_keeps_every_file_about_the_unit_away_and_its_words_sealed():
    tied, colleague, unit = the(Duty.DESK), the(Duty.DESK, 2), factories.unit()
    browser(tied).post(reverse("desk:ties"), {"unit": unit.uscc, "why": "我弟弟在那里上班"})
    report = file_report(about=unit).report
    assert_kept_away(tied, colleague, report)
    assert not can_open(words_of(report), tied)
    assert can_open(words_of(report), colleague)


def test_a_tie_declared_later_hides_what_came_before():
    tied, colleague, report = the(Duty.DESK), the(Duty.DESK, 2), file_report().report
    assert sees(tied, report)["page"] == OPEN
    declare_tie(report.unit, actor=tied, why="股东")
    assert_kept_away(tied, colleague, report)


def test_a_tie_declared_later_leaves_the_key_out_when_a_colleague_seals_anew():
    tied, colleague, report = the(Duty.DESK), the(Duty.DESK, 2), file_report().report
    assert open_envelope(words_of(report), identity=identity_of(tied))
    browser(tied).post(reverse("desk:ties"), {"unit": report.unit.uscc, "why": "股东"})
    aside = file_report().report
    reports.stand_aside(aside, actor=tied, note="亲属在该厂上班")
    assert reseal_waiting(actor=colleague, identity=identity_of(colleague)).done == 2
    for each in (report, aside):
        assert open_envelope(words_of(each), identity=identity_of(colleague))
        with pytest.raises(CannotOpen):
            open_envelope(words_of(each), identity=identity_of(tied))


def test_a_tip_that_gives_half_the_name_of_a_tied_unit_is_kept_away_too():
    tied, unit = the(Duty.DESK), factories.unit("涪陵试验凤凰铸造厂（虚构）")
    the(Duty.DESK, 2)
    declare_tie(unit, actor=tied, why="股东")
    report = file_report(unit_name="凤凰铸造厂").report
    assert report.unit is None
    assert browser(tied).get(report.get_absolute_url()).status_code == ABSENT


def test_an_ended_tie_lets_new_files_through_and_keeps_the_old_ones_away():
    tied, unit = the(Duty.DESK), factories.unit()
    the(Duty.DESK, 2)
    tie = declare_tie(unit, actor=tied, why="股东")
    old = file_report(about=unit).report
    end_tie(tie)
    new = file_report(about=unit).report
    assert browser(tied).get(old.get_absolute_url()).status_code == ABSENT
    assert browser(tied).get(new.get_absolute_url()).status_code == OPEN


def test_similar_tips_are_shown_only_as_far_as_one_may_see_them():
    named, colleague, unit = the(Duty.DESK), the(Duty.DESK, 2), factories.unit()
    hidden = file_report(about=unit, words={"text": f"{named.name}知道。"}).report
    later = file_report(about=unit).report
    settle()
    assert hidden not in [alike.report for alike in alike_to(later, named)]
    assert hidden in [alike.report for alike in alike_to(later, colleague)]


def test_nobody_of_the_accused_authority_is_reached_or_joins_the_team():
    policeman, other = the(Duty.INVESTIGATOR, 2), the(Duty.INVESTIGATOR)
    third = person("third", Duty.INVESTIGATOR)
    report = file_report(kind="inaction", accused_agency=factories.agency("police")).report
    case = factories.case_in("opened", report=report)
    page = browser(the(Duty.LEADER)).get(reverse("investigations:form_team", args=[case.reference]))
    assert f"{policeman.name}（" not in page.content.decode()
    assert f"{other.name}（" in page.content.decode()
    with pytest.raises(MoveRefused, match="conflict of interest"):
        cases.form_team(case, actor=the(Duty.LEADER), head=policeman, members=[other])
    cases.form_team(type(case).objects.get(pk=case.pk), actor=the(Duty.LEADER), head=other, members=[third])


def test_the_later_floors_are_kept_away_too():
    reviewer, colleague = the(Duty.REVIEWER), the(Duty.REVIEWER, 2)
    penalty = factories.penalty_in("heard")
    rooms = [("investigations:list", penalty.case.reference), ("sanctions:list", penalty.reference)]
    assert all(lists(reviewer, reference, room) for room, reference in rooms)
    declare_tie(penalty.unit, actor=reviewer, why="股东")
    assert not any(lists(reviewer, reference, room) for room, reference in rooms)
    assert all(lists(colleague, reference, room) for room, reference in rooms)
    assert work_of(reviewer).total == 0
    assert work_of(colleague).total == 1
    assert not notices_visible_to(reviewer).exists()
    assert notices_visible_to(colleague).exists()


def test_rewards_are_kept_away_from_a_tied_officer():
    officer, colleague = the(Duty.REWARDS), the(Duty.REWARDS, 2)
    reward = factories.reward_in("assessed")
    declare_tie(reward.case.unit, actor=officer, why="股东")
    assert browser(officer).get(reward.get_absolute_url()).status_code == ABSENT
    assert browser(colleague).get(reward.get_absolute_url()).status_code == OPEN


def test_the_log_hides_from_an_auditor_what_they_are_kept_away_from():
    auditor, colleague = the(Duty.AUDITOR), the(Duty.AUDITOR, 2)
    penalty = factories.penalty_in("notified")
    other = file_report().report
    subjects = {
        (one.label(), one.pk) for one in (penalty, penalty.case, penalty.case.report, penalty.case.report)
    }
    declare_tie(penalty.unit, actor=auditor, why="股东")
    seen = {entry.subject_key for entry in log_entries(auditor)}
    whole = {entry.subject_key for entry in log_entries(colleague)}
    assert subjects <= whole
    assert not subjects & seen
    assert (other.label(), other.pk) in seen
    papers = {key for key in whole - seen if key[0] == "notices.notice"}
    assert papers
    page = browser(auditor).get(reverse("desk:log"), {"reference": penalty.reference}).content.decode()
    assert "Prior notice" not in page


# ---- Against the office itself ---------------------------------------------------------------------------------
def against_the_office():
    factories.office()
    return file_report(kind="inaction", accused_agency=factories.agency()).report


@pytest.mark.parametrize("duty", [Duty.DESK, Duty.LEADER, Duty.INVESTIGATOR, Duty.REVIEWER])
def test_a_tip_against_the_office_reaches_supervision_alone(duty):
    report, supervisor = against_the_office(), the(Duty.SUPERVISION)
    assert browser(the(duty)).get(report.get_absolute_url()).status_code == ABSENT
    assert browser(supervisor).get(report.get_absolute_url()).status_code == OPEN
    assert not can_open(words_of(report), the(Duty.DESK))
    assert can_open(words_of(report), supervisor)


def test_supervision_takes_it_in_leads_the_case_and_answers():
    report = against_the_office()
    supervisor, second = the(Duty.SUPERVISION), the(Duty.SUPERVISION, 2)
    head, partner = the(Duty.INVESTIGATOR, 2), person("third", Duty.INVESTIGATOR, agency_code="market")
    assert [queue.key for queue in work_of(supervisor).queues if queue.total] == ["intake"]
    with pytest.raises(MoveRefused):
        reports.accept_report(Report.objects.get(pk=report.pk), actor=the(Duty.DESK))
    reports.accept_report(report, actor=supervisor)
    factories.settle()
    case = report.cases.get()
    with pytest.raises(MoveRefused):
        cases.form_team(case, actor=the(Duty.LEADER), head=head, members=[partner])
    assert not lists(the(Duty.LEADER), case.reference, "investigations:list")
    cases.form_team(case, actor=supervisor, head=head, members=[partner])
    today = case.created_at.date()
    with pytest.raises(MoveRefused, match="office itself"):
        cases.submit_findings(
            case, actor=head, **{**factories.FINDINGS, "inspected_on": today, "proposes_penalty": True}
        )
    cases.submit_findings(case, actor=head, **{**factories.FINDINGS, "inspected_on": today})
    cases.review_findings(case, actor=partner)
    cases.approve_findings(case, actor=second)
    factories.settle()
    assert Report.objects.get(pk=report.pk).state == "answered"


def test_what_the_reporter_writes_later_goes_to_supervision_too():
    report = against_the_office()
    reports.write_to_desk(report, text="还有补充。")
    item = report.mailbox.get()
    assert can_open(item.envelope, the(Duty.SUPERVISION))
    assert not can_open(item.envelope, the(Duty.DESK))


def test_a_tip_that_names_the_whole_desk_goes_to_supervision():
    report = file_report(words={"text": f"{the(Duty.DESK).name}不管。"}).report
    assert report.is_internal
    assert can_open(words_of(report), the(Duty.SUPERVISION))


def test_a_tip_that_nobody_here_could_read_is_not_taken_and_the_reporter_is_told_where_to_go():
    factories.office()
    text = f"{the(Duty.DESK).name}和{the(Duty.SUPERVISION).name}都知道。"
    with pytest.raises(EverybodyNamed) as refused:
        file_report(words={"text": text})
    assert "city" in str(refused.value.reason)
    assert not Report.objects.exists()


# ---- Standing aside --------------------------------------------------------------------------------------------
def test_who_stands_aside_from_a_case_loses_seat_and_sight_and_another_takes_the_seat():
    case, head, third = (
        factories.case_in("investigating"),
        the(Duty.INVESTIGATOR),
        person("third", Duty.INVESTIGATOR),
    )
    url = reverse("investigations:stand_aside", args=[case.reference])
    client = browser(head)
    assert client.post(url, {"note": ""}).status_code == 400
    answer = client.post(url, {"note": "被举报单位的负责人是我同学"})
    assert answer.headers["Location"] == reverse("desk:home")
    assert client.get(case.get_absolute_url()).status_code == ABSENT
    assert client.get(case.report.get_absolute_url()).status_code == ABSENT
    seat = reverse("investigations:seat_member", args=[case.reference])
    leader = browser(the(Duty.LEADER))
    assert leader.post(seat, {"person": head.pk, "role": "head", "has_interest": "no"}).status_code == 400
    assert leader.post(seat, {"person": third.pk, "role": "head", "has_interest": "no"}).status_code == 302
    assert browser(third).get(case.get_absolute_url()).status_code == OPEN
    assert {"stand_aside", "seat_member"} <= {entry.move for entry in timeline_of(case)}


def test_the_desk_stands_aside_from_a_tip():
    report, desk, colleague = file_report().report, the(Duty.DESK), the(Duty.DESK, 2)
    url = reverse("reports:stand_aside", args=[report.reference])
    assert browser(desk).post(url, {"note": "我认识举报的单位"}).status_code == 302
    assert browser(desk).get(report.get_absolute_url()).status_code == ABSENT
    assert browser(colleague).get(report.get_absolute_url()).status_code == OPEN
    assert Recusal.objects.get().ground == Recusal.Ground.DECLARED


# ---- The room of ties ------------------------------------------------------------------------------------------
def test_a_tie_needs_a_unit_of_the_register_and_a_reason():
    page = browser(the(Duty.DESK)).post(reverse("desk:ties"), {"unit": "没有这个单位", "why": ""})
    assert page.status_code == 400
    assert "The register has no unit" in page.content.decode()
    assert "Say what ties you" in page.content.decode()


def test_nobody_ends_or_sees_a_tie_of_somebody_else():
    unit, desk = factories.unit(), the(Duty.DESK)
    declare_tie(unit, actor=desk, why="股东")
    stranger = browser(the(Duty.LEADER))
    assert unit.name not in stranger.get(reverse("desk:ties")).content.decode()
    stranger.post(reverse("desk:end_tie", args=[unit.uscc]))
    assert ties_of(desk).get().unit == unit
    mine = browser(desk)
    assert unit.name in mine.get(reverse("desk:ties")).content.decode()
    assert mine.post(reverse("desk:end_tie", args=[unit.uscc])).status_code == 302
    assert unit.name not in mine.get(reverse("desk:ties")).content.decode()


def test_a_custodian_who_is_named_is_told_that_there_is_no_such_report():
    custodian, colleague = the(Duty.CUSTODIAN), the(Duty.CUSTODIAN, 2)
    report = file_report(words={"text": f"{custodian.name}收了钱。"}).report
    for person_, is_known in ((custodian, False), (colleague, True)):
        asked = {"report": report.reference, "ground": "facts", "reason": "需要补充询问"}
        page = browser(person_).post(reverse("identities:ask"), asked)
        assert ("There is no report" in page.content.decode()) is not is_known
        assert page.status_code == (302 if is_known else 400)


def test_supervision_and_not_a_leader_decides_on_the_identity_behind_a_tip_against_the_office():
    report = against_the_office()
    disclosure = ask_for_identity(report, actor=the(Duty.CUSTODIAN), ground="facts", reason="补充询问")
    assert not disclosures_visible_to(the(Duty.LEADER)).exists()
    supervisor = the(Duty.SUPERVISION)
    assert disclosures_visible_to(supervisor).get() == disclosure
    approve_disclosure(disclosure, actor=supervisor, identity=identity_of(supervisor))
    opened = open_identity(disclosure, actor=the(Duty.CUSTODIAN), identity=identity_of(the(Duty.CUSTODIAN)))
    assert opened["name"] == factories.IDENTITY["name"]
