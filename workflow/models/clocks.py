"""Legal periods on subjects, their stops and extensions, and who was warned of them."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from statutes.clocks import ClockRule, Level, get_clock
from statutes.rules import RuleNotLoaded
from workflow.models.log import LogEntry
from workflow.models.subjects import AboutSubject


class Clock(AboutSubject):
    """A legal period that runs on a subject."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        MET = "met", _("met")
        LATE = "late", _("late")
        CANCELLED = "cancelled", _("cancelled")

    class Urgency(models.TextChoices):
        CALM = Level.CALM, _("calm")
        YELLOW = Level.YELLOW, _("yellow")
        RED = Level.RED, _("red")
        OVERDUE = Level.OVERDUE, _("overdue")

    rule_id = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    # What a period is counted back from (a hearing); empty for one that is counted from its start.
    event_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RUNNING)
    started_by = models.ForeignKey(
        LogEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="started_clocks"
    )
    ended_by = models.ForeignKey(
        LogEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="ended_clocks"
    )
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.CALM)
    # When the next threshold is passed; empty once there is none, or the clock has ended.
    warn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "rule_id"],
                condition=Q(outcome="running"),
                name="workflow_clock_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["running", "met", "late", "cancelled"]),
                name="workflow_clock_outcome",
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=[level.value for level in Level]), name="workflow_clock_urgency"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(outcome="running"), name="workflow_clock_due"),
            models.Index(fields=["subject_label", "subject_id"], name="workflow_clock_subject"),
            # The beat job looks at what has become due and at nothing else.
            models.Index(
                fields=["warn_at"],
                condition=Q(outcome="running", stopped_at=None),
                name="workflow_clock_warn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.due_at:%Y-%m-%d}"

    @cached_property
    def rule(self) -> ClockRule | None:
        """The rule as it stood when the clock began, or None when it is no longer loaded."""
        try:
            return get_clock(self.rule_id, on=timezone.localdate(self.started_at))
        except (RuleNotLoaded, KeyError):
            return None

    @property
    def title(self) -> str:
        """The period's name in the reader's language."""
        if self.rule is None:
            return self.rule_id
        return self.rule.title_en if (get_language() or "").startswith("en") else self.rule.title_zh

    @property
    def is_term(self) -> bool:
        """Whether it is meant to run out, so that it cannot be late."""
        return bool(self.rule and self.rule.is_term)

    @property
    def is_exact(self) -> bool:
        """Whether it runs by the hour, so that the time of the day counts."""
        return bool(self.rule and self.rule.period.unit.is_exact)

    @property
    def citation(self) -> str:
        """Where the law sets the period."""
        return str(self.rule.citation) if self.rule else ""

    @property
    def is_running(self) -> bool:
        """Whether time is being counted towards the due date."""
        return self.outcome == self.Outcome.RUNNING and self.stopped_at is None

    @property
    def remaining(self) -> datetime.timedelta:
        """The time left; negative when it has run out."""
        return self.due_at - timezone.now()


class ClockStop(models.Model):
    """A pause of a clock, with its reason; several may overlap, and no time is left out twice."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="stops")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=40, default="")
    reason = models.CharField(max_length=200)
    started_by = models.ForeignKey(
        LogEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="started_stops"
    )
    ended_by = models.ForeignKey(
        LogEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="ended_stops"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "cause"], condition=Q(ended_at=None), name="workflow_stop_once_per_cause"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class ClockExtension(models.Model):
    """An extension of a clock: who may approve it stands in the rule, the paper that did so stands here."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="extensions")
    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="extensions")
    approval_number = models.CharField(max_length=80, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "entry"], name="workflow_extension_once_per_entry")
        ]

    def __str__(self) -> str:
        return self.approval_number or str(self.until_on)


class Escalation(models.Model):
    """That somebody was told how urgent a clock has become. Each is told each level once."""

    class Audience(models.TextChoices):
        PERSON = "person", _("the responsible person")
        LEADER = "leader", _("the leader")

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="escalations")
    level = models.CharField(max_length=10, choices=Clock.Urgency)
    audience = models.CharField(max_length=10, choices=Audience)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "level", "audience"], name="workflow_escalation_once")
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.level} {self.audience}"
