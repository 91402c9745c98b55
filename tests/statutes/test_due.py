"""When a clock is due: time in which it stood still never counts, and the end moves on by exactly the stop."""

import datetime
from datetime import UTC, date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statutes.calendar import ZONE, count_working_days, end_of_day
from statutes.clocks import CLOCKS, WARNINGS, Level, due_of, get_clock, level_at, next_warning

ON = date(2025, 6, 1)
moments = st.datetimes(
    min_value=datetime.datetime(2024, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime.datetime(2025, 6, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@st.composite
def stops(draw, since, within):
    """Some pauses, which may overlap, none after the period itself would have ended."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        began = since + timedelta(minutes=draw(st.integers(1, within)))
        found.append((began, began + timedelta(minutes=draw(st.integers(0, 20_000)))))
    return found


def still(found):
    """The time that lies in at least one of the pauses."""
    total, until = timedelta(0), datetime.datetime.min.replace(tzinfo=UTC)
    for began, ended in sorted(found):
        total += max(timedelta(0), ended - max(began, until))
        until = max(until, ended)
    return total


@given(st.data())
def test_hours_move_on_by_exactly_the_time_that_stood_still(data):
    rule, since = get_clock("crime.handover", on=ON), data.draw(moments)
    found = data.draw(stops(since, within=60))
    assert due_of(rule, since, stops=found).due_at - due_of(rule, since).due_at == still(found)


@given(st.data())
def test_days_move_on_by_exactly_the_days_that_stood_still(data):
    rule, since = get_clock("crime.approve", on=ON), data.draw(moments)
    found = data.draw(stops(since, within=1440))
    days = {
        began.astimezone(ZONE).date() + timedelta(days=number)
        for began, ended in found
        for number in range(1, (ended.astimezone(ZONE).date() - began.astimezone(ZONE).date()).days + 1)
    }
    plain, moved = due_of(rule, since).due_at, due_of(rule, since, stops=found).due_at
    assert (moved.astimezone(ZONE).date() - plain.astimezone(ZONE).date()).days == len(days)


@given(st.data())
def test_working_days_in_a_stop_never_count(data):
    rule, since = get_clock("evidence.preservation", on=ON), data.draw(moments)
    began = since + timedelta(minutes=data.draw(st.integers(1, 5_000)))
    ended = began + timedelta(minutes=data.draw(st.integers(0, 40_000)))
    due = due_of(rule, since, stops=[(began, ended)]).due_at.astimezone(ZONE).date()
    first, paused, resumed = (when.astimezone(ZONE).date() for when in (since, began, ended))
    counted = count_working_days(first, due)
    if paused < due:
        counted -= count_working_days(paused, min(resumed, due))
    assert counted == rule.period.amount


def test_an_extension_grows_the_period_and_the_end_moves_off_a_rest_day_once():
    rule = get_clock("tip.conclude", on=date(2026, 1, 1))
    assert due_of(rule, date(2026, 1, 1)).due_at == end_of_day(date(2026, 3, 2))
    assert due_of(rule, date(2026, 1, 1), extended=1).due_at == end_of_day(date(2026, 4, 1))


def test_a_granted_day_counts_where_it_is_later():
    rule = get_clock("penalty.pay", on=ON)
    assert due_of(rule, ON, until=date(2025, 9, 1)).due_at == end_of_day(date(2025, 9, 1))
    assert due_of(rule, ON, until=date(2025, 6, 3)).due_at == due_of(rule, ON).due_at


def test_a_year_not_announced_makes_the_end_provisional():
    assert due_of(get_clock("penalty.serve", on=ON), date(2026, 12, 28)).is_provisional
    assert not due_of(get_clock("penalty.serve", on=ON), date(2026, 6, 1)).is_provisional


def test_a_clock_turns_yellow_then_red_then_overdue():
    due = end_of_day(date(2026, 6, 30))
    at = {
        name: level_at("tip.conclude", due, due + timedelta(days=days))
        for name, days in {"early": -16, "yellow": -15, "red": -5, "late": 1}.items()
    }
    assert list(at.values()) == [Level.CALM, Level.YELLOW, Level.RED, Level.OVERDUE]
    assert next_warning("tip.conclude", due, Level.CALM) == due - timedelta(days=15)
    assert next_warning("tip.conclude", due, Level.RED) == due + timedelta(seconds=1)
    assert next_warning("tip.conclude", due, Level.OVERDUE) is None


def test_whatever_binds_the_office_has_its_warnings():
    binding = {key for key, rule in CLOCKS.items() if rule.binds == "office" and not rule.is_term}
    # Periods that no move of the house starts yet: see UNBOUND in tests/clocks.py.
    assert binding - set(WARNINGS) <= {
        "tip.feedback",
        # It warns by itself: whoever does not answer is passed over, up to the leader.
        "alarm.acknowledge",
        "enforcement.seizure",
        "listing.enter_system",
        "listing.publish",
    }


def test_a_promise_says_until_when():
    for rule in CLOCKS.values():
        if rule.shown_to_reporter:
            assert "{due}" in rule.promise_zh, rule.id
            assert "{due}" in rule.promise_en, rule.id
