"""The money for rewards: granted by the year, never overspent, and a ledger that adds up after every step."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from accounts.models import Duty
from rewards.models import Budget, Kind, Posting, Reward
from rewards.models.budgets import SIDES
from rewards.selectors.budgets import broken_budgets, forecast, payer_of, trial_balance
from rewards.services import NotEnough, approve_reward, hand_over, pay_reward
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, grant, reward_in, the
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import confirm_annulment, propose_annulment

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def balances() -> tuple[int, int, int, int]:
    """Return granted, available, committed, paid in yuan, after the ledger was found in order."""
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    one = Budget.objects.get()
    return tuple(int(x) for x in (one.granted, one.available, one.committed, one.paid))  # type: ignore[return-value]


def test_each_step_of_a_reward_moves_its_money() -> None:
    reward = reward_in("approved")
    assert balances() == (1_000_000, 992_500, 7_500, 0)
    propose_annulment(reward, actor=the(Duty.FINANCE), reason="看错了")
    confirm_annulment(reward, actor=the(Duty.REWARDS))
    assert balances() == (1_000_000, 1_000_000, 0, 0)
    approve_reward(Reward.objects.get(), actor=the(Duty.FINANCE))
    assert balances() == (1_000_000, 992_500, 7_500, 0)


def test_a_payment_leaves_the_commitment_and_a_lapse_gives_it_back() -> None:
    pay_reward(reward_in("claimed"), actor=the(Duty.CASHIER))
    assert balances() == (1_000_000, 992_500, 0, 7_500)
    reward_in("lapsed")
    assert balances() == (2_000_000, 1_992_500, 0, 7_500)


def test_nothing_is_approved_without_a_grant_or_above_it() -> None:
    reward = reward_in("proposed")
    with pytest.raises(MoveRefused, match="No money for rewards was granted"):
        approve_reward(reward, actor=the(Duty.FINANCE))
    grant(yuan=7_499)
    finance = browser(the(Duty.FINANCE))
    answer = finance.post(f"{reward.get_absolute_url()}approve/", {"seen": "proposed"})
    assert answer.status_code == 400
    assert "7,499.00 yuan are left" in text_of(answer)
    assert balances() == (7_499, 7_499, 0, 0)
    grant(yuan=1)
    approve_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.FINANCE))
    assert balances() == (7_500, 0, 7_500, 0)


def test_the_database_itself_refuses_to_overspend_or_to_rewrite_the_ledger() -> None:
    budget = grant(yuan=100)
    entry = reward_in("assessed").case.rewards.get()
    log = LogEntry.objects.about(entry).last()
    debit, credit = SIDES[Kind.COMMIT]
    facts = {"budget": budget, "kind": Kind.COMMIT, "debit": debit, "credit": credit, "reward": entry}
    for wrong in ({"amount_fen": 100_01}, {"amount_fen": 0}, {"amount_fen": 1, "credit": "paid"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.create(**{**facts, **wrong}, cause=log)
    Posting.objects.create(**facts, amount_fen=100_00, cause=log)
    with pytest.raises(IntegrityError), transaction.atomic():  # a move is posted once
        Posting.objects.create(**facts, amount_fen=1, cause=log)
    for statement in ("UPDATE rewards_posting SET amount_fen = 1", "DELETE FROM rewards_posting"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Budget.objects.filter(pk=budget.pk).update(available_fen=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Budget.objects.create(payer=budget.payer, year=2030, granted_fen=5, available_fen=5)
    if (
        connection.vendor == "postgresql"
    ):  # SQLite cannot tell a hand from the ledger: the page says so instead
        with pytest.raises(DatabaseError), transaction.atomic():
            Budget.objects.update(available_fen=F("available_fen") + 1, granted_fen=F("granted_fen") + 1)
    assert balances() == (100, 0, 100, 0)


def test_money_is_handed_to_another_authority_and_to_the_next_year() -> None:
    budget, finance = grant(yuan=100), the(Duty.FINANCE)
    next_year = hand_over(
        budget, payer=budget.payer, year=budget.year + 1, amount_fen=40_00, reason="结转。", actor=finance
    )
    other = factories.agency("market")
    hand_over(budget, payer=other, year=budget.year, amount_fen=60_00, reason="调剂。", actor=finance)
    budget.refresh_from_db()
    assert (budget.granted, next_year.available, Budget.objects.get(payer=other).available) == (0, 40, 60)
    with pytest.raises(NotEnough):
        hand_over(budget, payer=other, year=budget.year, amount_fen=1, reason="调剂。", actor=finance)
    with pytest.raises(MoveRefused, match="carried back"):
        hand_over(next_year, payer=other, year=budget.year, amount_fen=1, reason="调剂。", actor=finance)
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []


def test_who_penalises_pays_where_the_sector_says_so() -> None:
    reward = reward_in("assessed")
    assert payer_of(reward) == factories.office()
    reward.assessment["payer"] = "penalising_agency"
    reward.case.lead_agency = factories.agency("market")
    assert payer_of(reward) == factories.agency("market")


def test_the_page_shows_the_money_and_finance_alone_enters_it() -> None:
    grant(yuan=100)
    reward_in("assessed")
    assert forecast()[factories.office().pk].count == 1
    finance = browser(the(Duty.FINANCE))
    page = text_of(finance.get("/desk/budgets/"))
    assert "100.00" in page
    assert "7,500.00" in page
    assert browser(the(Duty.LEADER)).get("/desk/budgets/grant/").status_code == 404
    url, payer = "/desk/budgets/grant/", factories.office().pk
    bad = finance.post(url, {"payer": payer, "year": "2026", "amount": "ten", "reason": ""})
    assert bad.status_code == 400
    assert "such as 50000" in text_of(bad)
    good = finance.post(
        url, {"payer": payer, "year": "2027", "amount": "50.05", "reason": "预算文件"}, follow=True
    )
    assert "50.05" in text_of(good)
    assert "预算文件" in text_of(good)
    left = f"/desk/budgets/{factories.office().code}/2027/hand_over/"
    answer = finance.post(left, {"payer": payer, "year": "2028", "amount": "50.06", "reason": "结转"})
    assert answer.status_code == 400
    assert "50.05 yuan are left" in text_of(answer)
