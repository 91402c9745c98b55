"""Reads of units."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from enterprises.models import Unit

SUGGESTIONS = 10


def units_matching(text: str) -> QuerySet[Unit]:
    """Return the units whose name contains `text` or whose credit code begins with it; none for an empty text."""
    text = text.strip()
    if not text:
        return Unit.objects.none()
    return Unit.objects.filter(Q(name__icontains=text) | Q(uscc__istartswith=text)).order_by("name")


def suggest_units(text: str) -> list[Unit]:
    """Return the first units to offer while somebody types."""
    return list(units_matching(text)[:SUGGESTIONS])


def find_unit(text: str) -> Unit | None:
    """Return the one unit that bears exactly this name or credit code, or None."""
    text = text.strip()
    return Unit.objects.filter(Q(name=text) | Q(uscc=text.upper())).first() if text else None
