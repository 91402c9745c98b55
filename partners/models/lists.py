"""A hotline's list of a day: checked line by line, then filed line by line. What it says lies sealed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from partners import policies
from partners.models.partners import Partner
from partners.states import BatchState, LineState
from reports.models import Report
from workflow.models import Subject
from workflow.transitions import transition


class Batch(Subject):
    """An uploaded list. Its lines are sealed under a key of its own, which is sealed to the desk.

    Only a session of the desk can file from it, and when it is closed the key is destroyed, and with it whatever the
    lines still hold.
    """

    PREFIX = "DR"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=BatchState.choices,
        default=BatchState.CHECKED,
        protected=True,
        editable=False,
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="batches")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The headings of columns that nobody knew, as they stood in the file.
    unused_columns = models.JSONField(default=list)

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BatchState]), name="partners_batch_state"
            )
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this list."""
        return reverse("imports:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list: from whom it came."""
        return self.partner.name

    @transition(
        field=state,
        source=BatchState.CHECKED,
        target=BatchState.FILING,
        permission=policies.may_import,
        label=_("File the good lines"),
        is_reversible=False,
    )
    def release(self) -> None:
        """Let the good lines be filed."""

    @transition(
        field=state,
        source=[BatchState.CHECKED, BatchState.FILING],
        target=BatchState.CLOSED,
        permission=policies.may_close_batch,
        label=_("Close the list"),
        is_reversible=False,
    )
    def close(self) -> Any:
        """Close it for good: what the lines still hold can be read no more."""


class Line(models.Model):
    """One line of a list. Its faults name fields and kinds, never what stands there."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=LineState)
    faults = models.JSONField(default=list)
    sealed = models.BinaryField(blank=True, default=b"")
    report = models.OneToOneField(
        Report, null=True, blank=True, on_delete=models.PROTECT, related_name="imported_as"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="partners_line_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in LineState]), name="partners_line_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=LineState.FILED) | Q(report__isnull=False), name="partners_line_filed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
