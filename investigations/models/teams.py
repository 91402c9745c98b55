"""Joint teams: who sits on them, for whom, with which tasks, and who has read what."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.grants import ObjectGrant
from investigations import policies
from investigations.models.cases import Case
from investigations.states import Role, TaskState
from statutes.investigation import SEATS_ZH
from workflow.models import AboutSubject, Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class CaseGrant(ObjectGrant):
    """A grant on one case; it begins and ends with membership in the team."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)


class TeamMember(models.Model):
    """A person on a joint team, for their agency."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    # What the person declared about the matter when they joined; who has an interest in it does not.
    declaration = models.CharField(max_length=300, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(left_at=None), name="investigations_member_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(role="head", left_at=None), name="investigations_one_head"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="investigations_member_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class Delegate(models.Model):
    """Somebody without an account who sits on a team: sent for a seat of the law, invited, or an expert."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="delegates")
    name = models.CharField(_("name and post"), max_length=60)
    agency_name = models.CharField(_("sent by"), max_length=100)
    # One of the seats of the law (statutes.investigation); empty for an expert.
    seat = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    declaration = models.CharField(max_length=300, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name", "agency_name"],
                condition=Q(left_at=None),
                name="investigations_delegate_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="investigations_delegate_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seat_title(self) -> str:
        """The seat in the words of the law."""
        return SEATS_ZH.get(self.seat, "")


class Task(Subject):
    """What a member of the team has to do by a day: set, done, checked by somebody else."""

    PREFIX = "RW"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=TaskState.choices,
        default=TaskState.SET,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(_("what is to be done"), max_length=200)
    due_on = models.DateField(_("due on"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tasks")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=1000, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TaskState]), name="investigations_task_state"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("done_by")),
                name="investigations_task_two_people",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the case, where its tasks stand."""
        return f"{self.case.get_absolute_url()}#{self.reference}"

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.state == TaskState.SET and self.due_on < timezone.localdate()

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=TaskState.SET,
        target=TaskState.DONE,
        permission=policies.may_do_task,
        label=_("Report the task as done"),
    )
    def report_done(self, *, result: str, done_by: Any) -> None:
        """Say what came of it."""
        self.result, self.done_by, self.done_at = result, done_by, timezone.now()

    @transition(
        field=state,
        source=TaskState.DONE,
        target=TaskState.CHECKED,
        permission=policies.may_check_task,
        label=_("Check the task"),
    )
    def check_done(self, *, checked_by: Any) -> None:
        """Find that it is done."""
        self.checked_by = checked_by

    @transition(
        field=state,
        source=TaskState.DONE,
        target=TaskState.SET,
        permission=policies.may_check_task,
        label=_("Give the task back"),
    )
    def give_back(self, *, due_on: datetime.date) -> None:
        """Find that it is not done; a new date is set."""
        self.due_on, self.done_by, self.done_at = due_on, None, None

    @transition(
        field=state,
        source=[TaskState.SET, TaskState.DONE],
        target=TaskState.CANCELLED,
        permission=policies.may_set_this_task,
        label=_("Cancel the task"),
    )
    def cancel(self) -> None:
        """End what is no longer needed."""

    @transition(
        field=state,
        source=TaskState.SET,
        target=None,
        permission=policies.may_hand_on_task,
        label=_("Hand the task on"),
        is_automatic=True,
        is_reversible=False,
    )
    def hand_on(self, *, person: Any) -> None:
        """Put it into another member's hands, with everything else that somebody who leaves has."""
        self.person = person


class Reading(AboutSubject):
    """That a member of the team has read a paper, or findings, of the case."""

    member = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "subject_label", "subject_id"], name="investigations_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.subject_label} {self.subject_id}"
