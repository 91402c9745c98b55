"""Working days and deadlines."""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.calendar import (
    ZONE,
    CalendarYearMissing,
    Period,
    PeriodUnit,
    add_working_days,
    count_working_days,
    deadline,
    is_working_day,
    latest_day_before,
    subtract_working_days,
)

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2026, 9, 30))
AMOUNTS = st.integers(min_value=0, max_value=60)
DAY_UNITS = st.sampled_from(["working_day", "calendar_day", "month"])

# The notice for 2026, written out: what the library says is compared with it day by day.
OFF_2026 = {
    *(date(2026, 1, day) for day in range(1, 4)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in range(4, 7)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in range(19, 22)),
    *(date(2026, 9, day) for day in range(25, 28)),
    *(date(2026, 10, day) for day in range(1, 8)),
}
MAKE_UP_2026 = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)} | {
    date(2026, 9, 20),
    date(2026, 10, 10),
}


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_2026_agrees_with_the_notice_on_every_day() -> None:
    year = days(date(2026, 1, 1), date(2026, 12, 31))
    expected = [day in MAKE_UP_2026 or (day.weekday() < 5 and day not in OFF_2026) for day in year]
    assert [is_working_day(day) for day in year] == expected
    assert sum(expected) == 248


@pytest.mark.parametrize(
    ("year", "working", "make_up_day"),
    [
        (2019, 250, date(2019, 2, 2)),
        (2020, 249, date(2020, 1, 19)),  # the spring holiday was prolonged to 2 February
        (2021, 250, date(2021, 2, 7)),
        (2022, 249, date(2022, 1, 29)),
        (2023, 249, date(2023, 1, 28)),
        (2024, 251, date(2024, 2, 4)),
        (2025, 248, date(2025, 1, 26)),
    ],
)
def test_announced_years_have_their_make_up_days(year: int, working: int, make_up_day: date) -> None:
    assert count_working_days(date(year - 1, 12, 31), date(year, 12, 31)) == working
    assert make_up_day.weekday() >= 5
    assert is_working_day(make_up_day)


def test_every_day_agrees_with_a_second_library_made_from_the_same_notices() -> None:
    span = days(date(2019, 1, 1), date(2026, 12, 31))
    assert [day for day in span if is_working_day(day) != chinese_calendar.is_workday(day)] == []


@given(DAYS, AMOUNTS)
def test_adding_then_counting_gives_back_the_number(start: date, amount: int) -> None:
    assert count_working_days(start, add_working_days(start, amount)) == amount


@given(DAYS, AMOUNTS)
def test_adding_agrees_with_a_count_day_by_day(start: date, amount: int) -> None:
    day, left = start, amount
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    assert add_working_days(start, amount) == day


@given(DAYS, AMOUNTS)
def test_subtracting_undoes_adding_from_a_working_day(start: date, amount: int) -> None:
    end = add_working_days(start, amount + 1)
    assert count_working_days(subtract_working_days(end, amount), end) == amount


@given(DAYS, DAYS, AMOUNTS, DAY_UNITS)
def test_a_later_start_never_ends_earlier(one: date, other: date, amount: int, unit: str) -> None:
    first, second = sorted((one, other))
    period = Period(amount, PeriodUnit(unit))
    assert deadline(first, period).due_at <= deadline(second, period).due_at


@given(DAYS, AMOUNTS, DAY_UNITS)
def test_a_longer_period_never_ends_earlier(start: date, amount: int, unit: str) -> None:
    shorter, longer = Period(amount, PeriodUnit(unit)), Period(amount + 1, PeriodUnit(unit))
    assert deadline(start, shorter).due_at <= deadline(start, longer).due_at


@given(
    DAYS, AMOUNTS, st.integers(min_value=0, max_value=30), st.integers(min_value=0, max_value=30), DAY_UNITS
)
def test_a_stop_never_shortens_a_period(start: date, amount: int, after: int, length: int, unit: str) -> None:
    stopped = datetime(start.year, start.month, start.day, 9, tzinfo=ZONE) + timedelta(days=after)
    stops = [(stopped, stopped + timedelta(days=length))]
    period = Period(amount, PeriodUnit(unit))
    assert deadline(start, period, stops=stops).due_at >= deadline(start, period).due_at


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        # The first day is not counted; five working days over the autumn holidays of 2026 with 10/10 made up.
        (date(2026, 9, 30), 5, "working_day", date(2026, 10, 13)),
        (date(2026, 2, 13), 2, "working_day", date(2026, 2, 24)),
        # The last calendar day falls into the National Day holidays and moves to 10/8.
        (date(2026, 9, 16), 15, "calendar_day", date(2026, 10, 8)),
        # The last day is a make-up working Saturday: it does not move.
        (date(2026, 9, 25), 15, "calendar_day", date(2026, 10, 10)),
        (date(2026, 1, 31), 1, "month", date(2026, 2, 28)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2026, 10, 31), 0, "calendar_day", date(2026, 11, 2)),
    ],
)
def test_known_deadlines(start: date, amount: int, unit: str, due: date) -> None:
    found = deadline(start, Period(amount, PeriodUnit(unit)))
    assert found.due_at == datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=ZONE)


