"""The one place that says whether something may leave the house. In training nothing does (docs/adr/0037).

Every module that mails, calls another machine or hands out a file for a bank asks here first; a test reads the code for
modules that do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MARK = "练习样张　无效"


class NothingLeaves(Exception):
    """A training reaches nobody outside."""


def refuse_in_training() -> None:
    """Raise `NothingLeaves` in training; call it before anything goes out."""
    if settings.IS_TRAINING:
        raise NothingLeaves


class NoMail(BaseEmailBackend):
    """Stands in for the mail server in training."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send none."""
        raise NothingLeaves
