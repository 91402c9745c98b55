"""What a regime pays by: whether a fine is needed, and at which share, so that a published case can be judged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.rewards.assessing import find_regime
from statutes.rewards.facts import RewardFacts
from statutes.rewards.methods import kinds_of, method_of
from statutes.rewards.schedules import Schedule, ScheduleNotLoaded
from statutes.rewards.sources import RuleFiles

BY_FINE = ("share", "share_by_tier")


@dataclass(frozen=True, slots=True)
class Basis:
    """How the regime pays this kind of tip; `shares` of the fine, empty where the fine takes no part."""

    shares: tuple[Decimal, ...]
    low: Decimal | None
    high: Decimal | None

    @property
    def is_by_fine(self) -> bool:
        """Whether the amount turns on the fine."""
        return bool(self.shares)

    def fines_behind(self, amount: Decimal) -> tuple[Decimal, ...]:
        """Give the fines that an amount between floor and cap stands for, one for each share."""
        if (self.low is not None and amount <= self.low) or (self.high is not None and amount >= self.high):
            return ()
        return tuple(amount / share for share in self.shares)


def basis_for(facts: RewardFacts, *, place: str, on: date, schedule: Schedule | str | None = None) -> Basis:
    """Find how a tip of this kind is paid; raise ScheduleNotLoaded where that is not known."""
    regime = find_regime(facts, place=place, on=on, schedule=schedule)
    method = method_of(regime, kinds_of(facts)[0])
    if method is None:
        raise ScheduleNotLoaded(regime.reason or f"《{regime.title}》中这类事项的奖励标准没有载入。")
    if method.method not in BY_FINE:
        return Basis((), None, None)
    rules = RuleFiles(regime.rules_for(place), on, regime.sector)
    rate = rules.get(f"{method.rules}.rate")
    shares = (rate.amount,) if rate.by is None else tuple(map(rate.amount_by, ("first", "second")))
    low, high = (
        rules.get(f"{method.rules}.{end}").amount if rules.has(f"{method.rules}.{end}") else None
        for end in ("minimum", "maximum")
    )
    return Basis(shares, low, high)
