"""Many people press approve and pay at once, on money that does not reach for all. On real PostgreSQL."""

from __future__ import annotations

import time

import pytest
from django.db import close_old_connections

from accounts.models import Duty
from rewards.models import Budget, Payment, Reward
from rewards.selectors.budgets import broken_budgets, trial_balance
from rewards.services import approve_reward, claim_reward, hand_over, pay_reward
from tests import factories
from tests.test_races import at_once
from workflow.errors import MoveRefused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS = 8
ROUNDS = 5


def press(rewards: list[Reward], reaches_for: int) -> None:
    """Press approve, claim and pay on all of `rewards` in every thread."""
    finance, cashier = factories.the(Duty.FINANCE), factories.the(Duty.CASHIER)

    def work(number: int) -> None:
        for turn in range(len(rewards)):
            pk = rewards[(number + turn) % len(rewards)].pk
            for step in (
                lambda one: approve_reward(one, actor=finance),
                lambda one: claim_reward(one.report, payee=factories.PAYEE),
                lambda one: pay_reward(one, actor=cashier),
            ):
                try:
                    step(Reward.objects.get(pk=pk))
                except MoveRefused:
                    continue

    assert at_once(work, threads=THREADS) == [None] * THREADS
    assert Payment.objects.count() == Reward.objects.filter(state="paid").count() == reaches_for
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []


def test_eight_at_once_approve_and_pay_what_the_money_reaches_for_and_once_each() -> None:
    for number in range(1, ROUNDS + 1):
        rewards = [factories.reward_in("proposed") for _number in range(4)]
        factories.grant(yuan=3 * 7_500)
        press(rewards, reaches_for=3 * number)
        assert Budget.objects.get().available_fen == 0
    close_old_connections()


def test_two_who_hand_money_to_each_other_do_not_block() -> None:
    one = factories.grant(yuan=100)
    two = factories.grant(factories.agency("market"), yuan=100)
    finance, until = factories.the(Duty.FINANCE), time.monotonic() + 1

    def hand(number: int) -> None:
        giver, taker = (one, two) if number % 2 else (two, one)
        while time.monotonic() < until:
            try:
                hand_over(
                    giver, payer=taker.payer, year=taker.year, amount_fen=1, reason="调剂。", actor=finance
                )
            except MoveRefused:
                continue

    assert at_once(hand, threads=THREADS) == [None] * THREADS
    assert sum(budget.granted_fen for budget in Budget.objects.all()) == 200_00
    assert broken_budgets() == []
    close_old_connections()
