"""Whatever is granted, handed over, committed, paid and sent back: no fen is lost, nothing negative, all balanced.

The properties of an amount itself (caps, floors, sums) need no database: tests/statutes/test_reward_properties.py runs
them 10,000 times. Here a run is a whole year of operations, so that a thousand of them are more than ten thousand
operations and still end in minutes: filling a database for every single operation does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Duty
from rewards.models import Budget, Kind, Posting
from rewards.models.budgets import SIDES
from rewards.selectors.budgets import broken_budgets, trial_balance
from rewards.services import NotEnough, grant_budget, hand_over, post
from tests import factories
from tests.factories import the
from workflow.models import LogEntry
from workflow.services import record

YEAR = 2026
OPERATIONS = (
    "grant",
    "hand",
    "carry",
    *(kind for kind in SIDES if kind not in (Kind.APPROPRIATE, Kind.WITHDRAW)),
)
# Which account gives what a step takes; a grant comes from outside.
GIVES = {"grant": "", "hand": "available", "carry": "available"} | {
    kind: str(gives) for kind, (_gains, gives) in SIDES.items()
}
# What somebody does to the money in a year, with amounts around the edge.
A_YEAR = st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(1, 300)), max_size=40)


@dataclass
class Money:
    """What the four accounts of the first budget must hold, kept by hand beside the database."""

    held: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("granted", "available", "committed", "paid"), 0)
    )
    elsewhere: int = 0
    entered: int = 0

    def grant(self, fen: int) -> None:
        """Add to what was granted."""
        self.entered += fen
        self.held["granted"] += fen
        self.held["available"] += fen

    def hand(self, fen: int) -> None:
        """Hand what is free to somebody else."""
        self.elsewhere += fen
        self.held["granted"] -= fen
        self.held["available"] -= fen

    def move(self, kind: str, fen: int) -> None:
        """Move between the accounts of the year."""
        gains, gives = SIDES[Kind(kind)]
        self.held[gains] += fen
        self.held[gives] -= fen


class TestedYear(TestCase):
    """The furniture of a year: a reward to post on, and two authorities."""

    __test__ = False

    def setUp(self) -> None:
        """Make what no operation changes, once for all runs."""
        self.reward = factories.reward_in("assessed")
        self.finance, self.first, self.second = (
            the(Duty.FINANCE),
            factories.office(),
            factories.agency("market"),
        )

    def play(self, steps: list[tuple[str, int]]) -> None:
        """Do what is asked as far as the money reaches, and refuse exactly what it does not reach for."""
        money, budget = Money(), self.granted(1)
        money.grant(1)
        for step, fen in steps:
            gives = GIVES[step]
            reaches = not gives or fen <= money.held[gives]
            assert self.is_done(self.operation(step, fen, budget)) is reaches, (step, fen, money.held)
            if reaches and step == "grant":
                money.grant(fen)
            elif reaches and step in ("hand", "carry"):
                money.hand(fen)
            elif reaches:
                money.move(step, fen)
            budget.refresh_from_db()
            assert {name: getattr(budget, f"{name}_fen") for name in money.held} == money.held
        rows = list(Budget.objects.all())
        assert sum(row.granted_fen for row in rows) == money.entered
        assert sum(row.available_fen for row in rows if row != budget) == money.elsewhere
        assert all(min(row.available_fen, row.committed_fen, row.paid_fen) >= 0 for row in rows)
        assert sum(trial_balance().values()) == 0
        assert broken_budgets() == []

    def granted(self, fen: int) -> Budget:
        """Enter a grant for the first authority."""
        return grant_budget(payer=self.first, year=YEAR, amount_fen=fen, reason="预算。", actor=self.finance)

    def operation(self, step: str, fen: int, budget: Budget) -> Callable[[], object]:
        """Return what a step does."""
        if step == "grant":
            return lambda: self.granted(fen)
        if step in ("hand", "carry"):
            payer, year = (self.second, YEAR) if step == "hand" else (self.first, YEAR + 1)
            facts = {
                "payer": payer,
                "year": year,
                "amount_fen": fen,
                "reason": "调剂。",
                "actor": self.finance,
            }
            return lambda: hand_over(budget, **facts)
        cause: LogEntry = record(self.reward, "checked", actor=None)
        return lambda: post(Kind(step), self.reward, budget=budget, cause=cause, amount_fen=fen)

    @staticmethod
    def is_done(operation: Callable[[], object]) -> bool:
        """Say whether the database let it happen."""
        before = Posting.objects.count()
        try:
            with transaction.atomic():
                operation()
        except (NotEnough, IntegrityError):
            assert Posting.objects.count() == before
            return False
        return True


class MoneyProperties(TestedYear):
    """The short form."""

    __test__ = True

    @runs(max_examples=10)
    @given(A_YEAR)
    def test_no_fen_is_lost(self, steps: list[tuple[str, int]]) -> None:
        self.play(steps)


@pytest.mark.full
class ManyMoneyProperties(TestedYear):
    """The long form: a thousand years, twenty operations each on average."""

    __test__ = True

    @runs(max_examples=1_000)
    @given(A_YEAR)
    def test_no_fen_is_lost(self, steps: list[tuple[str, int]]) -> None:
        self.play(steps)
