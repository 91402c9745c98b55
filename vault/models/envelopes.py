"""What the vault keeps about files of higher floors: envelopes, hand-overs, sealed files, receipts. Nothing plain."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault import sealing, streams
from vault.models.keys import DIGEST_CHARS, KeyRing, PersonKey
from vault.receipts import LOCATOR_DIGITS, StoredReceipt
from workflow.models import AboutSubject


class Purpose(models.TextChoices):
    """What an envelope holds, and thereby who may open it."""

    IDENTITY = "identity", _("identity and contact")
    WORDS = "words", _("original words")
    FILE = "file", _("key of a file")
    PAYEE = "payee", _("payee details")
    MESSAGE = "message", _("message of the reporter")
    PAPERS = "papers", _("identity paper of a person asked")


class Envelope(AboutSubject):
    """Something sealed to the keys of a ring. Destroyed, it leaves the row as a stub that proves it."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    ciphertext = models.BinaryField()
    algorithm = models.CharField(max_length=60)
    ring = models.ForeignKey(KeyRing, on_delete=models.PROTECT, related_name="envelopes")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose__in=["identity", "words", "file", "payee", "message", "papers"]),
                name="vault_envelope_purpose",
            ),
            models.CheckConstraint(
                condition=(Q(destroyed_at__isnull=True) & ~Q(ciphertext=b""))
                | Q(destroyed_at__isnull=False, ciphertext=b""),
                name="vault_envelope_is_sealed_or_destroyed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_label", "subject_id", "purpose"], name="vault_envelope_subject")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.handle}"

    @property
    def is_nested(self) -> bool:
        """Whether it takes one person of each of two duties to read it."""
        return self.algorithm == sealing.NESTED_ALGORITHM


class Handover(AboutSubject):
    """The inner envelope of an identity, peeled by an approver and sealed to one custodian, until it is destroyed."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="handovers")
    person_key = models.ForeignKey(PersonKey, on_delete=models.PROTECT, related_name="+")
    ciphertext = models.BinaryField()
    algorithm = models.CharField(max_length=60, default=sealing.ALGORITHM)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_label", "subject_id"], name="vault_handover_once"),
            models.CheckConstraint(
                condition=(Q(destroyed_at__isnull=True) & ~Q(ciphertext=b""))
                | Q(destroyed_at__isnull=False, ciphertext=b""),
                name="vault_handover_is_sealed_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_label} {self.subject_id}"


class SealedFile(AboutSubject):
    """An original file, sealed under a key of its own, which lies in `envelope`. Its name is dropped."""

    handle = models.UUIDField(unique=True)
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="file")
    path = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField()
    sealed_size = models.PositiveBigIntegerField()
    sha256_sealed = models.CharField(max_length=DIGEST_CHARS)
    media_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=10)
    algorithm = models.CharField(max_length=60, default=sealing.STREAM_ALGORITHM)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gt=0), name="vault_file_not_empty")]
        indexes: ClassVar = [models.Index(fields=["subject_label", "subject_id"], name="vault_file_subject")]

    def __str__(self) -> str:
        return f"{self.handle}.{self.extension}"

    @property
    def absolute_path(self) -> Path:
        """Where the sealed bytes lie."""
        return streams.sealed_path(self.path)


class ReceiptHolder(models.Model):
    """The columns by which a receipt finds and proves a row. No receipt can be made from them."""

    receipt_locator = models.CharField(max_length=LOCATOR_DIGITS, unique=True, editable=False)
    receipt_salt = models.BinaryField(editable=False)
    receipt_digest = models.BinaryField(editable=False)
    receipt_algorithm = models.CharField(max_length=60, editable=False)
    mailbox_public_key = models.BinaryField(editable=False)

    class Meta:
        abstract = True

    @property
    def stored_receipt(self) -> StoredReceipt:
        """What `receipts.verify` compares with."""
        return StoredReceipt(
            locator=self.receipt_locator,
            salt=bytes(self.receipt_salt),
            digest=bytes(self.receipt_digest),
            mailbox_public_key=bytes(self.mailbox_public_key),
            algorithm=self.receipt_algorithm,
        )

    @staticmethod
    def receipt_fields(stored: StoredReceipt) -> dict[str, object]:
        """Return the columns for a new row, to be passed to the constructor."""
        return {
            "receipt_locator": stored.locator,
            "receipt_salt": stored.salt,
            "receipt_digest": stored.digest,
            "receipt_algorithm": stored.algorithm,
            "mailbox_public_key": stored.mailbox_public_key,
        }
