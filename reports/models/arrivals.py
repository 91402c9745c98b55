"""How a tip came that the staff filed, or that another department handed on."""

from __future__ import annotations

import unicodedata

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def name_known_as(text: str) -> str:
    """Write a sender always in the same way, so that it is known again on whichever way its tips come."""
    plain = (_alike(sign, unicodedata.normalize("NFKC", sign)) if sign.isalnum() else sign for sign in text)
    return "".join(sign for sign in plain if not sign.isspace())


def number_known_as(text: str) -> str:
    """Write a file number always in the same way: people type it from paper, with gaps and in small letters."""
    plain = (_alike(sign, unicodedata.normalize("NFKC", sign).upper()) for sign in text)
    return "".join(sign for sign in plain if not sign.isspace())


def _alike(sign: str, other: str) -> str:
    # A few signs become several; they stay as they are, so that what fits as typed fits as kept.
    return other if len(other) == len(sign) else sign


class Arrival(models.Model):
    """What stood on the envelope: who sent it under which number, and what the sender or the caller asks for.

    Nothing here names the reporter; where a recording lies, and when to call back, is sealed with the identity.
    """

    report = models.OneToOneField("reports.Report", on_delete=models.PROTECT, related_name="arrival")
    sender = models.CharField(_("department that handed it on"), max_length=80, blank=True)
    number = models.CharField(_("file number or register number"), max_length=80, blank=True)
    answer_by = models.DateField(_("the department asks for an answer by"), null=True, blank=True)
    is_callback_wished = models.BooleanField(_("wishes to be called back"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "number"], condition=~Q(number=""), name="reports_arrival_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.number}".strip()
