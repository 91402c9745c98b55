"""Who may bring the treasury's files of payments: finance alone; officers never take money (Penalties Law art. 67)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused


def may_book(remittance: Any, user: Any) -> Verdict:
    """Let finance book or discard a file of payments."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only finance records what reached the treasury."))