def test_a_last_day_stays_where_the_law_does_not_move_it() -> None:
    found = deadline(date(2026, 9, 16), Period(15, PeriodUnit.CALENDAR_DAY), rolls_over=False)
    assert found.due_at.date() == date(2026, 10, 1)


def test_hours_run_from_the_moment_and_through_holidays() -> None:
    start = datetime(2026, 10, 1, 23, 30, tzinfo=ZONE)
    found = deadline(start, Period(24, PeriodUnit.HOUR))
    assert found.due_at == start + timedelta(hours=24)
    assert not found.is_provisional


def test_hours_without_a_moment_and_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="begins at a moment"):
        deadline(date(2026, 10, 1), Period(1, PeriodUnit.HOUR))
    naive = datetime(2026, 10, 1, 9)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="time zone"):
        deadline(naive, Period(1, PeriodUnit.WORKING_DAY))


def test_a_moment_late_in_another_zone_counts_as_the_day_in_shanghai() -> None:
    evening = datetime.fromisoformat("2026-11-23T20:00:00+00:00")
    assert deadline(evening, Period(1, PeriodUnit.WORKING_DAY)).due_at.date() == date(2026, 11, 25)


def test_a_year_not_yet_announced_is_provisional() -> None:
    assert not deadline(date(2026, 12, 1), Period(5, PeriodUnit.WORKING_DAY)).is_provisional
    assert deadline(date(2026, 12, 28), Period(5, PeriodUnit.WORKING_DAY)).is_provisional
    assert deadline(date(2026, 12, 1), Period(60, PeriodUnit.CALENDAR_DAY)).is_provisional
    assert not deadline(
        date(2026, 12, 1), Period(60, PeriodUnit.CALENDAR_DAY), rolls_over=False
    ).is_provisional


def test_the_last_days_of_a_year_wait_for_the_next_new_year() -> None:
    whole = Period(0, PeriodUnit.CALENDAR_DAY)
    assert not deadline(date(2026, 12, 28), whole).is_provisional
    assert deadline(date(2026, 12, 29), whole).is_provisional
    assert not deadline(date(2025, 12, 31), whole).is_provisional


def test_a_year_long_past_was_announced() -> None:
    assert not deadline(date(2012, 5, 4), Period(20, PeriodUnit.WORKING_DAY)).is_provisional


def test_a_year_outside_the_table_is_refused_by_name() -> None:
    with pytest.raises(CalendarYearMissing, match="2041"):
        deadline(date(2040, 12, 30), Period(5, PeriodUnit.WORKING_DAY))
    with pytest.raises(CalendarYearMissing, match="1999"):
        is_working_day(date(1999, 5, 1))


def test_stopped_days_do_not_count() -> None:
    stops = [(datetime(2026, 11, 24, 9, tzinfo=ZONE), datetime(2026, 11, 27, 9, tzinfo=ZONE))]
    period = Period(10, PeriodUnit.CALENDAR_DAY)
    assert deadline(date(2026, 11, 23), period, stops=stops, rolls_over=False).due_at.date() == date(
        2026, 12, 6
    )
    working = Period(3, PeriodUnit.WORKING_DAY)
    assert deadline(date(2026, 11, 23), working, stops=stops).due_at.date() == date(2026, 12, 1)
    moment = datetime(2026, 11, 24, 8, tzinfo=ZONE)
    assert deadline(moment, Period(2, PeriodUnit.HOUR), stops=stops).due_at == moment + timedelta(
        days=3, hours=2
    )


@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "month", "hour"])
def test_a_stop_that_was_over_before_the_start_counts_for_nothing(unit: str) -> None:
    period, start = Period(3, PeriodUnit(unit)), datetime(2026, 11, 23, 9, tzinfo=ZONE)
    over = [(datetime(2026, 11, 9, 9, tzinfo=ZONE), datetime(2026, 11, 20, 9, tzinfo=ZONE))]
    assert deadline(start, period, stops=over) == deadline(start, period)


@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "month", "hour"])
def test_two_stops_at_once_stand_still_once(unit: str) -> None:
    def span(first: int, last: int) -> tuple[datetime, datetime]:
        return datetime(2026, 11, first, 10, tzinfo=ZONE), datetime(2026, 11, last, 10, tzinfo=ZONE)

    period, start = Period(3, PeriodUnit(unit)), datetime(2026, 11, 23, 9, tzinfo=ZONE)
    twice = deadline(start, period, stops=[span(23, 26), span(24, 25), span(25, 27)])
    assert twice == deadline(start, period, stops=[span(23, 27)])


def test_a_hearing_notice_leaves_seven_whole_working_days() -> None:
    hearing = date(2026, 10, 20)
    told = latest_day_before(hearing, Period(7, PeriodUnit.WORKING_DAY))
    between = days(told + timedelta(days=1), hearing - timedelta(days=1))
    assert sum(map(is_working_day, between)) == 7
    with pytest.raises(ValueError, match="counted in days"):
        latest_day_before(hearing, Period(1, PeriodUnit.HOUR))


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Period(-1, PeriodUnit.HOUR)
