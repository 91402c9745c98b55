"""Who hands penalties over to the credit-information platform."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

KEEPERS = (Duty.REVIEWER, Duty.LEADER)


def may_hand_over(handover: Any, user: Any) -> Verdict:
    """Let the legal reviewers and the leader, who see every penalty, hand them over."""
    if user is not None and user.has_duty(*KEEPERS):
        return ALLOWED
    return refused(_("Legal reviewers and leaders hand penalties over to the platform."))
