"""Holding a tip beyond its time, and destroying what is sealed in it when its time is over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from reports import policies
from reports.models.tips import Report
from reports.states import DisposalState
from workflow.models import Subject
from workflow.transitions import transition


class Hold(models.Model):
    """A reason to keep what is sealed in a tip beyond its time, such as a suit; nothing is destroyed meanwhile."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField(_("reason"))
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(lifted_at=None), name="reports_held_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}"


class Disposal(Subject):
    """The destruction of what is sealed in a tip: a custodian proposes it, another person carries it out."""

    PREFIX = "XH"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=DisposalState.choices,
        default=DisposalState.PROPOSED,
        protected=True,
        editable=False,
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disposals")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What proves it: for each thing destroyed, what it was and the digest of its ciphertext.
    proof = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DisposalState]), name="reports_disposal_state"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="reports_disposal_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state=DisposalState.DESTROYED) | Q(decided_by__isnull=False),
                name="reports_disposal_decided",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=~Q(state=DisposalState.DECLINED),
                name="reports_disposed_once",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this disposal."""
        return reverse("keeping:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list: the tip it is about."""
        return self.report.reference

    @transition(
        field=state,
        source=DisposalState.PROPOSED,
        target=DisposalState.DESTROYED,
        permission=policies.may_dispose,
        label=_("Destroy what is sealed"),
        is_reversible=False,
    )
    def destroy(self, *, by: Any, proof: Any) -> None:
        """Destroy it for good; only the proof stays."""
        self.decided_by, self.proof = by, proof

    @transition(
        field=state,
        source=DisposalState.PROPOSED,
        target=DisposalState.DECLINED,
        permission=policies.may_dispose,
        label=_("Keep it"),
        is_reversible=False,
    )
    def decline(self, *, by: Any) -> None:
        """Keep it for now, with the reason; it can be proposed again."""
        self.decided_by = by
