"""A unit's whole picture: who is responsible, what is owed, which files a person may see, and whether it stands out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from desk.selectors.seeking import Shelf, shelves_of_unit
from enterprises.coverage import Duty, duties_of
from enterprises.models import Inspection, ResponsiblePerson, Unit
from enterprises.selectors import inspections_of, persons_of, running_periods
from statutes.calendar import deadline
from statutes.periods import Period
from statutes.rules import HOME, Rule, get_rule

# No duty to inspect looks back further.
YEARS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """What the page of a unit shows to one person."""

    persons: list[ResponsiblePerson]
    earlier: list[ResponsiblePerson]
    inspections: list[Inspection]
    duties: list[Duty]
    shelves: list[Shelf]
    recent: int
    repeat_rule: Rule

    @property
    def is_repeat_target(self) -> bool:
        """Whether so many files came together lately that the unit gets a focused inspection."""
        return self.recent >= self.repeat_rule.number


def picture_of(unit: Unit, user: Any) -> Picture:
    """Return the picture; three queries and one a shelf, however much there is."""
    today = timezone.localdate()
    persons = persons_of(unit)
    inspections = inspections_of(unit, since=today.replace(month=1, day=1, year=today.year - YEARS_SHOWN))
    shelves = shelves_of_unit(user, unit)
    window = get_rule("unit.repeat.window", place=HOME, on=today).period
    return Picture(
        persons=[person for person in persons if person.until is None],
        earlier=[person for person in persons if person.until is not None],
        inspections=inspections,
        duties=duties_of(
            unit, persons=persons, inspections=inspections, periods=running_periods(today), today=today
        ),
        shelves=shelves,
        recent=_recent(shelves, window, today),
        repeat_rule=get_rule("unit.repeat.count", place=HOME, on=today),
    )


def _recent(shelves: list[Shelf], window: Period, today: datetime.date) -> int:
    """Count the matters that began within the window: a tip, its case and its penalty are one."""
    began = [
        file
        for shelf in shelves
        for file in shelf.subjects
        if deadline(timezone.localdate(file.created_at), window, rolls_over=False).due_at.date() >= today
    ]
    behind = {("reports.report", file.report_id) for file in began if getattr(file, "report_id", None)}
    behind |= {("investigations.case", file.case_id) for file in began if getattr(file, "case_id", None)}
    behind |= {("sanctions.penalty", file.penalty_id) for file in began if getattr(file, "penalty_id", None)}
    return sum((file.label(), file.pk) not in behind for file in began)
