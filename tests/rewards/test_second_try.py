"""A payment that came back, a reward revived, and a penalty that may still fall."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Duty
from rewards.models import Budget, Claim, Payment, Reward
from rewards.selectors.budgets import broken_budgets, trial_balance
from rewards.services import approve_reward, claim_reward, hand_over, pay_reward, revive_reward
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests.desk.builders import walk_move
from tests.factories import PAYEE, browser, file_report, grant, reward_in, the
from tests.public_site import text_of, tracking
from workflow.errors import MoveRefused

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def test_a_payment_that_came_back_returns_to_the_claimant_with_the_reason_and_is_paid_once() -> None:
    filing = file_report()
    reward = reward_in("paid", report=filing.report)
    walk_move(
        reward,
        "take_back",
        by=the(Duty.CASHIER),
        not_by=the(Duty.FINANCE),
        sends={"note": "户名与账号不符。"},
        needs=("note",),
        target="approved",
    )
    assert browser(the(Duty.CASHIER)).get(reward.get_absolute_url()).status_code == 200
    assert "户名与账号不符" in text_of(tracking(filing.receipt.code).get("/track/report/"))
    claim_reward(reward.report, payee={**PAYEE, "account": "9999990000000001"})
    pay_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.CASHIER))
    first, second = Payment.objects.order_by("pk")
    assert (first.instruction, second.instruction) == (f"FK-{reward.reference}", f"FK-{reward.reference}-2")
    assert (first.came_back_at is None, second.came_back_at is None) == (False, True)
    assert Claim.objects.filter(reward=reward).count() == 1
    assert Budget.objects.get().paid_fen == reward.amount_fen
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []


def test_a_lapsed_reward_is_revived_and_its_money_committed_again() -> None:
    reward = reward_in("lapsed")
    walk_move(
        reward,
        "revive",
        by=the(Duty.FINANCE),
        not_by=the(Duty.REWARDS),
        sends={"note": "住院，未能按期领取。"},
        needs=("note",),
        target="approved",
    )
    reward = Reward.objects.get(pk=reward.pk)
    assert reward.claim_until is not None
    assert reward.claim_until > timezone.localdate()
    assert Budget.objects.get().committed_fen == reward.amount_fen
    claim_reward(reward.report, payee=PAYEE)


def test_a_revival_needs_money() -> None:
    reward = reward_in("lapsed")
    budget = Budget.objects.get()
    from_here = {"payer": budget.payer, "year": budget.year + 1, "amount_fen": budget.available_fen}
    hand_over(budget, **from_here, reason="结转。", actor=the(Duty.FINANCE))
    with pytest.raises(MoveRefused, match="does not reach"):
        revive_reward(reward, actor=the(Duty.FINANCE), note="住院。")


def test_a_reward_waits_while_its_penalty_is_reconsidered() -> None:
    for state, step, duty in (
        ("proposed", approve_reward, Duty.FINANCE),
        ("claimed", pay_reward, Duty.CASHIER),
    ):
        reward = reward_in(state)
        if state == "proposed":
            grant()
        penalty, head, today = (
            Penalty.objects.get(case=reward.case),
            the(Duty.INVESTIGATOR),
            timezone.localdate(),
        )
        sanctions.serve_penalty(penalty, actor=head, served_on=penalty.decided_on)
        sanctions.open_review(penalty, actor=head, opened_on=today)
        with pytest.raises(MoveRefused, match="waits for the outcome"):
            step(Reward.objects.get(pk=reward.pk), actor=the(duty))
        sanctions.uphold_penalty(Penalty.objects.get(pk=penalty.pk), actor=head, closed_on=today)
        step(Reward.objects.get(pk=reward.pk), actor=the(duty))
