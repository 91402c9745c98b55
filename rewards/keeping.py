"""Which tips a reward still needs: nothing sealed in them is destroyed meanwhile. Which papers its reporter got."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from reports.archiving import papers_about, tells
from reports.keeping import keeps
from reports.models import Report
from rewards.models import Reward
from rewards.states import OPEN


@keeps
def being_rewarded() -> QuerySet[Any, Any]:
    """Return the tips whose reward is not settled."""
    return Reward.objects.filter(state__in=OPEN).values("report")


@tells
def of_rewards(report: Report) -> Q:
    """Say which papers about the reward of a tip lie in the volume of what its reporter was told."""
    return papers_about(Reward, Reward.objects.filter(report=report))
