"""What holds of every surcharge and every day to pay, whatever happened in between. Days are drawn, law is not."""

import contextlib
import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
import time_machine
from django.conf import settings as site
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Duty
from sanctions import services as sanctions
from sanctions.models import Penalty
from sanctions.remittances import PaymentLine
from statutes.calendar import is_working_day
from statutes.clocks import due_of, get_clock
from statutes.fines import surcharge
from tests.factories import penalty_in, the
from workflow.errors import MoveRefused
from workflow.selectors import last_clock, running_clock

ACCOUNT = site.TREASURY_ACCOUNTS[0]
DAY = datetime.timedelta(days=1)
SERVED = datetime.date(2026, 6, 1)
ON = datetime.date(2026, 6, 1)
FINES = st.integers(min_value=1, max_value=2_000_000_00).map(lambda fen: Decimal(fen) / 100)
DAYS_OF_2026 = st.integers(min_value=0, max_value=250).map(
    lambda days: datetime.date(2026, 1, 4) + days * DAY
)


class Over(Exception):
    """The walk is over; what it did is undone."""


def at(day):
    return time_machine.travel(f"{day.isoformat()} 10:00+08:00", tick=False)


def head():
    return the(Duty.INVESTIGATOR)


# ---- The law by itself -----------------------------------------------------------------------------------------
@given(fine=FINES, days=st.integers(min_value=-5, max_value=4000))
def test_a_surcharge_is_three_in_a_hundred_a_day_and_never_more_than_the_fine(fine, days):
    found = surcharge(fine, days, on=ON)
    assert found.amount == min(fine * Decimal("0.03") * max(days, 0), fine)
    assert found.is_capped is (days >= 34)


@given(fine=FINES, days=st.lists(st.integers(min_value=0, max_value=60), min_size=2, max_size=8))
def test_a_surcharge_never_shrinks_with_time(fine, days):
    grown = [surcharge(fine, day, on=ON).amount for day in sorted(days)]
    assert all(before <= after for before, after in pairwise(grown))


@pytest.mark.parametrize("rule_id", ["penalty.pay", "penalty.decide", "enforcement.court", "remedy.suit"])
@given(first=DAYS_OF_2026, second=DAYS_OF_2026)
def test_a_calendar_period_ends_on_a_working_day_not_before_its_length_and_in_order(rule_id, first, second):
    rule = get_clock(rule_id, on=ON)
    ends = [due_of(rule, day).due_at.date() for day in sorted((first, second))]
    assert ends[0] <= ends[1]
    if rule.period.unit.value == "calendar_day":
        assert ends[0] >= min(first, second) + rule.period.amount * DAY
    if ends[0].year == 2026:  # the holidays of later years are not announced
        assert is_working_day(ends[0])


@pytest.mark.parametrize("rule_id", ["hearing.request", "penalty.serve", "enforcement.demand"])
@given(first=DAYS_OF_2026)
def test_working_days_are_counted_one_by_one_without_the_first(rule_id, first):
    rule = get_clock(rule_id, on=ON)
    last = due_of(rule, first).due_at.date()
    between = [first + number * DAY for number in range(1, (last - first).days + 1)]
    assert sum(is_working_day(day) for day in between) == rule.period.amount


@given(event=DAYS_OF_2026.filter(lambda day: day > datetime.date(2026, 2, 10)))
def test_a_party_is_told_of_its_hearing_seven_whole_working_days_before_it(event):
    rule = get_clock("hearing.notice", on=ON)
    latest = due_of(rule, event).due_at.date()
    between = [latest + number * DAY for number in range(1, (event - latest).days + 1)]
    assert sum(is_working_day(day) for day in between) >= rule.period.amount


# ---- Over the services -----------------------------------------------------------------------------------------
# How many days until the next remedy opens, how many it lasts, and whether a suit follows a review.
REMEDIES = st.lists(
    st.tuples(st.integers(min_value=0, max_value=25), st.integers(min_value=0, max_value=40)), max_size=3
)


