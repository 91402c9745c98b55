"""What the staff's rooms keep: tries to sign in, second factors, open sessions, reminders, saved lists, comments.

No network address is among it, and no word of a file but in the comments that are about one.
"""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.models import AboutSubject, LogEntry

DIGEST_CHARS = 64


class SignInTries(models.Model):
    """How often somebody tried in vain, for one account or one known browser; the name itself is not kept."""

    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)
    failures = models.PositiveIntegerField(default=0)
    waits_until = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.failures}"


class SecondFactor(models.Model):
    """The seed of a person's codes, sealed under a key of the staff's site, and the last step that was used."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor"
    )
    sealed_seed = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.user_id)


class RecoveryCode(models.Model):
    """A code that stands in for the telephone, once."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)

    def __str__(self) -> str:
        return str(self.factor_id)


class StaffSession(models.Model):
    """A session of somebody on the staff, so that they can see it and end it from another one."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_sessions"
    )
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return str(self.handle)


class SavedView(models.Model):
    """A list as somebody narrowed it, under a name of their own. Nobody else sees it."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("Name"), max_length=40)
    # The address of the list within the site, with what narrows it.
    address = models.CharField(max_length=600)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="desk_view_named_once"),
            models.CheckConstraint(
                condition=Q(address__startswith="/desk/"), name="desk_view_within_the_desk"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Comment(AboutSubject):
    """What somebody on the staff says about a file to the others who see it. It is no part of the file's papers."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("Comment"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    # Its words are gone; that there was one stays.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["subject_label", "subject_id"], name="desk_comment_file")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text=""), name="desk_comment_withdrawn_is_empty"
            )
        ]

    def __str__(self) -> str:
        return str(self.handle)


class Mention(models.Model):
    """That a comment names somebody, who sees the file; told to them on this site, without a word of it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "person"], name="desk_mentioned_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(seen_at=None), name="desk_mention_unseen")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person_id}"


class MailChoice(models.Model):
    """How somebody on the staff wants to be reminded; without a row the office's own settings count."""

    class Way(models.TextChoices):
        EACH = "each", _("As work comes, a mail for what came together")
        DIGEST = "digest", _("One mail a day")
        NONE = "none", _("No mail; on this site alone")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice"
    )
    way = models.CharField(_("reminders by mail"), max_length=6, choices=Way, default=Way.EACH)
    # Hours of the day; empty where the office's own count.
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(_("hour of the daily mail"), null=True, blank=True)
    digested_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=["each", "digest", "none"]), name="desk_mail_way"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.way}"


class Reminder(models.Model):
    """That work came to somebody with an entry of the log. It names the queue, and nothing of the file."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    entry = models.ForeignKey(LogEntry, on_delete=models.CASCADE, related_name="+")
    queue = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    # The kind of error of the last try; its words could hold an address.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="desk_reminded_once_an_entry")
        ]
        indexes = [models.Index(fields=["person"], condition=Q(mailed_at=None), name="desk_reminder_to_mail")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.entry_id}"


class ReminderRound(models.Model):
    """Up to when the log has been looked through for work that came."""

    ONLY = 1

    reached_at = models.DateTimeField()
    # The entries since then, less an overlap, that were looked at: most concern nobody, and leave no other trace.
    seen_entries = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.reached_at:%Y-%m-%d %H:%M}"


class InvitationMail(models.Model):
    """That somebody is to be invited by mail, and what became of it. The link is made as the mail goes out."""

    # How long a mail that the server refuses is tried again before an administrator has to press again.
    TRIED = datetime.timedelta(hours=1)

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitation_mail"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, blank=True)
    # The kind of error of the last try; its words could hold an address.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], condition=Q(mailed_at=None), name="desk_invitation_to_mail")
        ]

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def tried_until(self) -> datetime.datetime:
        """Until when a mail that failed is tried again."""
        return self.asked_at + self.TRIED

    @property
    def has_failed(self) -> bool:
        """Whether the mail has not gone out and is tried no more."""
        return self.mailed_at is None and timezone.now() > self.tried_until


class BulkAct(models.Model):
    """One act on several files as somebody began it. What became of each file stands in its line."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bulk_acts")
    key = models.SlugField(max_length=40)
    note = models.TextField(blank=True)
    # The mark of the page it was begun on: a second click finds the first act.
    click = models.CharField(max_length=40)
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "click"], name="desk_one_act_a_click"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.handle}"


class LineState(models.TextChoices):
    """Where a file of an act on several stands."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    REFUSED = "refused", _("not done")
    UNDOING = "undoing", _("annulment proposed")


class BulkLine(AboutSubject):
    """One file of an act on several: what became of it, and why not."""

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="lines")
    reference = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=LineState.choices, default=LineState.WAITING)
    reason = models.TextField(blank=True)
    entry = models.ForeignKey(LogEntry, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["act", "subject_label", "subject_id"], name="desk_a_file_once_in_an_act"
            ),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="desk_bulk_line_state"),
            models.CheckConstraint(
                condition=Q(state__in=[LineState.WAITING, LineState.REFUSED], entry=None)
                | Q(state__in=[LineState.DONE, LineState.UNDOING], entry__isnull=False),
                name="desk_bulk_line_done_has_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"
