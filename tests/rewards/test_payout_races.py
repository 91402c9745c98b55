"""Everybody presses everything at once on the way of the money: one payment each, balanced, no deadlock. PostgreSQL."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from django.db import close_old_connections
from django.db.models import Sum
from django.utils import timezone

from accounts.models import Duty
from rewards.models import Budget, Payment, PaymentFile, Reward
from rewards.selectors import rewards_to_file
from rewards.selectors.budgets import broken_budgets, trial_balance
from rewards.services import (
    approve_reward,
    claim_reward,
    discard_payment_file,
    draw_payment_file,
    hand_out_payment_file,
    pay_reward,
    return_claim,
    settle_payment_file,
    take_payment_back,
)
from rewards.states import FileState, State
from tests import factories
from tests.factories import PAYEE, the
from tests.test_races import at_once
from workflow.errors import MoveRefused
from workflow.integrity import walk_log
from workflow.services import confirm_annulment, propose_annulment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 8
REWARDS = 6
Press = Callable[[random.Random], object]


def one(draw: random.Random) -> Reward:
    """Read any of the rewards, as a page does."""
    return Reward.objects.get(pk=draw.choice(list(Reward.objects.values_list("pk", flat=True))))


def a_file(draw: random.Random, state: str) -> PaymentFile:
    """Read any payment file in a state."""
    found = list(PaymentFile.objects.filter(state=state))
    if not found:
        raise MoveRefused("none")
    return draw.choice(found)


def result_of(file: PaymentFile, draw: random.Random) -> list[factories.ResultLine]:
    """Say of every line that it was paid, or in one of four that it failed."""
    today = timezone.localdate()
    return [
        factories.ResultLine(
            number=line.number + 1,
            instruction=line.instruction,
            amount_fen=line.amount_fen,
            is_paid=(paid := draw.random() < 0.75),
            day=today,
            reason="" if paid else "已销户",
        )
        for line in file.lines.all()
    ]


def buttons() -> list[Press]:
    """Return what can be pressed."""
    finance, officer, cashier = the(Duty.FINANCE), the(Duty.REWARDS), the(Duty.CASHIER)
    key = {"actor": cashier, "identity": factories.identity_of(cashier)}
    return [
        lambda draw: approve_reward(one(draw), actor=finance),
        lambda draw: claim_reward(one(draw).report, payee=PAYEE),
        lambda draw: pay_reward(one(draw), actor=cashier),
        lambda draw: take_payment_back(one(draw), actor=cashier, note="账户已经销户。"),
        lambda draw: return_claim(one(draw), actor=cashier, note="户名不符。"),
        lambda draw: propose_annulment(one(draw), actor=finance, reason="看错了。"),
        lambda draw: confirm_annulment(one(draw), actor=officer),
        lambda _draw: draw_payment_file(rewards_to_file(cashier), actor=cashier),
        lambda draw: hand_out_payment_file(a_file(draw, FileState.DRAWN), **key, kind="csv"),
        lambda draw: discard_payment_file(a_file(draw, FileState.DRAWN), actor=cashier, note="改日。"),
        lambda draw: settle_payment_file(
            (file := a_file(draw, FileState.HANDED_OUT)), actor=cashier, results=result_of(file, draw)
        ),
    ]


def storm(seconds: float) -> None:
    """Press for a while in every thread; whatever is refused is refused in words."""
    for _number in range(REWARDS):
        factories.reward_in("proposed")
    factories.grant(yuan=(REWARDS - 1) * 7_500)  # the money does not reach for all
    presses, until = buttons(), time.monotonic() + seconds
    done = [0] * THREADS

    def work(number: int) -> None:
        draw = random.Random(number)  # noqa: S311
        while time.monotonic() < until:
            try:
                draw.choice(presses)(draw)
                done[number] += 1
            except MoveRefused:
                continue

    assert at_once(work, threads=THREADS, seconds=seconds + 120) == [None] * THREADS
    assert sum(done) > REWARDS
    check_everything()
    close_old_connections()


def check_everything() -> None:
    """Each reward is paid once or not at all, and the money says the same."""
    standing = Payment.objects.filter(came_back_at=None)
    assert sorted(standing.values_list("reward", flat=True)) == sorted(
        Reward.objects.filter(state=State.PAID).values_list("pk", flat=True)
    )
    budget = Budget.objects.get()
    assert budget.paid_fen == (standing.aggregate(fen=Sum("amount_fen"))["fen"] or 0)
    held = Reward.objects.filter(state__in=[State.APPROVED, State.CLAIMED])
    assert budget.committed_fen == (held.aggregate(fen=Sum("amount_fen"))["fen"] or 0)
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    assert list(walk_log()) == []


def test_eight_press_everything_for_a_moment() -> None:
    storm(4)


@pytest.mark.full
def test_eight_press_everything_for_a_minute() -> None:
    storm(60)


def test_an_approval_is_annulled_or_paid_and_never_both() -> None:
    finance, officer, cashier = the(Duty.FINANCE), the(Duty.REWARDS), the(Duty.CASHIER)
    for _round in range(5):
        reward = factories.reward_in("approved")
        propose_annulment(reward, actor=finance, reason="看错了。")

        def press(number: int, pk: int = reward.pk) -> None:
            def read() -> Reward:
                return Reward.objects.get(pk=pk)

            steps = (
                [lambda: claim_reward(read().report, payee=PAYEE), lambda: pay_reward(read(), actor=cashier)]
                if number % 2
                else [lambda: confirm_annulment(read(), actor=officer)]
            )
            for step in steps:
                try:
                    step()
                except MoveRefused:
                    continue

        assert at_once(press, threads=4) == [None] * 4
        state = Reward.objects.get(pk=reward.pk).state
        assert (state, Payment.objects.filter(reward=reward).count()) in {("proposed", 0), ("paid", 1)}
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    close_old_connections()
