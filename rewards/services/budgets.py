"""The money for rewards: what was granted for a year, and the ledger of what became of it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from rewards.models import Account, Budget, Kind, Posting, Reward
from rewards.models.budgets import SIDES
from rewards.selectors.budgets import payer_of
from workflow.errors import MoveRefused
from workflow.models import LogEntry


class NotEnough(MoveRefused):
    """The year's money does not reach."""

    def __init__(self, budget: Budget) -> None:
        found = {"payer": budget.payer.name, "year": budget.year, "left": f"{budget.available:,.2f}"}
        super().__init__(
            _(
                "The money of %(payer)s for %(year)s does not reach: %(left)s yuan are left. "
                "More must be granted or handed over first."
            )
            % found
        )


def budget_for(reward: Reward, *, year: int) -> Budget:
    """Return the payer's budget of a year; refuse where none was granted or it does not reach.

    Nothing is locked: the move that follows locks the reward, and the posting after it the money. Two who find enough
    at once are told apart there, by the database.
    """
    payer = payer_of(reward)
    budget = Budget.objects.filter(payer=payer, year=year).first()
    if budget is None:
        raise MoveRefused(
            _("No money for rewards was granted to %(payer)s for %(year)s. Enter the grant first.")
            % {"payer": payer.name, "year": year}
        )
    if budget.available_fen < reward.amount_fen:
        raise NotEnough(budget)
    return budget


def post(
    kind: Kind, reward: Reward, *, budget: Budget | None, cause: LogEntry, amount_fen: int | None = None
) -> None:
    """Post a move of a reward, once; all of its amount, unless a part is named.

    What was approved before there were budgets is in no ledger.
    """
    if budget is not None:
        fen = reward.amount_fen if amount_fen is None else amount_fen
        _write(budget, kind, amount_fen=fen, reward=reward, cause=cause, actor=cause.actor)


def post_back(reward: Reward, *, cause: LogEntry, undone: LogEntry) -> None:
    """Post back what `undone` had committed, released or paid, with the annulment as its cause."""
    reverse = {Kind.COMMIT: Kind.RELEASE, Kind.RELEASE: Kind.COMMIT}
    for posting in Posting.objects.filter(cause=undone, kind__in=reverse).select_related("budget"):
        post(reverse[Kind(posting.kind)], reward, budget=posting.budget, cause=cause)


@transaction.atomic
def grant_budget(*, payer: Agency, year: int, amount_fen: int, reason: str, actor: User | None) -> Budget:
    """Enter what was granted to an authority for a year; a second grant adds to the first."""
    budget, _created = Budget.objects.get_or_create(payer=payer, year=year)
    _write(budget, Kind.APPROPRIATE, amount_fen=amount_fen, reason=reason, actor=actor)
    return Budget.objects.get(pk=budget.pk)


@transaction.atomic
def hand_over(
    budget: Budget, *, payer: Agency, year: int, amount_fen: int, reason: str, actor: User
) -> Budget:
    """Hand money that is not committed to another authority, or to a later year of the same one."""
    if year < budget.year:
        raise MoveRefused(_("Money cannot be carried back to an earlier year."))
    other, _created = Budget.objects.get_or_create(payer=payer, year=year)
    if other == budget:
        raise MoveRefused(_("Choose another authority or another year."))
    # Locked in one order: two people who hand money to each other do not wait for one another.
    found = {
        one.pk: one
        for one in Budget.objects.select_for_update(of=("self",))
        .filter(pk__in=[budget.pk, other.pk])
        .order_by("pk")
    }
    if found[budget.pk].available_fen < amount_fen:
        raise NotEnough(found[budget.pk])
    told: dict[str, Any] = {"amount_fen": amount_fen, "reason": reason, "actor": actor}
    _write(budget, Kind.WITHDRAW, other=other, **told)
    _write(other, Kind.APPROPRIATE, other=budget, **told)
    return Budget.objects.get(pk=other.pk)


def _write(budget: Budget, kind: Kind, *, amount_fen: int, **facts: Any) -> None:
    debit, credit = SIDES[kind]
    try:
        with transaction.atomic():
            Posting.objects.create(
                budget=budget, kind=kind, debit=debit, credit=credit, amount_fen=amount_fen, **facts
            )
    except IntegrityError as error:
        if credit == Account.AVAILABLE:  # the database holds what the check a moment ago did not see
            raise NotEnough(Budget.objects.get(pk=budget.pk)) from error
        raise
