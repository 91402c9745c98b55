"""What a reward would be: the schedule in force here, put to an example. It decides nothing and keeps nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from reports.bilingual import in_language
from statutes.levels import AccidentLevel
from statutes.rewards import (
    AmountNeedsChoice,
    FactMissing,
    RewardFacts,
    ScheduleNotLoaded,
    Step,
    assess,
    schedule_for,
)
from statutes.rules import HOME, get_rule, has_rule

MAJOR, VIOLATION, CONCEALMENT = "major", "violation", "concealment"
NOTHING = Decimal(0)
# Between the fine up to which the least is paid and the one from which the most is: a share is paid there.
BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount with the steps that lead to it; or bounds, or nothing where the schedule gives no amount."""

    amount: Decimal | None = None
    steps: tuple[Step, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    reason: str = ""

    @property
    def reasons(self) -> list[dict[str, str]]:
        """The steps in the reader's language, each with the rule it rests on."""
        return [
            {
                "text": in_language(step.sentence_zh, step.sentence_en),
                "citation": step.citation,
                "rule_id": step.rule_id,
            }
            for step in self.steps
        ]


@dataclass(frozen=True, slots=True)
class Example:
    """A fine and what is paid for it."""

    fine: Decimal
    amount: Decimal


def estimate(answers: Mapping[str, Any], on: datetime.date, place: str = HOME) -> Estimate:
    """Assess what was typed by the schedule in force at a place on a date."""
    try:
        found = assess(_facts(answers), place=place, on=on)
    except AmountNeedsChoice as choice:
        return Estimate(low=choice.low, high=choice.high, reason=choice.reason)
    except (ScheduleNotLoaded, FactMissing) as fault:
        return Estimate(reason=str(fault))
    return Estimate(amount=found.amount, steps=found.steps)


def _facts(answers: Mapping[str, Any]) -> RewardFacts:
    kind, is_employee = answers["kind"], bool(answers.get("is_employee"))
    if kind == CONCEALMENT:
        level = AccidentLevel(answers["level"])
        return RewardFacts(
            concealed_deaths=answers["concealed_deaths"], accident_level=level, is_employee=is_employee
        )
    fine, persons = answers.get("fine") or NOTHING, answers.get("person_fine") or NOTHING
    return RewardFacts(
        fines=(fine,) if fine else (),
        person_fines=(persons,) if persons else (),
        is_major_hazard=kind == MAJOR,
        is_violation=kind == VIOLATION,
        is_employee=is_employee,
    )


@lru_cache(maxsize=8)
def examples(on: datetime.date, place: str = HOME) -> tuple[Example, ...]:
    """Work out the reward for fines at which the schedule turns; empty where it pays no share of the fine."""
    fines = _turning_points(on, place)
    found = ((fine, estimate({"kind": MAJOR, "fine": fine}, on, place)) for fine in fines)
    return tuple(Example(fine, each.amount) for fine, each in found if each.amount is not None)


def _turning_points(on: datetime.date, place: str) -> list[Decimal]:
    try:
        schedule = schedule_for(place, on)
    except ScheduleNotLoaded:
        return []
    method = schedule.major
    if method is None or method.method != "share":
        return []
    rules_place = schedule.rules_for(place)

    def amount_of(name: str) -> Decimal | None:
        rule_id = f"{method.rules}.{name}"
        is_there = has_rule(rule_id, place=rules_place, on=on)
        return get_rule(rule_id, place=rules_place, on=on).amount if is_there else None

    rate, least, most = amount_of("rate"), amount_of("minimum"), amount_of("maximum")
    if not rate or least is None or most is None:
        return []
    return [NOTHING, least / rate, BETWEEN * least / rate, most / rate, 2 * most / rate]
