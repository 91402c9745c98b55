"""The signed statement that something was filed, and when; it says neither what nor by whom.

A third party checks it offline: the signature (Ed25519, over all lines above it) proves the time, and whoever holds
the receipt code can show that it is theirs: Argon2id over the code's 16 secret digits with `salt` and `derivation`
gives 64 bytes; the SHA-256 of the first 32 is `digest`. Guessing the code from it costs that hash for each try.
"""

from __future__ import annotations

import datetime

from django.conf import settings

from vault.receipts import StoredReceipt
from vault.signing import ALGORITHM, public_key, sign

VERSION = 1


def statement_of(stored: StoredReceipt, *, filed_at: datetime.datetime) -> str:
    """Write and sign the statement for one receipt."""
    lines = [
        f"statement: {VERSION}",
        f"filed-at: {filed_at.astimezone(datetime.UTC).isoformat(timespec='seconds')}",
        f"digest: {stored.digest.hex()}",
        f"salt: {stored.salt.hex()}",
        f"derivation: {stored.algorithm}",
        f"algorithm: {ALGORITHM}",
        f"public-key: {public_key(settings.RECEIPT_SIGNING_KEY)}",
    ]
    signed = "\n".join(lines) + "\n"
    return f"{signed}signature: {sign(signed.encode(), key=settings.RECEIPT_SIGNING_KEY)}\n"
