"""Which tips a case still needs: nothing sealed in them is destroyed meanwhile."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from investigations.models import Case
from investigations.states import OPEN
from reports.keeping import keeps


@keeps
def under_investigation() -> QuerySet[Any, Any]:
    """Return the tips whose case is open."""
    return Case.objects.filter(state__in=OPEN).exclude(report=None).values("report")
