"""Interviews 约谈 of units: a plan, a notice, minutes with measures and their days, a written report, the end."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations.models import Case
from sanctions import policies_warnings as policies
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class InterviewState(models.TextChoices):
    """Where an interview stands."""

    PROPOSED = "proposed", _("Proposed")
    PLANNED = "planned", _("Planned")
    ANNOUNCED = "announced", _("Notice given")
    HELD = "held", _("Held")
    REPORTED = "reported", _("Report received")
    CLOSED = "closed", _("Closed")
    FAILED = "failed", _("Not complied with")
    DISMISSED = "dismissed", _("Not held")
    CANCELLED = "cancelled", _("Cancelled")


class Interview(Subject):
    """An interview of those in charge of a unit. It is no penalty; it reminds, warns and pushes to put right."""

    PREFIX = "YT"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=InterviewState.choices,
        default=InterviewState.PROPOSED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="interviews")
    # Which trigger of the rules brought it up; empty when a person did.
    trigger = models.CharField(max_length=40, blank=True)
    interviewee = models.CharField(_("who is interviewed"), max_length=60, blank=True)
    problems = models.TextField(_("problems"), blank=True)
    planned_at = models.DateTimeField(_("time of the interview"), null=True, blank=True)
    place = models.CharField(_("place of the interview"), max_length=120, blank=True)
    held_on = models.DateField(null=True, blank=True)
    present = models.CharField(_("who was present"), max_length=300, blank=True)
    reply = models.TextField(_("reply of the party"), blank=True)
    # Lines of {"measure": text, "due_on": day}.
    measures = models.JSONField(default=list)
    reported_on = models.DateField(null=True, blank=True)
    report = models.TextField(_("what the party reports"), blank=True)

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in InterviewState]),
                name="sanctions_interview_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "reported", "closed"]) | (~Q(measures=[]) & ~Q(held_on=None)),
                name="sanctions_no_interview_without_measures",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state__in=["closed", "failed", "dismissed", "cancelled"]),
                name="sanctions_one_interview_at_a_time",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this interview."""
        return reverse("sanctions:interview", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.unit.name}约谈"

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=[InterviewState.PROPOSED, InterviewState.PLANNED],
        target=InterviewState.PLANNED,
        permission=policies.may_handle,
        label=_("Plan the interview"),
        act=("interview", "handle"),
    )
    def plan(self, *, interviewee: str, problems: str, planned_at: Any, place: str) -> None:
        """Set down who is interviewed, about what, when and where."""
        self.interviewee, self.problems = interviewee, problems
        self.planned_at, self.place = planned_at, place

    @transition(
        field=state,
        source=InterviewState.PLANNED,
        target=InterviewState.ANNOUNCED,
        permission=policies.may_decide,
        label=_("Approve the plan and give notice"),
        act=("interview", "decide"),
    )
    def announce(self) -> None:
        """Approve the plan before the start, and give notice."""

    @transition(
        field=state,
        source=InterviewState.ANNOUNCED,
        target=InterviewState.HELD,
        permission=policies.may_handle,
        label=_("Record the minutes"),
        act=("interview", "handle"),
    )
    def hold(self, *, held_on: Any, present: str, reply: str, measures: list[dict[str, str]]) -> None:
        """Record the minutes: the reply, and each measure with its day."""
        self.held_on, self.present = held_on, present
        self.reply, self.measures = reply, measures

    @transition(
        field=state,
        source=InterviewState.HELD,
        target=InterviewState.REPORTED,
        permission=policies.may_handle,
        label=_("Record the written report"),
        act=("interview", "handle"),
    )
    def report_back(self, *, reported_on: Any, report: str) -> None:
        """Record what the party reports in writing of its measures."""
        self.reported_on, self.report = reported_on, report

    @transition(
        field=state,
        source=InterviewState.REPORTED,
        target=InterviewState.CLOSED,
        permission=policies.may_decide,
        label=_("Close the interview"),
        act=("interview", "decide"),
    )
    def close(self) -> None:
        """Close it: the measures were carried out, as the follow-up found."""

    @transition(
        field=state,
        source=[InterviewState.ANNOUNCED, InterviewState.HELD, InterviewState.REPORTED],
        target=InterviewState.FAILED,
        permission=policies.may_decide,
        label=_("Note that it was not complied with"),
        act=("interview", "decide"),
    )
    def fail(self) -> None:
        """Note that the party stayed away, sent somebody else, or did not carry out its measures."""

    @transition(
        field=state,
        source=[InterviewState.PROPOSED, InterviewState.PLANNED],
        target=InterviewState.DISMISSED,
        permission=policies.may_decide,
        label=_("Hold no interview"),
        act=("interview", "decide"),
    )
    def dismiss(self) -> None:
        """Decide that no interview is held."""

    @transition(
        field=state,
        source=InterviewState.PROPOSED,
        target=InterviewState.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the findings that brought it up, when those were annulled."""
