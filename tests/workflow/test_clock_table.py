"""The table of the clocks that follow the moves of the house: section 13.1, a row each.

Every row says what starts a clock, when it is then due, and what becomes of it: kept in time, kept late, or run out. A
clock that no move starts yet stands below with the reason; a new one without a row fails.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps

from accounts.models import Duty
from alarms import services as alarms
from investigations import services as cases
from notices.selectors import notices_of
from notices.serving import serve_notice
from reports import services as reports
from rewards import services as rewards
from sanctions import services as sanctions
from sanctions.models import Measure
from statutes.clocks import CLOCKS, get_clock
from tests import factories
from tests.sanctions import builders
from tests.test_events import recorded_words
from workflow.clocks import all_bindings
from workflow.models import Clock, Subject
from workflow.selectors import state_field
from workflow.services import watch_clocks

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.datetime(2026, 6, 1, 10, 0, tzinfo=ZONE)  # a Monday
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)

# Periods that no move of the house starts yet.
UNBOUND = {
    "tip.feedback": "the answer goes out with the approval of the findings, so nothing can run in between",
    "enforcement.seizure": "the house seizes nothing yet",
    "listing.publish": "an entry is public with its decision",
}


def today() -> datetime.date:
    return datetime.datetime.now(ZONE).date()


def right_now() -> datetime.datetime:
    return datetime.datetime.now(ZONE)


def announced() -> Any:
    """Return the service of an order that was announced to the public."""
    paper = notices_of(factories.order_in()).latest("pk")
    told = {"reason": "无人签收。", "content": "责令限期整改。", "collect_at": "区应急管理局"}
    return serve_notice(paper, actor=head(), by="public", channel="区政府网站", **told)


def head() -> Any:
    return factories.the(Duty.INVESTIGATOR)


def leader() -> Any:
    return factories.the(Duty.LEADER)


def desk() -> Any:
    return factories.the(Duty.DESK)


def fresh(subject: Any) -> Any:
    return type(subject).objects.get(pk=subject.pk)


@dataclass(frozen=True)
class Row:
    """A clock: what starts it, when it is due, and what ends it (nothing: it runs out by itself)."""

    rule_id: str
    start: Callable[[], Any]
    due: str
    end: Callable[[Any], Any] | None = None
    # What becomes of it after its end: late, met (a term that has run out), or refused in words.
    after: str = "late"
    # In time, but not yet: a period that begins later.
    wait: datetime.timedelta = datetime.timedelta(0)


def penalty(state: str, **facts: Any) -> Callable[[], Any]:
    return lambda: factories.penalty_in(state, **facts)


def accident(state: str, **facts: Any) -> Callable[[], Any]:
    return lambda: factories.accident_in(state, **facts)


def referral(state: str) -> Callable[[], Any]:
    return lambda: factories.referral_in(state)


def listed() -> Any:
    return factories.listing_in("listed")


def measure(state: str, kind: str) -> Callable[[], Any]:
    return lambda: builders.measure_in(state, kind=kind)


def closed_ban() -> Any:
    builders.measure_in("in_force")
    ban = Measure.objects.get(ground="unit_closed")
    sanctions.propose_measure(ban, actor=head(), proposal="依法限制其担任主要负责人。")
    sanctions.approve_measure(ban, actor=leader())
    builders.decide_proceeding(ban)
    return fresh(ban)


def overdue() -> Any:
    found = factories.penalty_in("overdue")
    sanctions.demand_payment(found, actor=head())
    sanctions.serve_demand(found, actor=head(), demand_served_on=today())
    return found


def ready_for_court() -> Any:
    return factories.penalty_in("unmoved")


def take_up(found: Any) -> None:
    sanctions.note_acceptance(found, actor=head(), court_accepted_on=today(), court_number="（2026）1号")


def taken_up() -> Any:
    found = factories.penalty_in("in_court")
    take_up(found)
    return found


def upheld() -> Any:
    found = factories.penalty_in("reviewing")
    sanctions.uphold_penalty(found, actor=head(), closed_on=today())
    return found


def hearing_set() -> Any:
    found = factories.penalty_in("hearing_requested")
    sanctions.set_hearing(
        found,
        actor=head(),
        hearing_on=datetime.date(2026, 6, 30),
        hearing_time=datetime.time(9, 30),
        hearing_place="会议室",
        chair=factories.the(Duty.CHAIR),
    )
    return found


TABLE = [
    Row(
        "tip.accept",
        lambda: factories.file_report().report,
        "2026-06-10 23:59",
        lambda tip: reports.accept_report(tip, actor=desk()),
    ),
    Row(
        "tip.conclude",
        lambda: factories.report_in("accepted"),
        "2026-07-31 23:59",
        lambda tip: factories.case_in("concluded", report=tip),
    ),
    Row(
        "tip.objection",
        lambda: factories.report_in("answered"),
        "2026-06-11 23:59",
        lambda tip: reports.object_to_answer(fresh(tip), text="不同意。"),
        "met",
    ),
    Row(
        "alarm.acknowledge",
        lambda: factories.alarm_in("raised"),
        "2026-06-01 10:05",
        lambda alarm: alarms.acknowledge_alarm(alarm, actor=leader()),
    ),
    Row(
        "tip.recheck",
        lambda: factories.report_in("objected"),
        "2026-07-01 23:59",
        lambda tip: reports.conclude_recheck(fresh(tip), actor=desk(), text="维持。"),
    ),
    Row(
        "reward.contest",
        lambda: factories.reward_in("told"),
        "2026-06-11 23:59",
        lambda reward: rewards.agree_to_reward(reward.report),
        "met",
    ),
    Row(
        "reward.call",
        lambda: (
            rewards.announce_reward(
                factories.reward_in("approved"), actor=factories.the(Duty.REWARDS), note="无法联系。"
            ).subject
        ),
        "2026-07-01 23:59",
        lambda reward: rewards.claim_reward(reward.report, payee=factories.PAYEE),
        "met",
    ),
    Row(
        "reward.fabrication.answer",
        lambda: factories.fabrication_in("asked"),
        "2026-06-16 23:59",
        lambda asked: rewards.answer_fabrication(asked.report, text=factories.ANSWER),
        "met",
    ),
    Row(
        "reward.reexamine",
        lambda: factories.reward_in("contested"),
        "2026-07-01 23:59",
        lambda reward: rewards.uphold_reward(
            reward, actor=factories.person("reviewing", Duty.REWARDS), note="计算无误。"
        ),
    ),
    Row(
        "reward.claim",
        lambda: factories.reward_in("approved"),
        "2026-07-31 23:59",
        lambda reward: rewards.claim_reward(reward.report, payee=factories.PAYEE),
        "refused",
    ),
    Row(
        "accident.unit_report",
        accident(
            "recorded", unit_informed_at=NOW - HOUR / 2, happened_at=NOW - 2 * HOUR, unit_reported_at=None
        ),
        "2026-06-01 10:30",
        lambda found: cases.receive_unit_report(found, actor=desk(), unit_reported_at=right_now()),
    ),
    Row(
        "accident.upward_report",
        accident("recorded"),
        "2026-06-01 11:00",
        lambda found: cases.report_up(found, actor=desk(), reported_up_at=right_now()),
    ),
    Row("accident.casualty_update", accident("recorded"), "2026-07-01 23:59", None, "met"),
    Row(
        "accident.casualty_update.traffic_fire",
        accident("recorded", is_traffic_or_fire=True),
        "2026-06-08 23:59",
        None,
        "met",
    ),
    Row(
        "accident.report",
        accident("signed"),
        "2026-07-31 23:59",
        lambda found: cases.submit_report(found, actor=head(), submitted_on=today()),
    ),
    Row(
        "accident.reply",
        accident("submitted"),
        "2026-06-16 23:59",
        lambda found: cases.reply_to_accident(
            found, actor=leader(), replied_on=today(), opinion="同意。", handling="依法处罚。"
        ),
    ),
    Row(
        "accident.reply.extraordinary",
        accident("submitted", deaths=30),
        "2026-07-01 23:59",
        lambda found: cases.reply_to_accident(
            found, actor=leader(), replied_on=today(), opinion="同意。", handling="依法处罚。"
        ),
    ),
    Row(
        "accident.copy_out",
        accident("replied"),
        "2026-07-01 23:59",
        lambda found: cases.publish_accident(found, actor=leader(), published_on=today(), where="区政府网站"),
    ),
    Row(
        "accident.review_year",
        accident("published"),
        "2027-06-01 23:59",
        lambda found: cases.review_accident(found, actor=leader(), reviewed_on=today()),
    ),
    Row(
        "disaster.geological.fast_report",
        lambda: factories.disaster_in("recorded", loss=50_000_000),
        "2026-06-01 10:30",
        lambda found: cases.report_disaster_up(found, actor=desk(), reported_up_at=right_now()),
    ),
    Row(
        "disaster.deadline",
        factories.disaster_in,
        "2026-08-31 23:59",
        lambda found: cases.submit_assessment(
            found, actor=head(), assessed_on=today(), **factories.ASSESSMENT
        ),
    ),
    Row(
        "disaster.forest_fire.assess",
        lambda: factories.disaster_in("recorded", hazard="forest_fire"),
        "2026-06-23 23:59",
        lambda found: cases.submit_assessment(
            found, actor=head(), assessed_on=today(), **factories.ASSESSMENT
        ),
    ),
    Row(
        "disaster.forest_fire.decide",
        lambda: factories.disaster_in("assessed", hazard="forest_fire"),
        "2026-06-23 23:59",
        lambda found: cases.decide_disaster(found, actor=leader(), decided_on=today(), decision="无责任人。"),
    ),
    Row(
        "supervision.listed.deadline",
        lambda: factories.supervision_in("ready"),
        "2026-07-31 23:59",
        lambda found: cases.lift_supervision(found, actor=leader(), lifted_on=today(), outcome="已办结。"),
    ),
    Row(
        "rectification.due",
        factories.order_in,
        "2026-06-16 23:59",
        lambda found: cases.pass_recheck(
            found, actor=head(), rechecked_with=factories.the(Duty.INVESTIGATOR, 2), rechecked_on=today()
        ),
    ),
    Row(
        "evidence.preservation",
        factories.preservation_in,
        "2026-06-10 23:59",
        lambda found: cases.settle_evidence(found, actor=head(), settlement="returned", settled_on=today()),
    ),
    Row(
        "hearing.request",
        penalty("notified"),
        "2026-06-08 23:59",
        lambda found: sanctions.request_hearing(found, actor=head()),
        "met",
    ),
    Row(
        "hearing.notice",
        hearing_set,
        "2026-06-17 23:59",
        lambda found: sanctions.announce_hearing(found, actor=head()),
    ),
    Row(
        "penalty.decide",
        penalty("reviewed"),
        "2026-08-31 23:59",
        lambda found: sanctions.decide_penalty(found, actor=leader()),
    ),
    Row(
        "penalty.serve",
        penalty("decided"),
        "2026-06-10 23:59",
        lambda found: sanctions.serve_penalty(found, actor=head(), served_on=today()),
    ),
    Row(
        "penalty.publish",
        penalty("decided"),
        "2026-06-10 23:59",
        lambda found: sanctions.publish_penalty(found, actor=head(), published_on=today()),
    ),
    Row(
        "penalty.withdraw_publication",
        penalty("revoked"),
        "2026-06-04 23:59",
        lambda found: sanctions.withdraw_publication(
            found, actor=head(), unpublished_on=today(), note="被撤销。"
        ),
    ),
    Row(
        "penalty.pay",
        penalty("served"),
        "2026-06-16 23:59",
        lambda found: sanctions.record_penalty_payment(
            found, actor=factories.the(Duty.FINANCE), paid_on=today()
        ),
    ),
    Row("penalty.surcharge", penalty("served"), "2026-07-20 23:59", None, "met"),
    Row(
        "remedy.review",
        penalty("served"),
        "2026-07-31 23:59",
        lambda found: sanctions.open_review(found, actor=head(), opened_on=today()),
        "met",
    ),
    Row(
        "remedy.suit",
        penalty("served"),
        "2026-12-01 23:59",
        lambda found: sanctions.open_suit(found, actor=head(), opened_on=today()),
        "met",
    ),
    Row(
        "remedy.suit_after_review",
        upheld,
        "2026-06-16 23:59",
        lambda found: sanctions.open_suit(found, actor=head(), opened_on=today()),
        "met",
    ),
    Row(
        "enforcement.demand",
        overdue,
        "2026-06-15 23:59",
        lambda found: sanctions.record_penalty_payment(
            found, actor=factories.the(Duty.FINANCE), paid_on=today()
        ),
        "met",
    ),
    Row(
        "enforcement.court",
        ready_for_court,
        "2027-03-01 23:59",
        lambda found: sanctions.apply_to_court(found, actor=leader()),
        "refused",
    ),
    Row("enforcement.court.accept", penalty("in_court"), "2026-06-08 23:59", take_up),
    Row("enforcement.court.objection", penalty("answered_in_court"), "2026-06-16 23:59", after="met"),
    Row(
        "enforcement.court.rule",
        taken_up,
        "2026-06-10 23:59",
        lambda found: sanctions.note_ruling(found, actor=head(), ruling="enforce", ruled_on=today()),
    ),
    Row(
        "crime.approve",
        referral("proposed"),
        "2026-06-04 23:59",
        lambda found: cases.approve_referral(found, actor=leader()),
    ),
    Row(
        "crime.handover",
        referral("approved"),
        "2026-06-02 10:00",
        lambda found: cases.hand_over_referral(
            found, actor=head(), handed_over_at=right_now(), **factories.PACKET
        ),
    ),
    Row(
        "crime.police_decision",
        referral("handed_over"),
        "2026-06-04 23:59",
        lambda found: cases.take_up_referral(found, actor=head(), police_decided_on=today()),
    ),
    Row(
        "crime.objection",
        referral("declined"),
        "2026-06-04 23:59",
        lambda found: cases.object_to_police(
            found, actor=head(), objected_on=today(), objected_to="procuratorate", note="请予立案监督。"
        ),
    ),
    Row(
        "crime.deliver_material",
        referral("filed"),
        "2026-06-04 23:59",
        lambda found: cases.deliver_material(found, actor=head(), delivered_on=today()),
    ),
    Row(
        "retaliation.answer",
        factories.retaliation_in,
        "2026-06-23 23:59",
        lambda found: reports.answer_retaliation(found, actor=leader(), text="已责令单位恢复其岗位。"),
    ),
    Row(
        "listing.enter_system",
        listed,
        "2026-06-04 23:59",
        lambda found: sanctions.register_listing(found, actor=head(), registered_on=today()),
    ),
    Row(
        "interview.hold",
        lambda: factories.interview_in("announced"),
        "2026-06-08 23:59",
        lambda found: sanctions.hold_interview(
            found, actor=head(), **{**factories.MINUTES, "held_on": today()}
        ),
    ),
    Row(
        "interview.within",
        lambda: factories.interview_in("held"),
        "2026-06-08 23:59",
        lambda found: sanctions.record_interview_report(
            found, actor=head(), reported_on=today(), report="已完成整改。"
        ),
    ),
    Row("good_credit.period", lambda: builders.good_credit_in("listed"), "2027-06-01 23:59", None, "met"),
    Row("power_cut.notice", measure("approved", "power_cut"), "2026-06-02 10:00", None, "met"),
    Row("ban.after_accident", measure("in_force", "ban"), "2031-06-01 23:59", None, "met"),
    Row("closure.principal_ban", closed_ban, "2031-06-01 23:59", None, "met"),
    Row("listing.period", listed, "2029-06-01 23:59", None, "met"),
    Row("listing.early_removal", listed, "2027-06-01 23:59", None, "met"),
    Row("service.public_notice", announced, "2026-07-01 23:59", None, "met"),
    Row("publicity.general.minimum", penalty("published"), "2026-09-01 23:59", None, "met"),
    Row(
        "publicity.general.maximum",
        penalty("published"),
        "2027-06-01 23:59",
        lambda found: sanctions.withdraw_publication(
            found, actor=head(), unpublished_on=today(), note="公示期满。"
        ),
    ),
]
# Bound, but the house imposes no penalty of these classes yet: a fine is of the general class.
WITHOUT_A_PENALTY = {"publicity.minor.maximum", "publicity.serious.minimum", "publicity.serious.maximum"}
# What stops a clock and lets it run again, and what extends it, with the end that follows.
STOPPED = {
    "tip.accept": ({"ask"}, {"hear_from_reporter", "stop_waiting"}),
    "accident.report": ({"begin_appraisal"}, {"end_appraisal"}),
    "rectification.due": ({"report_done"}, {"fail_recheck"}),
    "penalty.surcharge": ({"open_review", "open_suit"}, {"uphold", "reduce", "revoke"}),
}
EXTENDED = {
    "tip.conclude": "extend",
    "reward.claim": "extend_claim",
    "accident.report": "extend_report",
    "accident.reply.extraordinary": "extend_reply",
    "supervision.listed.deadline": "extend",
    "penalty.decide": "extend",
    "penalty.pay": "grant_delay",
    "rectification.due": "grant_extension",
}
IDS = [row.rule_id for row in TABLE]


def clock_of(row: Row, subject: Any) -> Clock:
    return Clock.objects.filter(
        subject_label=subject.label(), subject_id=subject.pk, rule_id=row.rule_id
    ).latest("pk")


def test_every_clock_of_the_law_stands_in_the_table():
    bound = {binding.rule_id for binding in all_bindings()}
    assert bound | set(UNBOUND) == set(CLOCKS)
    assert not bound & set(UNBOUND)
    assert bound == set(IDS) | WITHOUT_A_PENALTY


@pytest.mark.parametrize("binding", all_bindings(), ids=lambda binding: binding.rule_id)
def test_a_clock_hangs_on_moves_that_exist(binding):
    model = next(m for m in apps.get_models() if issubclass(m, Subject) and m.label() == binding.label)
    moves = {move.name for move in state_field(model).get_all_transitions(model)}
    assert binding.moves <= moves | recorded_words()
    assert binding.starts


def test_what_stops_and_extends_a_clock_is_what_its_rule_allows():
    stopped = {
        b.rule_id: (set(b.stops), {m for ms in b.stops.values() for m in ms})
        for b in all_bindings()
        if b.stops
    }
    assert stopped == STOPPED
    assert {b.rule_id: b.extends[0] for b in all_bindings() if b.extends} == EXTENDED
    for rule_id in STOPPED:
        assert get_clock(rule_id, on=NOW.date()).stops_zh, rule_id
    for rule_id in EXTENDED:
        rule = get_clock(rule_id, on=NOW.date())
        assert rule.extension or "延" in rule.stops_zh, rule_id


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_it_starts_by_itself_and_is_kept_in_time(row):
    with time_machine.travel(NOW, tick=False):
        subject = row.start()
        clock = clock_of(row, subject)
        assert clock.outcome == "running"
        assert clock.started_by is not None
        if row.rule_id != "enforcement.court":  # its beginning was put forward, so that it can end
            assert f"{clock.due_at.astimezone(ZONE):%Y-%m-%d %H:%M}" == row.due
        if row.end is None:
            return
        row.end(subject)
        clock = clock_of(row, subject)
        assert (clock.outcome, clock.ended_by is not None) == ("met", True)


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_after_its_end_it_is_late_or_has_run_its_course(row):
    with time_machine.travel(NOW, tick=False) as now:
        subject = row.start()
        now.move_to(clock_of(row, subject).due_at + 2 * DAY)
        if row.after != "late":
            watch_clocks()
            expected = "met" if row.after == "met" else "running"
            assert clock_of(row, subject).outcome == expected
            return
        assert row.end is not None
        row.end(fresh(subject))
        assert clock_of(row, subject).outcome == "late"
