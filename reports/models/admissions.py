"""What is remembered of visitors: that a ticket opened a door."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Admission(models.Model):
    """A ticket that has opened a door of the public site. It says when, not who or what; hours later it goes."""

    class Door(models.TextChoices):
        FILE = "file", _("sending a report")
        LOOK = "look", _("opening a report with its receipt")

    class Way(models.TextChoices):
        WORK = "work", _("worked for")
        WAIT = "wait", _("waited for")

    nonce = models.CharField(max_length=32, unique=True)
    door = models.CharField(max_length=4, choices=Door)
    way = models.CharField(max_length=4, choices=Way)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["door", "way", "-at"], name="reports_admission_budget")]
        constraints = [
            models.CheckConstraint(
                condition=Q(door__in=["file", "look"], way__in=["work", "wait"]),
                name="reports_admission_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.way}"
