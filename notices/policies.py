"""Who may do what to a paper. Issuing is the policy of the move that issues it, on a higher floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from notices.models import Notice

CASE_WORK = (Duty.DESK, Duty.INVESTIGATOR, Duty.REVIEWER, Duty.LEADER, Duty.REWARDS, Duty.SUPERVISION)


def may_retry(notice: Notice, user: Any) -> Verdict:
    """Whoever works on files may have a failed paper printed again; it changes no word of it."""
    if user is not None and user.has_duty(*CASE_WORK):
        return ALLOWED
    return refused(_("Only a person who works on files can have a paper printed again."))


def may_void(notice: Notice, user: Any) -> Verdict:
    """A leader voids a paper; its number stays taken."""
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("Only a leader can void a paper that has been issued."))
