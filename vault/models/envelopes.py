"""What the vault keeps: people's public keys, rings of readers, envelopes, sealed files. None of it plain."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault import sealing, streams
from vault.receipts import LOCATOR_DIGITS, StoredReceipt
from workflow.models import AboutSubject

DIGEST_CHARS = 64


class PersonKey(models.Model):
    """The key pair of one person. The private half lies sealed under that person's password."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vault_keys")
    public_key = models.CharField(max_length=200, unique=True)
    sealed_private_key = models.BinaryField()
    salt = models.BinaryField()
    kdf = models.CharField(max_length=60)
    algorithm = models.CharField(max_length=60, default=sealing.ALGORITHM)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(retired_at=None), name="vault_person_key_one_active"
            ),
            models.CheckConstraint(condition=~Q(public_key=""), name="vault_person_key_has_public_half"),
        ]

    def __str__(self) -> str:
        return sealing.fingerprint(self.public_key)


class EscrowKey(models.Model):
    """The public half of the key that recovers from a lost password. Its private half is on paper."""

    public_key = models.CharField(max_length=200, unique=True)
    algorithm = models.CharField(max_length=60, default=sealing.ALGORITHM)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(public_key=""), name="vault_escrow_key_has_public_half")
        ]

    def __str__(self) -> str:
        return sealing.fingerprint(self.public_key)


class KeyRing(models.Model):
    """A set of keys that envelopes were sealed to. A few serve a million envelopes; none ever changes."""

    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.digest[:12]


class RingMember(models.Model):
    """One key in one layer of a ring."""

    class Layer(models.TextChoices):
        INNER = "inner", _("inner")
        OUTER = "outer", _("outer")

    ring = models.ForeignKey(KeyRing, on_delete=models.CASCADE, related_name="members")
    layer = models.CharField(max_length=5, choices=Layer, default=Layer.INNER)
    person_key = models.ForeignKey(
        PersonKey, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    escrow_key = models.ForeignKey(
        EscrowKey, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person_key__isnull=True, escrow_key__isnull=False)
                | Q(person_key__isnull=False, escrow_key__isnull=True),
                name="vault_ring_member_is_one_key",
            ),
            models.CheckConstraint(condition=Q(layer__in=["inner", "outer"]), name="vault_ring_member_layer"),
            models.UniqueConstraint(
                fields=["ring", "layer", "person_key"], name="vault_ring_member_person_once"
            ),
            models.UniqueConstraint(
                fields=["ring", "layer", "escrow_key"], name="vault_ring_member_escrow_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ring_id} {self.layer}"


class Purpose(models.TextChoices):
    """What an envelope holds, and thereby who may open it."""

    IDENTITY = "identity", _("identity and contact")
    WORDS = "words", _("original words")
    FILE = "file", _("key of a file")
    PAYEE = "payee", _("payee details")
    MESSAGE = "message", _("message of the reporter")


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
                condition=Q(purpose__in=["identity", "words", "file", "payee", "message"]),
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
