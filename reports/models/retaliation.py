"""That a reporter says they were punished for reporting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from reports import policies
from reports.models.tips import Report
from reports.states import RetaliationState
from workflow.models import Subject
from workflow.transitions import transition


class Retaliation(Subject):
    """A report of retaliation 打击报复. Its words lie sealed to the supervision duty; a case of its own follows it."""

    PREFIX = "BF"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=RetaliationState.choices,
        default=RetaliationState.RAISED,
        protected=True,
        editable=False,
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="retaliations")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report of retaliation")
        verbose_name_plural = _("reports of retaliation")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RetaliationState]),
                name="reports_retaliation_state",
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="raised"), name="reports_retaliation_one_at_a_time"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this report of retaliation."""
        return reverse("protection:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return str(self._meta.verbose_name)

    @property
    def is_internal(self) -> bool:
        """Whether it follows a report against the office itself, which the supervision duty leads."""
        return self.report.is_internal

    @transition(
        field=state,
        source=RetaliationState.RAISED,
        target=RetaliationState.ANSWERED,
        permission=policies.may_answer,
        label=_("Answer"),
        is_automatic=True,
        is_reversible=False,
    )
    def answer(self) -> None:
        """Tell the reporter what was found."""
        self.answered_at = timezone.now()
