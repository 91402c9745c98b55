"""Reads of natural disasters and of listed supervision: with their cases."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import Duty
from investigations.models import Disaster, Supervision
from investigations.selectors import case_visible_to
from notices.selectors import register_visibility
from workflow.selectors import get_by_reference


def disasters_visible_to(user: Any) -> QuerySet[Disaster]:
    """Return the disasters that `user` may see: with their cases, and all for the duty desk that takes them in."""
    disasters = Disaster.objects.select_related("case__unit", "case__lead_agency")
    if user.has_duty(Duty.DESK):
        return disasters
    return disasters.filter(case_visible_to(user))


def get_disaster(user: Any, reference: str) -> Disaster:
    """Return one disaster, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(disasters_visible_to(user), reference)


def supervisions_visible_to(user: Any) -> QuerySet[Supervision]:
    """Return the listed supervision that `user` may see: with its case."""
    supervisions = Supervision.objects.select_related("case__unit", "case__lead_agency")
    return supervisions.filter(case_visible_to(user))


def get_supervision(user: Any, reference: str) -> Supervision:
    """Return one listing, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(supervisions_visible_to(user), reference)


register_visibility(Disaster.label(), disasters_visible_to)
register_visibility(Supervision.label(), supervisions_visible_to)
