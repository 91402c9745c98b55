"""Reads of the money for rewards."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from accounts.models import Agency, Duty
from accounts.selectors import get_office
from rewards.models import Account, Budget, Posting, Reward
from rewards.states import PENDING, State

PENALISING = "penalising_agency"
SEERS = (Duty.FINANCE, Duty.LEADER, Duty.AUDITOR)


def payer_of(reward: Reward) -> Agency:
    """Return who pays: who accepted the tip, or who penalises, as the rule of the case's sector says (B05, C03)."""
    if reward.assessment.get("payer") == PENALISING:
        return reward.case.lead_agency
    return get_office()


def budgets_visible_to(user: Any) -> QuerySet[Budget]:
    """Return the budgets that `user` may see: finance, leaders and auditors all."""
    budgets = Budget.objects.select_related("payer")
    return budgets if user.has_duty(*SEERS) else budgets.none()


def get_budget(user: Any, code: str, year: int) -> Budget:
    """Return the budget of an authority and a year, or raise Http404."""
    found = budgets_visible_to(user).filter(payer__code=code, year=year).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is on its way to being committed."""

    amount: Decimal
    count: int
    without_amount: int


def forecast() -> dict[int, Forecast]:
    """Return, by the authority that will pay, what is assessed or proposed and not committed yet.

    What is still to be divided among the reporters of a matter counts once, with the first of them.
    """
    office, undivided = get_office(), _undivided()
    found: dict[int, list[int]] = {}
    rows = Reward.objects.filter(state__in=PENDING).order_by("pk")
    for reward, fen, payer, lead in rows.values_list(
        "pk", "amount_fen", "assessment__payer", "case__lead_agency_id"
    ):
        amounts = found.setdefault(lead if payer == PENALISING else office.pk, [])
        amounts.append(fen or undivided.get(reward, 0))
    return {
        payer: Forecast(Decimal(sum(amounts)) / 100, len(amounts), amounts.count(0))
        for payer, amounts in found.items()
    }


def _undivided() -> dict[int, int]:
    """Return what the parts that are found leave of each matter, by the first reward that waits for its part."""
    waiting = Reward.objects.filter(state__in=PENDING, assessment__awaits_shares=True).order_by("-pk")
    wholes = {
        case: (reward, int(Decimal(whole) * 100))
        for reward, case, whole in waiting.values_list("pk", "case", "assessment__amount")
    }
    given = Reward.objects.filter(case__in=wholes).exclude(state__in=[State.CANCELLED, State.REFUSED])
    held = dict(given.values_list("case").annotate(Sum("amount_fen")))
    return {reward: max(0, fen - held[case]) for case, (reward, fen) in wholes.items()}


def trial_balance() -> dict[str, int]:
    """Add up the ledger by account, debits less credits: the sum is zero, or the ledger is broken."""
    sides = (("debit", 1), ("credit", -1))
    balance = dict.fromkeys(Account.values, 0)
    for side, sign in sides:
        for account, fen in Posting.objects.values_list(side).annotate(Sum("amount_fen")):
            balance[account] += sign * fen
    return balance


def broken_budgets() -> list[Budget]:
    """Return the budgets whose balances are not what their postings add up to."""
    return [budget for budget in Budget.objects.all() if not _agrees(budget)]


def _agrees(budget: Budget) -> bool:
    sums = dict.fromkeys(Account.values, 0)
    for debit, credit, fen in budget.postings.values_list("debit", "credit").annotate(Sum("amount_fen")):
        sums[debit] += fen
        sums[credit] -= fen
    sums[Account.GRANTED] *= -1
    return all(getattr(budget, f"{account}_fen") == fen for account, fen in sums.items())


def this_year() -> int:
    """Return the budget year that runs."""
    return timezone.localdate().year
