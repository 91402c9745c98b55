"""Several tips on one matter: what looks alike, the merging, the answer to all, and who was first."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Duty, User
from investigations.models import Case
from reports import services
from reports.likeness import compare, text_likeness
from reports.matters import first_of, places_of, precedence_of
from reports.models import Contribution, Likeness, Report
from reports.states import StatusWord
from rewards.models import Reward
from tests import factories
from tests.factories import browser, case_in, file_report, report_in, settle, the, unit
from tests.public_site import text_of, tracking
from tests.reports.test_desk_pages import moves_logged
from workflow.errors import AnnulmentRefused, MoveRefused
from workflow.models import Clock
from workflow.services import confirm_annulment

pytestmark = pytest.mark.django_db

ADDED = "另反映夜班也不设监护。"


def desk() -> User:
    return the(Duty.DESK)


def merged(*, into: Report, **facts: Any) -> Report:
    """File a tip about the same unit and merge it."""
    tip = file_report(about=into.unit, **facts).report
    services.merge_report(tip, actor=desk(), into=into, added=ADDED)
    settle()
    return tip


def conclude(case: Case) -> None:
    """Take a case that is being investigated to the answer."""
    first, last = factories.STAGES.index("investigating"), factories.STAGES.index("concluded")
    for stage in factories.STAGES[first + 1 : last + 1]:
        factories._step_case(case, stage, {})
    settle()


# ---- What looks alike ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"unit_id": 1}, {"unit_id": 1, "kind": "violation", "division": "500102007"}, ["unit"]),
        ({"unit_id": 1}, {"unit_id": 2, "kind": "violation", "division": "500102007"}, []),
        (
            {"unit_name": "白涛试验化工厂"},
            {"unit_name": "白涛化工厂"},
            ["name", "kind", "place"],
        ),
        ({"unit_name": "某采石场"}, {"unit_name": "某煤矿"}, ["kind", "place"]),
        (
            {"happened_on": datetime.date(2026, 1, 4)},
            {"happened_on": datetime.date(2026, 1, 2)},
            ["days", "kind", "place"],
        ),
        (
            {"happened_on": datetime.date(2026, 1, 4)},
            {"happened_on": datetime.date(2026, 1, 30)},
            ["kind", "place", "month"],
        ),
        ({"division": "500102"}, {"division": "500102"}, ["kind"]),
    ],
)
def test_structured_answers_are_compared(one: Any, other: Any, reasons: list[str]) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=300)
    usual = {"kind": "hazard", "division": "500102006", "unit_name": "", "created_at": timezone.now()}
    first = Report(**{**usual, "unit_name": "甲", **one})
    second = Report(**{**usual, "unit_name": "乙丙丁", "created_at": long_ago, **other})
    assert compare(first, second).reasons == reasons


def test_texts_on_one_matter_are_more_alike_than_others_whatever_the_order() -> None:
    told = "冲压机的防护罩拆了三个月，没有人管。"
    again = "三个月前把冲压机防护罩拆掉了，一直没人管，很危险"
    other = "老板把两只羊拴在化工装置旁边养了三个月"
    assert text_likeness(told, told) == 100
    assert text_likeness(told, again) > text_likeness(told, other) + 20
    assert text_likeness("", told) == text_likeness(told, "") == 0


def test_the_worker_notes_what_looks_alike_and_the_desk_sees_why() -> None:
    about = unit()
    earlier, other = report_in("accepted", about=about), report_in("accepted", kind="inaction")
    later = file_report(about=about).report
    settle()
    (noted,) = Likeness.objects.filter(report=later)
    assert (noted.earlier, noted.reasons[0]) == (earlier, "unit")
    page = text_of(browser(desk()).get(later.get_absolute_url()))
    assert "the same unit, the same kind" in page
    assert f"{later.get_absolute_url()}merge/?into={earlier.reference}" in page
    assert other.reference not in page
    assert later.reference in text_of(browser(desk()).get(earlier.get_absolute_url()))
    form = text_of(browser(desk()).get(f"{later.get_absolute_url()}merge/?into={earlier.reference}"))
    assert f'value="{earlier.reference}"' in form
    services.note_likenesses(later)
    assert Likeness.objects.filter(report=later).count() == 1


def test_the_original_words_are_compared_in_the_desks_session_and_every_opening_is_logged() -> None:
    about = unit()
    earlier = file_report(about=about, words={"text": "冲压机的防护罩拆了三个月，没有人管。"}).report
    later = file_report(about=about, words={"text": "三个月没有人管，冲压机防护罩拆了"}).report
    settle()
    url = f"{later.get_absolute_url()}compare/"
    assert browser(the(Duty.LEADER), has_key=True).post(url).status_code == 403
    assert "sign in again" in text_of(browser(desk()).post(url))
    page = text_of(browser(desk(), has_key=True).post(url))
    assert "original words" in page
    assert "防护罩" not in page
    assert moves_logged(earlier)[-1] == moves_logged(later)[-1] == "read_words"


# ---- Merging ---------------------------------------------------------------------------------------------------
def test_a_merged_reporter_reads_what_an_accepted_one_reads_and_is_owed_the_answer() -> None:
    earlier = report_in("accepted")
    filing = file_report(about=earlier.unit)
    services.merge_report(filing.report, actor=desk(), into=earlier, added=ADDED)
    settle()
    page = text_of(tracking(filing.receipt.code).get("/track/report/"))
    assert "Your report was accepted and is being verified" in page
    assert earlier.reference not in page
    assert "earlier" not in page.lower()
    assert Clock.objects.filter(
        subject_id=filing.report.pk, rule_id="tip.conclude", outcome="running"
    ).exists()
    assert filing.report.mailbox.filter(notice__kind="acceptance").exists()


def test_only_what_is_being_worked_on_takes_another_tip_in() -> None:
    about = unit()
    waiting, later = report_in(about=about), report_in(about=about)
    with pytest.raises(MoveRefused, match="Accept the earlier report first"):
        services.merge_report(later, actor=desk(), into=waiting)
    sent = {"seen": "submitted", "into": waiting.reference, "added": ADDED}
    response = browser(desk()).post(f"{later.get_absolute_url()}merge/", sent)
    assert response.status_code == 400
    assert ADDED in text_of(response)


def test_order_and_contribution_of_each_reporter_are_kept_and_the_team_reads_them() -> None:
    case = case_in("investigating")
    tips = [case.report, merged(into=case.report), merged(into=case.report)]
    assert [(place.number, place.report, place.added) for place in places_of(tips[2])] == [
        (1, tips[0], ""),
        (2, tips[1], ADDED),
        (3, tips[2], ADDED),
    ]
    page = text_of(browser(the(Duty.INVESTIGATOR)).get(tips[0].get_absolute_url()))
    assert ADDED in page
    assert tips[1].get_mode_display() not in page
    assert {tip.status_word for tip in Report.objects.all()} == {StatusWord.INVESTIGATING}


def test_a_merging_is_undone_by_two_people_and_what_it_added_goes_with_it() -> None:
    earlier = report_in("accepted")
    later = merged(into=earlier)
    with pytest.raises(AnnulmentRefused, match="Annul their merging first"):
        factories.annul(earlier, "desk1", "leader1")
    factories.annul(later, "desk1", "leader1")
    later = Report.objects.get(pk=later.pk)
    assert (later.state, later.merged_into, later.status_word) == ("submitted", None, "received")
    assert not Contribution.objects.exists()
    assert not later.mailbox.exists()
    confirm_annulment(earlier, actor=the(Duty.LEADER))
    assert Report.objects.get(pk=earlier.pk).state == "submitted"


def test_all_reporters_of_a_matter_are_answered_and_may_object() -> None:
    case = case_in("investigating")
    filing = file_report(about=case.unit)
    services.merge_report(filing.report, actor=desk(), into=case.report)
    gone = merged(into=case.report)
    services.withdraw_report(gone)
    conclude(case)
    later = Report.objects.get(pk=filing.report.pk)
    assert (later.state, Report.objects.get(pk=gone.pk).state) == ("answered", "withdrawn")
    first, second = (tip.mailbox.get(notice__kind="result").notice.context for tip in (case.report, later))
    assert first["facts"] == second["facts"]
    assert (first["reward_eligible"], second["reward_eligible"]) == (True, False)
    assert "最先举报的实名举报人" in second["reward_reason"]
    services.object_to_answer(later, text="夜班还是没有人监护。")
    assert later.state == "objected"


def test_a_case_goes_on_and_ends_when_its_reporter_has_withdrawn() -> None:
    case = case_in("investigating")
    services.withdraw_report(case.report)
    conclude(case)
    assert Case.objects.get(pk=case.pk).state == "concluded"
    assert Report.objects.get(pk=case.report.pk).state == "withdrawn"
    assert not Reward.objects.exists()


def test_an_extension_and_the_closing_hold_for_all_reporters_of_a_matter() -> None:
    case = case_in("investigating")
    later = merged(into=case.report)
    today = timezone.localdate()
    services.extend_report(
        case.report,
        actor=desk(),
        approval_number="渝应急〔2026〕1号",
        approved_on=today,
        note="须作检测鉴定。",
    )
    assert Report.objects.get(pk=later.pk).extension_number == "渝应急〔2026〕1号"
    conclude(case)
    services.close_report(Report.objects.get(pk=case.report.pk), actor=desk())
    assert Report.objects.get(pk=later.pk).state == "closed"


# ---- Who was first ---------------------------------------------------------------------------------------------
def test_who_was_first_is_a_finding_with_reasons_and_the_latest_counts() -> None:
    earlier = report_in("accepted", mode="anonymous")
    assert not places_of(earlier)
    later = merged(into=earlier)
    assert first_of(later) == earlier
    url = f"{earlier.get_absolute_url()}find_first/"
    assert browser(the(Duty.LEADER)).get(url).status_code == 403
    empty = browser(desk()).post(url, {"first": "", "reasons": ""})
    assert empty.status_code == 400
    assert "Give the reasons." in text_of(empty)
    stranger = report_in()
    assert browser(desk()).post(url, {"first": stranger.pk, "reasons": "x"}).status_code == 400
    sent = {"first": later.pk, "reasons": "在先的是匿名举报。"}
    assert browser(desk()).post(url, sent).status_code == 302
    assert first_of(earlier) == first_of(later) == later
    assert "在先的是匿名举报。" in text_of(browser(desk()).get(later.get_absolute_url()))
    services.find_first(later, actor=desk(), first=earlier, reasons="复核后更正。")
    assert first_of(later) == earlier
    assert moves_logged(earlier)[-2:] == ["find_first", "find_first"]


def test_a_finding_about_a_tip_that_left_the_matter_counts_no_longer() -> None:
    earlier = report_in("accepted")
    later = merged(into=earlier)
    services.find_first(earlier, actor=desk(), first=later, reasons="在先的举报没有明确对象。")
    factories.annul(later, "desk1", "leader1")
    assert precedence_of(earlier) is None
    assert first_of(earlier) == earlier


def test_the_reward_goes_to_whoever_was_found_to_be_first() -> None:
    case = case_in("investigating", report=report_in(mode="anonymous"))
    later = merged(into=case.report)
    services.find_first(case.report, actor=desk(), first=later, reasons="在先的是匿名举报。")
    conclude(case)
    assert [reward.report for reward in Reward.objects.all()] == [later]
    assert later.mailbox.get(notice__kind="result").notice.context["reward_eligible"] is True


def test_a_later_finding_has_the_reward_assessed_anew_until_it_is_approved() -> None:
    case = case_in("investigating")
    later = merged(into=case.report)
    conclude(case)
    assert Reward.objects.get().report == case.report
    services.find_first(case.report, actor=desk(), first=later, reasons="在先的举报没有明确对象。")
    settle()
    assert [(one.report, one.state) for one in Reward.objects.order_by("pk")] == [
        (case.report, "cancelled"),
        (later, "assessed"),
    ]
    assert Report.objects.get(pk=later.pk).status_word == StatusWord.REWARD_PREPARING
