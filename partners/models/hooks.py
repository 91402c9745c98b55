"""Where a partner wants to be called, and every call: what was told, whether it arrived, when it is tried again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.partners import Partner
from partners.states import Event
from workflow.models import LogEntry


class Hook(models.Model):
    """The address of a partner's program, with the secret by which it knows us, sealed under the worker's key."""

    partner = models.OneToOneField(Partner, on_delete=models.PROTECT, related_name="hook")
    address = models.URLField(_("address"), max_length=300)
    sealed_secret = models.BinaryField()
    # The one before signs along for a day, so that the partner can change over without losing a call.
    former_secret = models.BinaryField(blank=True, default=b"")
    former_until = models.DateTimeField(null=True, blank=True)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.partner_id}"


class Call(models.Model):
    """One event told to one hook. It names the file and says nothing of it."""

    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="calls")
    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=30, choices=Event)
    reference = models.CharField(max_length=30)
    attempts = models.PositiveIntegerField(default=0)
    # When it is tried next; empty once it arrived or was given up.
    next_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    arrived_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hook", "entry"], name="partners_called_once_for_an_entry"),
            models.CheckConstraint(
                condition=Q(event__in=[event.value for event in Event]), name="partners_call_event"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(arrived_at=None), name="partners_call_pending")
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.reference}"

    @property
    def is_given_up(self) -> bool:
        """Whether it is tried no more until somebody presses the button."""
        return self.arrived_at is None and self.next_at is None
