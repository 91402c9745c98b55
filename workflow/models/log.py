"""The log, which is the outbox, its seals, separated acts, and annulments."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property

from workflow.models.subjects import AboutSubject, Subject, subject_model


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
    # By the database's clock: those of web servers and workers may be wrong, each in its own way.
    lease_until = models.DateTimeField(db_default=Now())
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


class LogCheck(models.Model):
    """A walk over the whole log: when, over how much, and what was found broken."""

    at = models.DateTimeField(default=timezone.now)
    entries = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    # The first faults as words with their facts (`workflow.faults`); empty when the log is whole.
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {len(self.faults)}"
