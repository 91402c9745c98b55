"""Who may ask for more time for an order to rectify, and who grants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from investigations.policies import leads, may_report_rectified
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import RectificationOrder


def may_ask_extension(order: RectificationOrder, user: Any) -> Verdict:
    """Let the team lay a wish for more time before a leader, one at a time."""
    if may_report_rectified(order, user) and order.asked_until is not None:
        return refused(_("More time was asked for already. A leader decides on it."))
    return may_report_rectified(order, user)


def may_decide_extension(order: RectificationOrder, user: Any) -> Verdict:
    """Let a leader who is not on the team decide whether the unit gets more time."""
    if not leads(order.case, user):
        return refused(_("A leader decides whether the unit gets more time."))
    if order.case.is_member(user):
        return refused(_("A member of the team cannot grant more time."))
    if order.asked_until is None:
        return refused(_("Nobody has asked for more time."))
    return ALLOWED
