"""Who has to inspect a unit, how often, and whether they did (真名实管 of the work points)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from enterprises.models import Inspection, ResponsiblePerson, SpecialPeriod, Unit
from statutes.calendar import deadline
from statutes.rules import HOME, Rule, get_rule

MONTHLY, HALF_YEARLY = "unit.inspection.monthly", "unit.inspection.half_yearly"


@dataclass(frozen=True, slots=True)
class Duty:
    """One inspection that is owed: by whom or on which occasion, when it was last made, until when the next is due."""

    title: str
    rule: Rule
    last_on: datetime.date | None
    due_on: datetime.date
    is_kept: bool


def duties_of(
    unit: Unit,
    *,
    persons: Iterable[ResponsiblePerson],
    inspections: Iterable[Inspection],
    periods: Iterable[SpecialPeriod],
    today: datetime.date,
) -> list[Duty]:
    """List the inspections that a unit is owed on a day; asks no table."""
    made = list(inspections)
    half = _owed("", get_rule(HALF_YEARLY, place=HOME, on=today), [one.inspected_on for one in made], today)
    if not unit.is_key:
        return [half]
    monthly = get_rule(MONTHLY, place=HOME, on=today)
    sides = get_rule("unit.inspection.sides", place=HOME, on=today).keys
    own = [
        _owed(
            f"{person.get_side_display()} · {person.name}",
            monthly,
            [one.inspected_on for one in made if one.person_id == person.pk],
            today,
            since=person.since,
        )
        for person in persons
        if person.until is None and person.side in sides
    ]
    return [half, *own, *(_special(period, made, today) for period in periods)]


def _owed(
    title: str,
    rule: Rule,
    days: list[datetime.date],
    today: datetime.date,
    *,
    since: datetime.date | None = None,
) -> Duty:
    last_on = max(days, default=None)
    begins_on = last_on or since
    due_on = deadline(begins_on, rule.period, rolls_over=False).due_at.date() if begins_on else today
    return Duty(title, rule, last_on, due_on, is_kept=last_on is not None and today <= due_on)


def _special(period: SpecialPeriod, made: list[Inspection], today: datetime.date) -> Duty:
    days = [one.inspected_on for one in made if period.starts_on <= one.inspected_on <= period.ends_on]
    rule = get_rule("unit.inspection.special", place=HOME, on=today)
    return Duty(period.name, rule, max(days, default=None), period.ends_on, is_kept=bool(days))
