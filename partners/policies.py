"""Who may do what about partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from partners.states import BatchState, LineState
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from partners.models import Batch, Partner


def may_connect(user: Any) -> Verdict:
    """Let the administrator connect partners; it gives nobody on the staff a tip to read."""
    if user is not None and user.has_duty(Duty.ADMIN):
        return ALLOWED
    return refused(_("Only the administrator connects partners."))


def may_manage(partner: Partner, user: Any) -> Verdict:
    """Let the administrator make and withdraw keys."""
    return may_connect(user)


def may_import(subject: Any, user: Any) -> Verdict:
    """Let the intake desk import lists and file from them."""
    if user is not None and user.has_duty(Duty.DESK):
        return ALLOWED
    return refused(_("Only the intake desk imports lists."))


def may_close_batch(batch: Batch, user: Any) -> Verdict:
    """Let the intake desk close a list once nothing in it waits to be filed."""
    if batch.state == BatchState.FILING and batch.lines.filter(state=LineState.GOOD).exists():
        return refused(_("Lines are still waiting to be filed."))
    return may_import(batch, user)
