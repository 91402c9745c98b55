"""Which tips a reward still needs: nothing sealed in them is destroyed meanwhile."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from reports.keeping import keeps
from rewards.models import Reward
from rewards.states import OPEN


@keeps
def being_rewarded() -> QuerySet[Any, Any]:
    """Return the tips whose reward is not settled."""
    return Reward.objects.filter(state__in=OPEN).values("report")
