"""The clock table: a row per clock."""

from datetime import date

import pytest

from statutes.clocks import CLOCKS, get_clock
from statutes.periods import Period
from statutes.rules import RuleNotLoaded

ON = date(2026, 11, 1)

# id, amount, unit, whom it binds, extension, seen by the reporter
TABLE = [
    ("tip.accept", 7, "working_day", "office", None, True),
    ("tip.conclude", 60, "calendar_day", "office", (30, "calendar_day", "superior_agency"), True),
    ("tip.feedback", 10, "calendar_day", "office", None, True),
    ("alarm.acknowledge", 5, "minute", "office", None, False),
    ("retaliation.answer", 15, "working_day", "office", None, True),
    ("tip.objection", 10, "calendar_day", "reporter", None, True),
    ("tip.recheck", 30, "calendar_day", "office", None, True),
    ("reward.contest", 10, "calendar_day", "reporter", None, True),
    ("reward.call", 30, "calendar_day", "reporter", None, True),
    ("reward.fabrication.answer", 15, "calendar_day", "reporter", None, True),
    ("reward.reexamine", 30, "calendar_day", "office", None, True),
    ("reward.claim", 60, "calendar_day", "reporter", None, True),
    ("accident.unit_report", 1, "hour", "party", None, False),
    ("accident.upward_report", 2, "hour", "office", None, False),
    ("accident.casualty_update", 30, "calendar_day", "party", None, False),
    ("accident.casualty_update.traffic_fire", 7, "calendar_day", "party", None, False),
    ("accident.report", 60, "calendar_day", "office", (60, "calendar_day", "government"), False),
    ("accident.reply", 15, "calendar_day", "office", None, False),
    ("accident.reply.extraordinary", 30, "calendar_day", "office", (30, "calendar_day", "government"), False),
    ("disaster.geological.fast_report", 1, "hour", "office", None, False),
    ("disaster.deadline", 90, "calendar_day", "office", None, False),
    ("disaster.forest_fire.assess", 15, "working_day", "office", None, False),
    ("disaster.forest_fire.decide", 15, "working_day", "office", None, False),
    ("supervision.listed.deadline", 60, "calendar_day", "office", None, False),
    ("rectification.due", 0, "calendar_day", "party", None, False),
    ("accident.copy_out", 30, "calendar_day", "office", None, False),
    ("accident.review_year", 1, "year", "office", None, False),
    ("evidence.preservation", 7, "working_day", "office", None, False),
    ("interview.hold", 7, "calendar_day", "office", None, False),
    ("interview.within", 5, "working_day", "party", None, False),
    ("hearing.request", 5, "working_day", "party", None, False),
    ("hearing.notice", 7, "working_day", "office", None, False),
    ("penalty.decide", 90, "calendar_day", "office", None, False),
    ("penalty.serve", 7, "working_day", "office", None, False),
    ("penalty.publish", 7, "working_day", "office", None, False),
    ("penalty.withdraw_publication", 3, "working_day", "office", None, False),
    ("penalty.pay", 15, "calendar_day", "party", None, False),
    ("penalty.surcharge", 34, "calendar_day", "party", None, False),
    ("remedy.review", 60, "calendar_day", "party", None, False),
    ("remedy.suit", 6, "month", "party", None, False),
    ("remedy.suit_after_review", 15, "calendar_day", "party", None, False),
    ("service.public_notice", 30, "calendar_day", "party", None, False),
    ("enforcement.demand", 10, "working_day", "party", None, False),
    ("enforcement.court", 3, "month", "office", None, False),
    ("enforcement.court.accept", 5, "working_day", "party", None, False),
    ("enforcement.court.rule", 7, "working_day", "party", None, False),
    ("enforcement.court.objection", 15, "calendar_day", "office", None, False),
    ("enforcement.seizure", 30, "calendar_day", "office", (30, "calendar_day", "agency_head"), False),
    ("crime.approve", 3, "calendar_day", "office", None, False),
    ("crime.handover", 24, "hour", "office", None, False),
    ("crime.police_decision", 3, "calendar_day", "party", None, False),
    ("crime.objection", 3, "calendar_day", "office", None, False),
    ("crime.deliver_material", 3, "calendar_day", "office", None, False),
    ("good_credit.period", 1, "year", "party", None, False),
    ("power_cut.notice", 24, "hour", "party", None, False),
    ("ban.after_accident", 5, "year", "party", None, False),
    ("closure.principal_ban", 5, "year", "party", None, False),
    ("listing.period", 3, "year", "party", None, False),
    ("listing.early_removal", 12, "month", "party", None, False),
    ("listing.enter_system", 3, "working_day", "office", None, False),
    ("listing.publish", 5, "working_day", "office", None, False),
    ("publicity.minor.maximum", 3, "month", "office", None, False),
    ("publicity.general.minimum", 3, "month", "party", None, False),
    ("publicity.general.maximum", 1, "year", "office", None, False),
    ("publicity.serious.minimum", 1, "year", "party", None, False),
    ("publicity.serious.maximum", 3, "year", "office", None, False),
]


@pytest.mark.parametrize(("rule_id", "amount", "unit", "binds", "extension", "is_shown"), TABLE)
def test_the_clock_table(
    rule_id: str, amount: int, unit: str, binds: str, extension: tuple[int, str, str] | None, is_shown: bool
) -> None:
    clock = get_clock(rule_id, on=ON)
    assert (clock.period.amount, clock.period.unit) == (amount, unit)
    assert (clock.binds, clock.shown_to_reporter) == (binds, is_shown)
    found = clock.extension and (
        clock.extension.period.amount,
        clock.extension.period.unit,
        clock.extension.approver,
    )
    assert found == extension
    assert clock.title_zh
    assert clock.title_en.isascii()
    assert clock.citation.article


def test_every_clock_stands_in_the_table() -> None:
    assert set(CLOCKS) == {row[0] for row in TABLE}


def test_only_the_hearing_notice_counts_backward() -> None:
    assert [clock.id for clock in CLOCKS.values() if clock.counts_backward] == ["hearing.notice"]


def test_a_place_with_its_own_period_has_its_own_clock() -> None:
    on = date(2023, 1, 1)
    assert get_clock("tip.conclude", place="330203", on=on).period == Period(30, "calendar_day")  # type: ignore[arg-type]
    assert get_clock("tip.conclude", place="3301", on=on).period.amount == 60


def test_what_is_no_clock_is_refused() -> None:
    with pytest.raises(KeyError, match="not a clock"):
        get_clock("reward.penalty_share.rate", on=ON)
    with pytest.raises(RuleNotLoaded):
        get_clock("tip.nonsense", on=ON)


def test_periods_are_written_in_both_languages() -> None:
    assert get_clock("hearing.request", on=ON).period.title_zh == "5个工作日"
    assert get_clock("hearing.request", on=ON).period.title_en == "5 working days"
    assert get_clock("accident.unit_report", on=ON).period.title_en == "1 hour"
