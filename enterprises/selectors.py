"""Reads of units."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet

from accounts.models import User
from accounts.selectors import recused_people, without_recused
from enterprises.models import Inspection, ResponsiblePerson, SpecialPeriod, Tie, Unit
from workflow.models import Subject
from workflow.words import Holding, holding

SUGGESTIONS = 10
# A telephone writes the brackets of a name in either width.
_NARROW, _WIDE = str.maketrans("（）", "()"), str.maketrans("()", "（）")
M = TypeVar("M", bound=Model)


def units_matching(text: str) -> QuerySet[Unit]:
    """Return the units whose name contains `text` or whose credit code begins with it; none for an empty text."""
    text = text.strip()
    if not text:
        return Unit.objects.none()
    coded = Holding(Q(uscc__istartswith=text), Q(uscc__pairs=text))
    return Unit.objects.filter((_named(text) | coded).rows).order_by("name")


def units_known_by(text: str, prefix: str = "") -> Holding:
    """Say which units are known by a part of their name, of their code, or of the name of who represents them.

    `prefix` leads to the unit from another kind of row.
    """
    other = holding(f"{prefix}uscc", text) | holding(f"{prefix}legal_representative", text)
    return _named(text, prefix) | other


def _named(text: str, prefix: str = "") -> Holding:
    narrow, wide = (holding(f"{prefix}name", text.translate(width)) for width in (_NARROW, _WIDE))
    return narrow if narrow == wide else narrow | wide


def units_led_by(name: str) -> QuerySet[Unit]:
    """Return the units of which somebody of this name is a responsible person today."""
    people = ResponsiblePerson.objects.filter(holding("name", name).rows, until=None)
    return Unit.objects.filter(pk__in=people.values("unit"))


def suggest_units(text: str) -> list[Unit]:
    """Return the first units to offer while somebody types."""
    return list(units_matching(text)[:SUGGESTIONS])


def find_unit(text: str) -> Unit | None:
    """Return the one unit that bears exactly this name or credit code, or None."""
    text = text.strip()
    spellings = (text, text.translate(_NARROW), text.translate(_WIDE))
    return Unit.objects.filter(Q(name__in=spellings) | Q(uscc=text.upper())).first() if text else None


def persons_of(unit: Unit) -> list[ResponsiblePerson]:
    """Return the responsible persons of a unit by side, those of today before those of earlier days."""
    return list(unit.responsible_persons.order_by("side", F("until").desc(nulls_first=True), "-since"))


def inspections_of(unit: Unit, *, since: datetime.date) -> list[Inspection]:
    """Return the inspections of a unit since a day, the newest first."""
    made = unit.inspections.filter(inspected_on__gte=since).select_related("person")
    return list(made.order_by("-inspected_on", "-pk"))


def running_periods(today: datetime.date) -> QuerySet[SpecialPeriod]:
    """Return the special periods of today."""
    return SpecialPeriod.objects.filter(starts_on__lte=today, ends_on__gte=today).order_by("ends_on")


def ties_of(user: Any) -> QuerySet[Tie]:
    """Return the ties that a person has declared and not ended."""
    return Tie.objects.filter(user=user, ended_at=None).select_related("unit").order_by("unit__name")


def people_tied_to(name: str) -> list[User]:
    """Return who is tied to a unit of this name, or to one whose name holds it or is held in it."""
    name = name.strip()
    # Ties are few and units many: asked for both together, SQLite reads the names of all units on every filing.
    ties = list(Tie.objects.filter(ended_at=None).values_list("user", "unit")) if name else []
    names = dict(Unit.objects.filter(pk__in={unit for _user, unit in ties}).values_list("pk", "name"))
    tied = {user for user, unit in ties if name in names[unit] or names[unit] in name}
    return list(User.objects.filter(pk__in=tied)) if tied else []


def without_conflicts(
    subjects: QuerySet[M], user: Any, *, unit: str, columns: Mapping[str, str]
) -> QuerySet[M]:
    """Leave out what a person is kept away from: files about a unit they are tied to, and files they are recused from.

    `unit` names the column of the unit, `columns` those of the files (see `accounts.selectors.without_recused`).
    """
    if tied := _tied_units(user):
        subjects = subjects.exclude(**{f"{unit}__in": tied})
    return without_recused(subjects, user, columns)


def _tied_units(user: Any) -> frozenset[int]:
    """Return the units that a person is tied to today. One query per request, as for their duties."""
    tied: frozenset[int] | None = getattr(user, "tied_units", None)
    if tied is None:
        tied = user.tied_units = frozenset(user.ties.filter(ended_at=None).values_list("unit", flat=True))
    return tied


def people_in_conflict(*files: Subject | None, unit: Unit | None) -> QuerySet[User]:
    """Return who is kept away from one of the files, or tied to the unit."""
    tied = Tie.objects.filter(unit=unit, ended_at=None) if unit else Tie.objects.none()
    return User.objects.filter(Q(pk__in=recused_people(*files).values("pk")) | Q(pk__in=tied.values("user")))
