"""What the vault keeps. None of it plain."""

from vault.models.copies import CleanCopy, CleaningKey
from vault.models.envelopes import (
    DIGEST_CHARS,
    Envelope,
    EscrowKey,
    KeyRing,
    PersonKey,
    Purpose,
    ReceiptHolder,
    RingMember,
    SealedFile,
)

__all__ = [
    "DIGEST_CHARS",
    "CleanCopy",
    "CleaningKey",
    "Envelope",
    "EscrowKey",
    "KeyRing",
    "PersonKey",
    "Purpose",
    "ReceiptHolder",
    "RingMember",
    "SealedFile",
]