@pytest.mark.django_db
def test_no_day_of_a_review_or_suit_bears_a_surcharge():
    with at(SERVED):
        key = penalty_in("served").pk

    @settings(max_examples=20)
    @given(remedies=REMEDIES, wait=st.integers(min_value=0, max_value=60))
    def try_one(remedies, wait):
        with contextlib.suppress(Over), transaction.atomic():
            day, paused = SERVED, set()
            for gap, length in remedies:
                opened, ended = day + gap * DAY, day + (gap + length) * DAY
                with at(opened):
                    sanctions.open_review(Penalty.objects.get(pk=key), actor=head(), opened_on=opened)
                with at(ended):
                    sanctions.uphold_penalty(Penalty.objects.get(pk=key), actor=head(), closed_on=ended)
                paused |= {opened + number * DAY for number in range(1, length + 1)}
                day = ended
            today = day + wait * DAY
            with at(today):
                penalty = Penalty.objects.get(pk=key)
                due = last_clock(penalty, "penalty.pay").due_at.date()
                late = {due + number * DAY for number in range(1, (today - due).days + 1)} - paused
                found = sanctions.surcharge_of(penalty)
                expected = min(penalty.fine * Decimal("0.03") * len(late), penalty.fine)
                assert (found.amount if found else Decimal()) == expected
            raise Over

    try_one()


# A plan: how many days between the parts and where the fine is cut; payments: days from the service, sums in yuan.
GAPS = st.lists(st.integers(min_value=1, max_value=40), min_size=2, max_size=5)
PAYMENTS = st.lists(
    st.tuples(st.integers(min_value=1, max_value=30), st.integers(min_value=1, max_value=40_000)), max_size=6
)


def book(penalty, serial, yuan, day):
    line = PaymentLine(1, serial, penalty.reference, "试验厂", ACCOUNT, yuan * 100, day)
    found = sanctions.check_payments(serial.encode(), [line], actor=the(Duty.FINANCE))
    sanctions.book_remittance(found, actor=the(Duty.FINANCE))


@pytest.mark.django_db
def test_whatever_is_paid_when_nothing_is_asked_twice_and_only_what_is_late_bears_more():
    with at(SERVED):
        key = penalty_in("asking").pk

    @settings(max_examples=15)
    @given(gaps=GAPS, payments=PAYMENTS)
    def try_one(gaps, payments):
        with contextlib.suppress(Over), transaction.atomic():
            with at(SERVED):
                penalty = Penalty.objects.get(pk=key)
                first = running_clock(penalty, "penalty.pay").due_at.date()
                days = [first + sum(gaps[: number + 1]) * DAY for number in range(len(gaps))]
                share = penalty.fine // len(days)
                sums = [share] * (len(days) - 1) + [penalty.fine - share * (len(days) - 1)]
                sanctions.grant_instalments(
                    penalty, actor=the(Duty.LEADER), parts=list(zip(days, sums, strict=True)), note="困难。"
                )
            walk(key, payments)
            raise Over

    try_one()


def walk(key, payments):
    """Book payment after payment and hold at each what must be true."""
    day, paid, told = SERVED, Decimal(), 0
    for number, (gap, yuan) in enumerate(payments):
        day += gap * DAY
        with at(day):
            before = Penalty.objects.get(pk=key)
            owed = sanctions.owed_for(before) - sanctions.received_for(before)
            is_late = last_clock(before, "penalty.pay").due_at.date() < day
            assert (sanctions.surcharge_of(before) is not None) <= is_late
            book(before, f"Y{number}", yuan, day)
            after = Penalty.objects.get(pk=key)
            paid = sanctions.received_for(after)
            assert (after.state == "paid") is (before.state == "paid" or yuan >= owed)
            assert sanctions.owed_for(after) >= after.fine >= Decimal(0)
            assert paid <= sanctions.owed_for(after)
            assert after.parts_paid >= told
            if is_late:
                assert after.parts_paid == told
            covered = sum((part.amount for part in after.parts if part.is_paid), Decimal())
            assert covered <= paid
            told = after.parts_paid


@pytest.mark.django_db
@pytest.mark.parametrize("days_late", [0, 1, 33, 34, 35, 400])
def test_a_missed_part_is_late_from_the_day_after_it(days_late):
    with at(SERVED):
        penalty = penalty_in("asking")
        first = running_clock(penalty, "penalty.pay").due_at.date()
        plan = [(first, Decimal(20000)), (first + 30 * DAY, Decimal(30000))]
        sanctions.grant_instalments(penalty, actor=the(Duty.LEADER), parts=plan, note="困难。")
    with at(first + days_late * DAY):
        found = sanctions.surcharge_of(penalty)
        assert (found.amount if found else 0) == min(Decimal(1500) * days_late, Decimal(50000))
        if days_late:
            with pytest.raises(MoveRefused, match="period to pay has ended"):
                sanctions.ask_for_time(penalty, actor=head(), asked_on=SERVED, because="困难。")
