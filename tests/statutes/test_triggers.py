"""Closure, bans, listing, interviews, exposure, supervision, and thresholds of crimes."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.calendar import ZONE
from statutes.day_kinds import COERCION_LAW, PENALTY_LAW, REVIEW_LAW, unit_of_days
from statutes.levels import AccidentLevel
from statutes.listing import SITUATIONS, listing_period
from statutes.periods import Period, PeriodUnit
from statutes.rules import RuleNotLoaded, load_rulebook
from statutes.triggers import (
    Accident,
    Harm,
    accident_crime,
    ban_after_accident,
    closure_grounds,
    earliest_power_cut,
    is_coal_mine_to_be_closed,
    is_exposure_due,
    is_false_assessment_crime,
    is_false_report_crime,
    is_interview_due,
    is_repeated,
    is_supervision_listed,
    listing_situations,
)

ON = date(2026, 11, 1)
START = date(2026, 1, 1)
ORDINARY, LARGER, MAJOR, EXTRAORDINARY = AccidentLevel


def after(*days: int) -> list[date]:
    return [START + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "is_met"),
    [
        ((0, 90, 180), True),
        ((0, 90, 181), False),
        ((0, 90), False),
        ((0, 100, 200, 365), True),
        ((0, 120, 240, 366), False),
        ((0, 10, 200, 300, 310, 320), True),
    ],
)
def test_three_penalties_in_180_days_or_four_in_a_year_close_a_hazardous_unit(
    days: tuple[int, ...], is_met: bool
) -> None:
    found = closure_grounds(penalised_on=after(*days), has_major_hazard=True, on=ON)
    assert found == (("repeated_penalties",) if is_met else ())
    assert closure_grounds(penalised_on=after(*days), has_major_hazard=False, on=ON) == ()


def test_the_other_grounds_of_closure() -> None:
    assert closure_grounds(is_still_unsafe=True, refuses_suspension=True, on=ON) == (
        "still_unsafe",
        "refuses_suspension",
    )
    assert closure_grounds(unsafe_accident=MAJOR, on=ON) == ("unsafe_and_major_accident",)
    assert closure_grounds(unsafe_accident=LARGER, on=ON) == ()


def test_a_coal_mine_is_closed_when_found_twice_in_three_months() -> None:
    assert is_coal_mine_to_be_closed([date(2026, 1, 31), date(2026, 4, 30)], on=ON)
    assert not is_coal_mine_to_be_closed([date(2026, 1, 31), date(2026, 5, 1)], on=ON)


def test_bans_after_an_accident() -> None:
    assert ban_after_accident(LARGER, on=ON) == Period(5, PeriodUnit.YEAR)
    assert ban_after_accident(MAJOR, on=ON) is None


def test_power_is_cut_a_day_after_the_notice_unless_danger_presses() -> None:
    told = datetime(2026, 3, 7, 15, 30, tzinfo=ZONE)
    assert earliest_power_cut(told, on=ON) == told + timedelta(hours=24)
    assert earliest_power_cut(told, on=ON, is_urgent=True) == told


@pytest.mark.parametrize(
    ("accidents", "situations"),
    [
        ([(0, MAJOR)], ("major_accident",)),
        ([(0, LARGER)], ()),
        ([(0, LARGER), (365, LARGER)], ("repeated_larger_accidents",)),
        ([(0, LARGER), (366, LARGER)], ()),
        ([(0, LARGER), (1, ORDINARY)], ()),
    ],
)
def test_accidents_that_lead_to_listing(
    accidents: list[tuple[int, AccidentLevel]], situations: tuple[str, ...]
) -> None:
    found = [Accident(START + timedelta(days=day), level) for day, level in accidents]
    assert listing_situations(found, on=ON) == situations


def test_every_situation_after_an_accident_has_its_trigger() -> None:
    found = listing_situations(
        [Accident(START, MAJOR), Accident(START, LARGER), Accident(START, LARGER)],
        on=ON,
        is_especially_serious=True,
        is_concealed=True,
        is_principal_absent=True,
    )
    assert found == tuple(key for key, item in SITUATIONS.items() if item.is_after_accident)


@pytest.mark.parametrize(("on", "years"), [(date(2016, 7, 22), 1), (date(2019, 6, 1), 1), (ON, 3)])
def test_the_period_on_the_list_follows_the_regime_of_its_day(on: date, years: int) -> None:
    assert listing_period(on=on) == Period(years, PeriodUnit.YEAR)


def test_interviews_follow_the_rules_of_the_place() -> None:
    three = [Accident(START + timedelta(days=day), LARGER) for day in (0, 80, 170)]
    assert is_interview_due(three, on=ON, place="63")
    assert not is_interview_due(three[:2], on=ON, place="63")
    assert is_interview_due(three[:2], on=ON, place="14")
    assert is_interview_due(three[:2], on=ON)
    assert not is_interview_due(three[:1], on=ON)
    assert is_interview_due([Accident(START, MAJOR)], on=ON)
    with pytest.raises(RuleNotLoaded):
        is_interview_due(three, on=ON, place="51")


def test_exposure_and_supervision_follow_the_district() -> None:
    assert [is_exposure_due(level, on=ON) for level in AccidentLevel] == [False, True, True, True]
    assert is_supervision_listed(MAJOR, sector="chemical", on=ON)
    assert is_supervision_listed(ORDINARY, sector="road_transport", on=ON)
    assert not is_supervision_listed(LARGER, sector="chemical", on=ON)


@pytest.mark.parametrize(
    ("harm", "crime"),
    [
        (Harm(serious_injuries=2, loss_yuan=Decimal(999_999)), ""),
        (Harm(deaths=1), "serious"),
        (Harm(serious_injuries=3), "serious"),
        (Harm(loss_yuan=Decimal(1_000_000)), "serious"),
        (Harm(deaths=3), "aggravated"),
        (Harm(serious_injuries=10), "aggravated"),
        (Harm(loss_yuan=Decimal(5_000_000)), "aggravated"),
    ],
)
def test_thresholds_of_the_accident_crimes(harm: Harm, crime: str) -> None:
    assert accident_crime(harm, on=ON) == crime
    assert is_false_report_crime(harm, on=ON) is bool(crime)


def test_thresholds_of_false_assessment() -> None:
    nothing = Harm()
    assert not is_false_assessment_crime(Harm(loss_yuan=Decimal(499_999)), gains=Decimal(99_999), on=ON)
    assert is_false_assessment_crime(Harm(loss_yuan=Decimal(500_000)), on=ON)
    assert is_false_assessment_crime(Harm(deaths=1), on=ON)
    assert is_false_assessment_crime(Harm(serious_injuries=3), on=ON)
    assert is_false_assessment_crime(nothing, gains=Decimal(100_000), on=ON)
    assert is_false_assessment_crime(nothing, penalised_on=[date(2024, 5, 1), date(2026, 5, 1)], on=ON)
    assert not is_false_assessment_crime(nothing, penalised_on=[date(2024, 5, 1), date(2026, 5, 2)], on=ON)


@given(st.lists(st.integers(min_value=0, max_value=900), max_size=12), st.integers(min_value=1, max_value=5))
def test_repetition_is_found_exactly_where_a_window_holds_enough_days(offsets: list[int], count: int) -> None:
    days = after(*offsets)
    length = timedelta(days=180)
    brute = any(sum(first <= day <= first + length for day in days) >= count for first in days)
    assert is_repeated(days, count=count, within=Period(180, PeriodUnit.CALENDAR_DAY)) is brute


@pytest.mark.parametrize(
    ("law", "working", "calendar"),
    [
        (PENALTY_LAW, (2, 3, 5, 7), (15, 90)),
        (COERCION_LAW, (3, 10), (15, 30)),
        (REVIEW_LAW, (3, 5, 7, 10), (15, 60)),
    ],
)
def test_which_days_a_law_means(law: str, working: tuple[int, ...], calendar: tuple[int, ...]) -> None:
    assert {unit_of_days(amount, law=law, on=ON) for amount in working} == {PeriodUnit.WORKING_DAY}
    assert {unit_of_days(amount, law=law, on=ON) for amount in calendar} == {PeriodUnit.CALENDAR_DAY}


@pytest.mark.parametrize(
    ("law", "title"),
    [(PENALTY_LAW, "行政处罚法"), (COERCION_LAW, "行政强制法"), (REVIEW_LAW, "行政复议法")],
)
def test_every_loaded_period_of_a_law_counts_the_days_that_the_law_means(law: str, title: str) -> None:
    periods = [
        rule
        for rules in load_rulebook().rules.values()
        for rule in rules
        if rule.citation.instrument.endswith(title)
        and rule.unit in (PeriodUnit.WORKING_DAY, PeriodUnit.CALENDAR_DAY)
    ]
    assert periods
    for rule in periods:
        assert rule.period.unit is unit_of_days(rule.period.amount, law=law, on=ON), rule.id
