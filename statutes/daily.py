"""The daily continuous penalty 按日连续处罚 (Work Safety Law art. 112)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.calendar import deadline
from statutes.rules import NATION, Rule, get_rule


@dataclass(frozen=True, slots=True)
class DailyPenalty:
    """A fine once for every day from the first to the last, both counted."""

    rule: Rule
    first_on: date
    last_on: date
    per_day: Decimal

    @property
    def days(self) -> int:
        """How many days are counted; none before the first."""
        return max(0, (self.last_on - self.first_on).days + 1)

    @property
    def total(self) -> Decimal:
        """The sum: the original fine for each day."""
        return self.per_day * self.days


def first_day_counted(ordered_on: date) -> date:
    """Give the day after the order to correct, from which a fine can be imposed day by day."""
    rule = get_rule("fine.daily_continuous", place=NATION, on=ordered_on)
    return deadline(ordered_on, rule.period, rolls_over=False).due_at.date()


def daily_penalty(fine: Decimal, *, first_on: date, last_on: date) -> DailyPenalty:
    """Reckon the original fine for each day up to the recheck that found the breach still there."""
    return DailyPenalty(
        rule=get_rule("fine.daily_continuous", place=NATION, on=last_on),
        first_on=first_on,
        last_on=last_on,
        per_day=fine,
    )
