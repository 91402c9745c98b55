"""Paid money that may have to come back: proposed by an event, decided by the leader, booked when it comes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from rewards.models import Budget, Clawback, Payment, Reward
from rewards.selectors.budgets import broken_budgets, trial_balance
from rewards.services import (
    claim_reward,
    decide_clawback,
    pay_reward,
    propose_clawback,
    recover_clawback,
    take_payment_back,
)
from rewards.tasks import assess_again
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests.desk.builders import text_of, walk_move
from tests.factories import PAYEE, browser, clawback_in, file_report, person, reward_in, settle, the
from tests.public_site import text_of as public_text_of
from tests.public_site import tracking
from tests.rewards.test_figures import choose
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db


def revoke(reward: Reward) -> None:
    """Let a court take the penalty of a reward back."""
    penalty, head, today = Penalty.objects.get(case=reward.case), the(Duty.INVESTIGATOR), timezone.localdate()
    sanctions.serve_penalty(penalty, actor=head, served_on=penalty.decided_on)
    sanctions.open_suit(Penalty.objects.get(pk=penalty.pk), actor=head, opened_on=today)
    sanctions.revoke_penalty(
        Penalty.objects.get(pk=penalty.pk), actor=head, closed_on=today, note="证据不足。"
    )
    settle()


def test_a_penalty_that_falls_after_the_payment_proposes_the_difference_and_moves_no_money() -> None:
    filing = file_report()
    reward = reward_in("paid", report=filing.report)
    revoke(reward)
    found = Clawback.objects.get()
    assert (found.state, found.ground, found.amount) == ("proposed", "penalty", 7_500 - 3_000)
    assert LogEntry.objects.about(found).get().actor is None
    assert Budget.objects.get().paid_fen == reward.amount_fen
    assert "追回" not in public_text_of(tracking(filing.receipt.code).get("/track/report/"))
    assess_again(LogEntry.objects.get(move="revoke"))  # delivered twice
    assert Clawback.objects.count() == 1


@pytest.mark.parametrize("state", ["approved", "claimed"])
def test_a_penalty_that_falls_between_approval_and_payment_is_thought_of_when_it_is_paid(state: str) -> None:
    filing = file_report()
    reward = reward_in(state, report=filing.report)
    revoke(reward)
    assert not Clawback.objects.exists()
    if state == "approved":
        claim_reward(filing.report, payee=PAYEE)
    pay_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.CASHIER))
    settle()
    found = Clawback.objects.get()
    assert (found.state, found.ground, found.amount) == ("proposed", "penalty", 7_500 - 3_000)


def test_nothing_is_proposed_where_the_office_lets_the_amount_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    reward = reward_in("paid")
    choose("reward.setting.fine_changed", "keep", monkeypatch)
    revoke(reward)
    assert not Clawback.objects.exists()


def test_the_leader_decides_and_finance_books_what_came_back() -> None:
    filing = file_report()
    reward = reward_in("paid", report=filing.report)
    url = f"/desk/clawbacks/propose/{reward.reference}/"
    officer = browser(the(Duty.REWARDS))
    assert officer.post(url, {"on_ground": "penalty", "note": "x"}).status_code == 400
    assert officer.post(url, {"on_ground": "fraud", "note": "经查，举报系捏造。"}).status_code == 302
    assert "It is proposed already" in text_of(officer.post(url, {"on_ground": "fraud", "note": "x"}))
    found = Clawback.objects.get()
    leader, finance = the(Duty.LEADER), the(Duty.FINANCE)
    walk_move(
        found,
        "decide",
        by=leader,
        not_by=finance,
        sends={"note": "捏造事实。"},
        needs=("note",),
        target="decided",
    )
    page = public_text_of(tracking(filing.receipt.code).get("/track/report/"))
    assert "决定追回奖金7,500.00元" in page
    assert Budget.objects.get().paid_fen == reward.amount_fen
    walk_move(
        Clawback.objects.get(),
        "recover",
        by=finance,
        not_by=leader,
        sends={"recovered_on": timezone.localdate()},
        needs=("recovered_on",),
        target="recovered",
    )
    budget = Budget.objects.get()
    assert (budget.paid_fen, budget.available_fen) == (0, budget.granted_fen)
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    with pytest.raises(MoveRefused, match="came back already"):  # the bank does not return it a second time
        take_payment_back(Reward.objects.get(), actor=the(Duty.CASHIER), note="户名不符。")


def test_who_approved_the_reward_does_not_decide_on_its_money() -> None:
    both = person("both", Duty.LEADER, Duty.CASHIER)
    reward = reward_in("claimed")
    pay_reward(reward, actor=both)
    found = propose_clawback(reward, actor=the(Duty.REWARDS), on_ground="mistake", note="重复。")
    with pytest.raises(MoveRefused, match="You paid out on this file"):
        decide_clawback(found, actor=both, note="x")
    decide_clawback(found, actor=the(Duty.LEADER), note="重复支付。")


def test_a_payment_that_the_bank_sent_back_is_not_got_back_too() -> None:
    reward = reward_in("paid")
    found = clawback_in("decided", reward=reward)
    take_payment_back(reward, actor=the(Duty.CASHIER), note="账户已销户。")
    claim_reward(reward.report, payee=PAYEE)
    pay_reward(Reward.objects.get(), actor=the(Duty.CASHIER))
    with pytest.raises(MoveRefused, match="came back through the bank"):
        recover_clawback(found, actor=the(Duty.FINANCE), recovered_on=timezone.localdate())
    assert Budget.objects.get().paid_fen == reward.amount_fen


def test_the_database_proposes_once_and_nothing_is_proposed_on_what_is_not_paid() -> None:
    reward = reward_in("claimed")
    with pytest.raises(StalePage, match="Nothing is paid"):
        propose_clawback(reward, actor=the(Duty.REWARDS), on_ground="fraud")
    paid = Payment.objects.get(reward=clawback_in("dismissed").reward)
    Clawback.objects.create(payment=paid, ground="fraud", amount_fen=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clawback.objects.create(payment=paid, ground="mistake", amount_fen=1)
