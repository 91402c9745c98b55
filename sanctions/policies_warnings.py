"""Who may move an interview and an exposure: neither is a penalty; handling, reading and deciding are apart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused


def may_handle(subject: Any, user: Any) -> Verdict:
    """Let the investigators of the case prepare and follow it."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR) and subject.case.is_member(user):
        return ALLOWED
    return refused(_("Only an investigator of the case does this."))


def may_review(subject: Any, user: Any) -> Verdict:
    """Let a legal reviewer who did not investigate read the text."""
    if user is None or not user.has_duty(Duty.REVIEWER):
        return refused(_("Only a legal reviewer reads the text for privacy."))
    if subject.case.is_member(user):
        return refused(_("A member of the investigating team cannot read it for privacy."))
    return ALLOWED


def may_decide(subject: Any, user: Any) -> Verdict:
    """Let a leader who did not investigate decide."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader decides on this."))
    if subject.case.is_member(user):
        return refused(_("A member of the investigating team cannot decide on this."))
    return ALLOWED


def may_annul(subject: Any, user: Any) -> Verdict:
    """Let the leader and the case's investigators take a mistaken move back together."""
    if user is not None and (user.has_duty(Duty.LEADER) or subject.case.is_member(user)):
        return ALLOWED
    return refused(_("Only a leader and the investigators of the case can annul this move."))


def may_propose(case: Any, user: Any) -> Verdict:
    """Let the investigators of a case bring an interview or an exposure of its unit up."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR) and case.is_member(user):
        return ALLOWED
    return refused(_("Only an investigator of the case does this."))
