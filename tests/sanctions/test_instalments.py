"""Paying later and in parts: asked for, granted, matched, missed; what surcharge, demand and court make of it."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Duty
from notices.selectors import notices_of
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests import factories
from tests.factories import browser, penalty_in, the
from tests.sanctions.test_remittances import as_csv, booked, line
from workflow.errors import MoveRefused
from workflow.models import Clock
from workflow.selectors import last_clock, running_clock

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
JUNE, JULY, AUGUST = (datetime.date(2026, month, 20) for month in (6, 7, 8))
PLAN = [(JUNE, Decimal("16666.66")), (JULY, Decimal("16666.67")), (AUGUST, Decimal("16666.67"))]


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def head():
    return the(Duty.INVESTIGATOR)


def leader():
    return the(Duty.LEADER)


def fresh(penalty):
    return Penalty.objects.get(pk=penalty.pk)


def grant(penalty, plan=None, by=None):
    return sanctions.grant_instalments(
        penalty, actor=by or leader(), parts=PLAN if plan is None else plan, note="确有经济困难。"
    )


def in_parts():
    penalty = penalty_in("asking")
    grant(penalty)
    return penalty


def pay(penalty, serial, amount, on):
    return booked(as_csv(line(serial, penalty.reference, amount, on=on)))


def court_from(penalty):
    return timezone.localdate(last_clock(penalty, "enforcement.court").started_at)


def due(penalty):
    return running_clock(penalty, "penalty.pay").due_at.date()


# ---- Asked for and granted -------------------------------------------------------------------------------------
def test_instalments_are_asked_for_granted_by_a_leader_and_put_in_writing(now):
    penalty = penalty_in("served")
    with pytest.raises(MoveRefused, match="has not asked"):
        grant(penalty)
    with pytest.raises(MoveRefused, match="Only an investigator"):
        sanctions.ask_for_time(penalty, actor=leader(), asked_on=penalty.served_on, because="困难。")
    sanctions.ask_for_time(penalty, actor=head(), asked_on=penalty.served_on, because="资金周转困难。")
    with pytest.raises(MoveRefused, match="asked already"):
        sanctions.ask_for_time(penalty, actor=head(), asked_on=penalty.served_on, because="困难。")
    with pytest.raises(MoveRefused, match="A leader grants"):
        grant(penalty, by=head())
    grant(penalty)
    assert (due(penalty), penalty.delayed_to) == (JUNE, AUGUST)
    paper = notices_of(penalty).get(kind="payment_deferral").context
    assert [part["amount"] for part in paper["schedule"]] == ["16,666.66元", "16,666.67元", "16,666.67元"]
    assert paper["approval"] == leader().name
    with pytest.raises(MoveRefused, match="has not asked"):
        grant(penalty)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([(AUGUST, Decimal(50000))], "at least two"),
        ([(JUNE, Decimal(20000)), (JULY, Decimal("29999.99"))], "add up to 49,999.99"),
        ([(JULY, Decimal(20000)), (JUNE, Decimal(30000))], "after the one before"),
        ([(JUNE, Decimal(0)), (JULY, Decimal(50000))], "more than nothing"),
        ([(JUNE, Decimal("0.001")), (JULY, Decimal("49999.999"))], "yuan and fen"),
        (
            [(datetime.date(2026, 6, 10), Decimal(20000)), (JULY, Decimal(30000))],
            "before the day that counts",
        ),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused_in_words(now, plan, words):
    with pytest.raises(MoveRefused, match=words):
        grant(penalty_in("asking"), plan)


def test_more_time_is_refused_with_a_reason_and_too_late_not_granted_at_all(now):
    penalty = penalty_in("asking")
    sanctions.refuse_time(penalty, actor=leader(), note="没有经济困难的证明。")
    assert due(penalty) == datetime.date(2026, 6, 16)
    now.shift(20 * DAY)
    with pytest.raises(MoveRefused, match="period to pay has ended"):
        sanctions.ask_for_time(penalty, actor=head(), asked_on=penalty.served_on, because="困难。")


def test_a_warning_gives_nothing_to_put_off():
    penalty = penalty_in("served")
    Penalty.objects.filter(pk=penalty.pk).update(fine_fen=0)
    with pytest.raises(MoveRefused, match="no fine"):
        sanctions.ask_for_time(fresh(penalty), actor=head(), asked_on=penalty.served_on, because="困难。")


def test_an_annulled_grant_leaves_the_old_day_and_no_plan(now):
    penalty = in_parts()
    factories.annul(penalty, "leader1", "investigator1")
    penalty = fresh(penalty)
    assert (penalty.plan, penalty.delayed_to, penalty.has_asked) == ([], None, True)
    assert due(penalty) == datetime.date(2026, 6, 16)
    assert notices_of(penalty).get(kind="payment_deferral").state == "voided"


# ---- Matched, kept, missed -------------------------------------------------------------------------------------
def test_each_payment_is_matched_and_the_last_one_ends_the_collection(now):
    penalty = in_parts()
    now.move_to("2026-06-19 10:00+08:00")
    pay(penalty, "Y1", "16666.66", JUNE - DAY)
    assert (fresh(penalty).parts_paid, due(penalty)) == (1, JULY)
    now.move_to("2026-07-20 10:00+08:00")
    pay(penalty, "Y2", "6666.67", JULY - 2 * DAY)
    assert (fresh(penalty).parts_paid, due(penalty)) == (1, JULY)
    pay(penalty, "Y3", "10000.00", JULY)
    assert (fresh(penalty).parts_paid, due(penalty)) == (2, AUGUST)
    assert sanctions.surcharge_of(penalty) is None
    now.move_to("2026-08-20 10:00+08:00")
    pay(penalty, "Y4", "16666.67", AUGUST)
    assert (fresh(penalty).state, sanctions.received_for(penalty)) == ("paid", Decimal(50000))


def test_one_payment_may_cover_two_parts_and_a_file_that_comes_late_counts_its_own_day(now):
    penalty = in_parts()
    now.move_to("2026-06-30 10:00+08:00")
    assert sanctions.surcharge_of(penalty) is not None
    pay(penalty, "Y1", "33333.33", JUNE)
    assert (fresh(penalty).parts_paid, due(penalty)) == (2, AUGUST)
    assert sanctions.surcharge_of(penalty) is None


def test_a_missed_part_makes_the_rest_due_and_the_surcharge_runs_on_it(now):
    penalty = in_parts()
    now.move_to("2026-06-20 10:00+08:00")
    pay(penalty, "Y1", "16666.66", JUNE)
    now.move_to("2026-07-22 10:00+08:00")
    rest = Decimal("33333.34")
    added = sanctions.surcharge_of(penalty)
    assert added.amount == rest * Decimal("0.03") * 2
    assert sanctions.owed_for(penalty) == penalty.fine + added.amount
    pay(penalty, "Y2", "16666.67", JULY + 2 * DAY)
    assert fresh(penalty).parts_paid == 1
    now.shift(200 * DAY)
    assert sanctions.surcharge_of(penalty).amount == rest
    page = browser(head()).get(penalty.get_absolute_url()).content.decode()
    assert "one was missed, so the rest is due" in page
    sanctions.demand_payment(fresh(penalty), actor=head())


def test_the_time_to_apply_to_the_court_counts_from_the_end_of_what_was_granted(now):
    plan = [(datetime.date(2027, 1, 20), Decimal(20000)), (datetime.date(2027, 3, 20), Decimal(30000))]
    penalty = penalty_in("asking")
    assert court_from(penalty) < plan[-1][0]
    grant(penalty, plan)
    assert court_from(penalty) == plan[-1][0]
    now.move_to("2027-01-25 10:00+08:00")
    sanctions.demand_payment(fresh(penalty), actor=head())
    assert court_from(penalty) == plan[0][0]


def test_what_a_review_takes_off_falls_off_the_last_parts(now):
    penalty = in_parts()
    sanctions.open_review(penalty, actor=head(), opened_on=timezone.localdate())
    sanctions.reduce_penalty(
        penalty, actor=head(), closed_on=timezone.localdate(), fine=Decimal(20000), note="复议变更。"
    )
    assert [part.amount for part in fresh(penalty).parts] == [Decimal("16666.66"), Decimal("3333.34")]
    now.move_to("2026-06-20 10:00+08:00")
    pay(penalty, "Y1", "20000.00", JUNE)
    assert fresh(penalty).state == "paid"


# ---- Properties ------------------------------------------------------------------------------------------------
CUTS = st.lists(st.integers(min_value=1, max_value=5_000_000 - 1), min_size=1, max_size=11, unique=True)


@given(cuts=CUTS, fine=st.integers(min_value=1, max_value=5_000_000))
def test_the_parts_of_a_plan_always_add_up_to_the_fine_to_the_fen(cuts, fine):
    edges = [0, *sorted(cuts), 5_000_000]
    days = [(JUNE + number * DAY).isoformat() for number in range(len(edges) - 1)]
    plan = [[day, after - before] for day, before, after in zip(days, edges, edges[1:], strict=False)]
    penalty = Penalty(plan=plan, fine_fen=fine)
    assert sum(part.fen for part in penalty.parts) == fine
    assert all(part.fen > 0 for part in penalty.parts)


def test_a_cancelled_clock_bears_no_surcharge(now):
    penalty = in_parts()
    clocks = Clock.objects.filter(subject_id=penalty.pk, rule_id="penalty.surcharge").order_by("pk")
    assert [clock.outcome for clock in clocks] == ["cancelled", "running"]
