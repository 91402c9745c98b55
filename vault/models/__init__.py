"""What the vault keeps. None of it plain."""

from vault.models.copies import CleanCopy, CleaningKey
from vault.models.envelopes import Envelope, Handover, Purpose, ReceiptHolder, SealedFile
from vault.models.keys import (
    EscrowBox,
    EscrowKey,
    EscrowShare,
    KeyRing,
    PersonKey,
    RingException,
    RingMember,
)

__all__ = [
    "CleanCopy",
    "CleaningKey",
    "Envelope",
    "EscrowBox",
    "EscrowKey",
    "EscrowShare",
    "Handover",
    "KeyRing",
    "PersonKey",
    "Purpose",
    "ReceiptHolder",
    "RingException",
    "RingMember",
    "SealedFile",
]
