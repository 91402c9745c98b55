"""What the engine keeps: the log (which is the outbox), its seals, separated acts, clocks, annulments."""

from __future__ import annotations

import datetime
import re
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from statutes.clocks import ClockRule, get_clock
from statutes.rules import RuleNotLoaded
from workflow.verdicts import Verdict, refused

# No longer than a key can be: a database does not compare numbers of any length.
REFERENCE_PATTERN = re.compile(r"^([A-Z]{2})-([0-9]{4})-([0-9]{6,18})$")


class SubjectManager(models.Manager[Any]):
    """Finds a subject by the handle that people use."""

    def by_reference(self, reference: str) -> Any:
        """Return the subject called `reference`; raise the model's DoesNotExist for anything else."""
        match = REFERENCE_PATTERN.match(reference)
        if not match or match[1] != self.model.PREFIX:
            raise self.model.DoesNotExist
        found = self.get(pk=int(match[3]))
        if found.reference != reference:
            raise self.model.DoesNotExist
        return found


class Subject(FSMModelMixin, models.Model):
    """Something with a state that moves only through `workflow.services.advance`."""

    PREFIX: ClassVar[str]
    state: Any

    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = SubjectManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def label(cls) -> str:
        """Name the kind of subject, as in `reports.report`."""
        return cls._meta.label_lower

    @property
    def reference(self) -> str:
        """The public handle, for example JB-2026-000042; a primary key never stands in a URL."""
        year = timezone.localtime(self.created_at).year
        return f"{self.PREFIX}-{year}-{self.pk:06d}"

    @property
    def separation_root(self) -> Subject:
        """The subject whose acts count together when the law wants different people."""
        return self

    @property
    def clock_keys(self) -> list[tuple[str, int]]:
        """Name the files whose periods this one must keep: itself, and the one it came from where that is bound."""
        return [(self.label(), self.pk)]

    def may_annul(self, user: Any) -> Verdict:
        """Say whether `user` may propose or confirm that a mistaken move of this subject is annulled."""
        return refused(_("Moves of this file cannot be annulled."))


class AboutSubject(models.Model):
    """A row about some subject, named by label and key because the engine knows no floor above it."""

    subject_label = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def subject_key(self) -> tuple[str, int]:
        """The pair that names the subject."""
        return self.subject_label, self.subject_id


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    """Reads of the log."""

    def about(self, subject: Subject) -> Self:
        """Keep the entries of one subject, oldest first."""
        return self.filter(subject_label=subject.label(), subject_id=subject.pk).order_by("sequence")


class LogEntry(AboutSubject):
    """One move: audit record and outbox message in one. Append-only; triggers refuse change and removal."""

    sequence = models.PositiveIntegerField()
    move = models.CharField(max_length=40)
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    annuls = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="annulled_by"
    )
    note_digest = models.CharField(max_length=64, blank=True)
    # What the row held before the move, so that an annulment restores it. Not part of the chain.
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    canonical = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "sequence"], name="workflow_entry_once_per_sequence"
            )
        ]
        indexes = [models.Index(fields=["at"], name="workflow_entry_at")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_id}#{self.sequence}"

    @property
    def event(self) -> str:
        """The event's name, as subscribers write it."""
        return f"{self.subject_label}.{self.move}"

    @cached_property
    def subject(self) -> Any:
        """The subject as it stands now."""
        return subject_model(self.subject_label)._default_manager.get(pk=self.subject_id)


class Note(models.Model):
    """The words that went with a move. They stay outside the chain (only a salted digest is in it)."""

    entry = models.OneToOneField(LogEntry, on_delete=models.PROTECT, primary_key=True, related_name="note")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class Delivery(models.Model):
    """One entry handed to one subscriber, until done."""

    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=160)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    is_cancelled = models.BooleanField(default=False)
    failure = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "subscriber"], name="workflow_delivery_once_per_subscriber"
            )
        ]
        indexes = [
            models.Index(fields=["lease_until"], condition=Q(done_at=None), name="workflow_delivery_pending")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} -> {self.subscriber}"


class Unsealed(models.Model):
    """An entry that no seal covers yet. A row and not a flag, because the log never changes."""

    entry = models.OneToOneField(LogEntry, on_delete=models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.entry_id)


class Seal(models.Model):
    """A signed digest over the heads that changed since the last seal; it binds all subjects together."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    heads = models.JSONField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    signature = models.TextField()
    algorithm = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.number}"


class Act(AboutSubject):
    """Who did which separated duty on a root subject. One person holds at most one of the duties kept apart."""

    separation = models.CharField(max_length=40)
    duty = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "separation", "person"],
                name="workflow_act_one_duty_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.separation}.{self.duty}"


class Clock(AboutSubject):
    """A legal period that runs on a subject."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        MET = "met", _("met")
        LATE = "late", _("late")
        CANCELLED = "cancelled", _("cancelled")

    rule_id = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    is_extended = models.BooleanField(default=False)
    is_overdue = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RUNNING)

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
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(outcome="running"), name="workflow_clock_due"),
            models.Index(fields=["subject_label", "subject_id"], name="workflow_clock_subject"),
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
    """A pause of a clock, with its reason."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="stops")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.reason


class Annulment(models.Model):
    """A proposal to annul a mistaken move; a second person confirms it."""

    entry = models.OneToOneField(LogEntry, on_delete=models.PROTECT, related_name="annulment")
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="workflow_annulment_two_people",
            )
        ]

    def __str__(self) -> str:
        return f"annulment of {self.entry_id}"


def subject_model(label: str) -> type[Subject]:
    """Return the model called `label`."""
    return apps.get_model(label)
