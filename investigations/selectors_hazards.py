"""Reads of the register of major hazards. A hazard is seen with its case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from investigations.models import MajorHazard
from investigations.selectors import case_visible_to
from notices.selectors import register_visibility
from workflow.selectors import get_by_reference


def hazards_visible_to(user: Any) -> QuerySet[MajorHazard]:
    """Return the major hazards that `user` may see: with their cases."""
    hazards = MajorHazard.objects.select_related("case__unit", "item__order", "proof").prefetch_related(
        "item__steps"
    )
    return hazards.filter(case_visible_to(user))


def get_hazard(user: Any, reference: str) -> MajorHazard:
    """Return one major hazard, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(hazards_visible_to(user), reference)


register_visibility(MajorHazard.label(), hazards_visible_to)
