"""Who may list a major hazard for supervision, and take it off the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from investigations.policies import leads, may_report_rectified
from investigations.states import OrderState
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import MajorHazard, RectificationOrder


def may_register(order: RectificationOrder, user: Any) -> Verdict:
    """Let the team put on the register what it ordered to be rectified, each item once."""
    if not may_report_rectified(order, user):
        return may_report_rectified(order, user)
    if order.state == OrderState.CANCELLED:
        return refused(_("This order was cancelled."))
    if all(hasattr(item, "hazard") for item in order.items.all()):
        return refused(_("This hazard is on the register already."))
    return ALLOWED


def may_supervise(hazard: MajorHazard, user: Any) -> Verdict:
    """Let a leader who is not on the team decide on listed supervision."""
    if not leads(hazard.case, user):
        return refused(_("A leader decides on listed supervision."))
    if hazard.case.is_member(user):
        return refused(_("A member of the team cannot decide on its own hazard."))
    return ALLOWED


def may_lift(hazard: MajorHazard, user: Any) -> Verdict:
    """Let a leader lift it once two officers have found on the spot that it is gone."""
    if may_supervise(hazard, user) and not hazard.item.is_done:
        return refused(_("No recheck has found this hazard gone."))
    return may_supervise(hazard, user)
