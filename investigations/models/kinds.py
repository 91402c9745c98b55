"""The facts of kinds of cases: the targets of a crackdown, the complaint about a safety-service body."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import Agency
from enterprises.models import Unit
from investigations import policies
from investigations.models.cases import Case
from investigations.states import TargetState, VisitResult, Wrong
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Target(Subject):
    """A unit that an agency has to visit in a joint crackdown, and what it found there."""

    PREFIX = "MB"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=TargetState.choices,
        default=TargetState.PLANNED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="targets")
    planned_on = models.DateField(_("to be visited by"))
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    visited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(_("result"), max_length=12, choices=VisitResult, blank=True)
    found = models.CharField(_("what was found"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TargetState]),
                name="investigations_target_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="visited") | (~Q(result="") & Q(visited_on__isnull=False)),
                name="investigations_visit_has_a_result",
            ),
            models.UniqueConstraint(
                fields=["case", "unit", "agency"],
                condition=~Q(state="cancelled"),
                name="investigations_target_once_an_agency",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the case, where its targets stand."""
        return f"{self.case.get_absolute_url()}#{self.reference}"

    @property
    def title(self) -> str:
        """The unit, and who visits it."""
        return f"{self.unit.name} · {self.agency.name}"

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=TargetState.PLANNED,
        target=TargetState.VISITED,
        permission=policies.may_visit,
        label=_("Record the visit"),
    )
    def visit(self, *, visited_on: datetime.date, visited_by: Any, result: str, found: str) -> None:
        """Say what the agency found."""
        self.visited_on, self.visited_by = visited_on, visited_by
        self.result, self.found = result, found

    @transition(
        field=state,
        source=TargetState.PLANNED,
        target=TargetState.CANCELLED,
        permission=policies.may_drop_target,
        label=_("Take the target off"),
    )
    def cancel(self) -> None:
        """Take a unit off that need not be visited."""


class ServiceComplaint(models.Model):
    """What a safety-service body is said to have done, and for whom it worked. One a case."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="complaint")
    wrong = models.CharField(_("what it is said to have done"), max_length=20, choices=Wrong)
    client = models.CharField(_("for whom it worked"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wrong__in=[wrong.value for wrong in Wrong]), name="investigations_service_wrong"
            )
        ]

    def __str__(self) -> str:
        return self.get_wrong_display()
