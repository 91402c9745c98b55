"""Which tips a penalty still needs: nothing sealed in them is destroyed meanwhile."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from reports.keeping import keeps
from sanctions.models import Penalty
from sanctions.states import OPEN


@keeps
def in_proceedings() -> QuerySet[Any, Any]:
    """Return the tips that led to a penalty whose proceeding is open."""
    return Penalty.objects.filter(state__in=OPEN).exclude(case__report=None).values("case__report")
