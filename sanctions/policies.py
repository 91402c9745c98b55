"""Who may move a penalty proceeding and a listing. Investigator, reviewer and decider are different people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Listing, Penalty


def may_handle(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators of the case carry the proceeding (two officers, Penalties Law art. 42)."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR) and penalty.case.is_member(user):
        return ALLOWED
    return refused(_("Only an investigator of this case handles its penalty."))


def may_review(penalty: Penalty, user: Any) -> Verdict:
    """Let a legal reviewer who did not investigate check the file (art. 58)."""
    if user is None or not user.has_duty(Duty.REVIEWER):
        return refused(_("Only a legal reviewer reviews a penalty."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot review the penalty."))
    return ALLOWED


def may_decide(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader who did not investigate decide (art. 57)."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader decides on a penalty."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot decide on the penalty."))
    return ALLOWED


def may_record_payment(penalty: Penalty, user: Any) -> Verdict:
    """Let finance note what reached the treasury; officers never take money (art. 67)."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only finance records what reached the treasury."))


def may_annul(penalty: Penalty, user: Any) -> Verdict:
    """Let the leader and the case's investigators take a mistaken move back together."""
    if user is not None and (user.has_duty(Duty.LEADER) or penalty.case.is_member(user)):
        return ALLOWED
    return refused(_("Only a leader and the investigators of the case can annul a move of its penalty."))


def may_handle_listing(listing: Listing, user: Any) -> Verdict:
    """Let the investigators of the case carry the listing (who penalises, lists)."""
    if may_handle(listing.penalty, user):
        return ALLOWED
    return refused(_("Only an investigator of the case handles its listing: who penalises, lists."))


def may_decide_listing(listing: Listing, user: Any) -> Verdict:
    """Let a leader who did not handle it decide on the listing."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader decides on a listing."))
    if listing.penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot decide on the listing."))
    return ALLOWED


def may_remove(listing: Listing, user: Any) -> Verdict:
    """Let the calendar or a leader end a listing."""
    return ALLOWED if user is None else may_decide_listing(listing, user)
