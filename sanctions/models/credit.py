"""What was handed to the credit-information platform, row by row, and what it answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from sanctions import policies_credit as policies
from sanctions.models.penalties import Penalty
from workflow.models import Subject
from workflow.transitions import transition


class HandoverState(models.TextChoices):
    """Where a handover to the platform stands."""

    DRAWN = "drawn", _("Drawn up")
    ANSWERED = "answered", _("Answered by the platform")
    DISCARDED = "discarded", _("Discarded")


class RowFate(models.TextChoices):
    """What a row is, and what the platform said of it."""

    READY = "ready", _("Ready")
    FAULTY = "faulty", _("Held back: something is wrong")
    ACCEPTED = "accepted", _("Taken by the platform")
    REJECTED = "rejected", _("Refused by the platform")


class Handover(Subject):
    """The penalties that go to the credit-information platform together."""

    PREFIX = "GS"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=HandoverState.choices,
        default=HandoverState.DRAWN,
        protected=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("handover to the platform")
        verbose_name_plural = _("handovers to the platform")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in HandoverState]),
                name="sanctions_handover_state",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this handover."""
        return reverse("sanctions:handover", args=[self.reference])

    @transition(
        field=state,
        source=HandoverState.DRAWN,
        target=HandoverState.ANSWERED,
        permission=policies.may_hand_over,
        label=_("Bring the answer of the platform"),
        is_reversible=False,
    )
    def answer(self) -> None:
        """Take what the platform said of each row."""

    @transition(
        field=state,
        source=HandoverState.DRAWN,
        target=HandoverState.DISCARDED,
        permission=policies.may_hand_over,
        label=_("Discard the handover"),
        is_reversible=False,
    )
    def discard(self) -> None:
        """Give it up: its rows go into the next one."""


class HandoverRow(models.Model):
    """A penalty as it is handed over; plain values, frozen."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="rows")
    penalty = models.ForeignKey(Penalty, on_delete=models.PROTECT, related_name="handover_rows")
    facts = models.JSONField()
    # Pairs of a field and a kind of fault; a row with any is held back.
    faults = models.JSONField(default=list)
    fate = models.CharField(max_length=10, choices=RowFate)
    answer = models.CharField(_("what the platform said"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "penalty"], name="sanctions_row_once"),
            models.CheckConstraint(
                condition=Q(fate__in=[fate.value for fate in RowFate]), name="sanctions_row_fate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover_id}: {self.penalty_id}"
