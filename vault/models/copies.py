"""Clean copies: what those who work on a file open by default, and the short-lived keys with which they are made."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault import sealing, streams
from vault.models.envelopes import Envelope, SealedFile
from vault.models.keys import DIGEST_CHARS


class CleaningKey(models.Model):
    """The public half of the worker's key of the hour. The private half lies in the worker's own folder, and goes."""

    public_key = models.CharField(max_length=200, unique=True)
    algorithm = models.CharField(max_length=60, default=sealing.ALGORITHM)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(public_key=""), name="vault_cleaning_key_has_public_half")
        ]

    def __str__(self) -> str:
        return sealing.fingerprint(self.public_key)


class CleanCopy(models.Model):
    """A file without what tells of its making. The original's key waits for the worker in `sealed_key`, once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("is being made")
        READY = "ready", _("ready")
        REFUSED = "refused", _("original only")
        FAILED = "failed", _("could not be made")

    class Reason(models.TextChoices):
        BROKEN = "broken", _("The file is damaged, or is not quite what it claims to be.")
        BOMB = "bomb", _("The file unpacks to far more than it may.")
        LOCKED = "locked", _("The file is locked with a password.")
        EMBEDDED = "embedded", _("The document has other files or programs in it.")
        TOOL = "tool", _("Films and recordings need ffmpeg on this server, and it is not installed.")
        KIND = "kind", _("Files of this kind cannot be cleaned.")
        KEY = "key", _("The key for cleaning had run out before its turn came.")
        CRASHED = "crashed", _("The cleaner broke off, three times.")

    file = models.OneToOneField(SealedFile, on_delete=models.PROTECT, related_name="copy")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    sealed_key = models.BinaryField(blank=True)
    cleaning_key = models.ForeignKey(
        CleaningKey, null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(db_default=Now())
    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    envelope = models.OneToOneField(
        Envelope, null=True, blank=True, on_delete=models.PROTECT, related_name="copy"
    )
    path = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256_sealed = models.CharField(max_length=DIGEST_CHARS, blank=True)
    extension = models.CharField(max_length=10, blank=True)
    algorithm = models.CharField(max_length=60, default=sealing.STREAM_ALGORITHM)
    made_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="ready", envelope__isnull=False, sealed_key=b"")
                | (~Q(state="ready") & Q(envelope__isnull=True, released_at__isnull=True)),
                name="vault_copy_is_ready_with_its_key_alone",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(sealed_key=b""), name="vault_copy_keeps_no_key_when_done"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "ready", "refused", "failed"]), name="vault_copy_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lease_until"], condition=Q(state="waiting"), name="vault_copy_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.handle} {self.state}"

    @property
    def absolute_path(self) -> Path:
        """Where the sealed bytes lie."""
        return streams.sealed_path(self.path)

    @property
    def may_be_tried_again(self) -> bool:
        """Whether somebody whose key opens the original may ask for another try."""
        return self.state in {self.State.REFUSED, self.State.FAILED} or not self.sealed_key
