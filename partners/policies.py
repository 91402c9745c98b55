"""Who may do what about partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from partners.models import Partner


def may_connect(user: Any) -> Verdict:
    """Let the administrator connect partners; it gives nobody on the staff a tip to read."""
    if user is not None and user.has_duty(Duty.ADMIN):
        return ALLOWED
    return refused(_("Only the administrator connects partners."))


def may_manage(partner: Partner, user: Any) -> Verdict:
    """Let the administrator make and withdraw keys."""
    return may_connect(user)
