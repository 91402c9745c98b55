"""The signed statement that something was filed, and when; it says neither what nor by whom.

Anybody checks it offline: the signature (Ed25519, over all lines above it) proves that this office took something in
at that time. What was taken in stands behind `commitment`, the SHA-256 of a salt and of the digest of the record. Who
holds the receipt can make the salt again; whoever is shown salt and record sees that it was this report. Without the
salt nobody can try words against the commitment, and the office's tables do not hold it.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from reports.models import Report
from vault.signing import ALGORITHM, public_key, sign, verify

VERSION = 2
METHOD = "sha256(salt sha256(record))"
# SubjectPublicKeyInfo of an Ed25519 key (RFC 8410): what stands before the 32 bytes.
SPKI = bytes.fromhex("302a300506032b6570032100")
SIGNATURE = "signature: "


def record_of(report: Report, *, words: Mapping[str, str], files: Iterable[str]) -> str:
    """Write what was filed in one line that comes out the same for the reporter and for the office.

    `files` are the SHA-256 of the files as they came. The office finds all of it in its table and its envelopes.
    """
    told = {
        "kind": report.kind,
        "division": report.division,
        "unit": report.unit_name,
        "happened_on": report.happened_on.isoformat() if report.happened_on else None,
        "deaths": report.claimed_deaths,
        "injuries": report.claimed_injuries,
        "words": dict(words),
        "files": sorted(files),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commitment_of(record: str, *, salt: bytes) -> str:
    """Bind a record without showing it."""
    return sha256(salt + sha256(record.encode()).digest()).hexdigest()


def statement_of(report: Report) -> str:
    """Write and sign the statement of a report; the same report always gives the same lines."""
    lines = [
        f"statement: {VERSION}",
        f"filed-at: {report.created_at.astimezone(datetime.UTC).isoformat(timespec='seconds')}",
        f"commitment: {report.commitment}",
        f"method: {METHOD}",
        f"algorithm: {ALGORITHM}",
        f"public-key: {public_key(settings.RECEIPT_SIGNING_KEY)}",
    ]
    signed = "\n".join(lines) + "\n"
    return f"{signed}{SIGNATURE}{sign(signed.encode(), key=settings.RECEIPT_SIGNING_KEY)}\n"


def opening_of(record: str, *, salt: bytes) -> str:
    """Write what shows that a statement is about this record."""
    return f"opening: {VERSION}\nsalt: {salt.hex()}\nrecord: {record}\n"


def public_keys() -> list[str]:
    """Return the keys that statements of this office bear, in hex: the one in use, and those before it."""
    return [public_key(settings.RECEIPT_SIGNING_KEY), *settings.RECEIPT_FORMER_PUBLIC_KEYS]


def as_pem(key: str) -> str:
    """Write a public key as other programs read it."""
    text = base64.b64encode(SPKI + bytes.fromhex(key)).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a statement proves."""

    is_signed: bool
    filed_at: datetime.datetime | None = None
    is_opened: bool | None = None


def check_statement(text: str, *, opening: str = "") -> Checked:
    """Check a statement, and whether `opening` is what it is about (None where none is shown)."""
    lines = text.replace("\r\n", "\n").strip() + "\n"
    signed, mark, signature = lines.rpartition(SIGNATURE)
    facts = _facts(signed)
    key = facts.get("public-key", "")
    is_ours = key in public_keys() and facts.get("algorithm") == ALGORITHM
    if not (mark and is_ours and verify(signed.encode(), signature.strip(), public_key=key)):
        return Checked(is_signed=False)
    is_opened = _opens(facts["commitment"], opening) if opening.strip() else None
    return Checked(True, datetime.datetime.fromisoformat(facts["filed-at"]), is_opened)


def _opens(commitment: str, opening: str) -> bool:
    shown = _facts(opening.replace("\r\n", "\n"))
    try:
        salt = bytes.fromhex(shown.get("salt", ""))
    except ValueError:
        return False
    return commitment_of(shown.get("record", ""), salt=salt) == commitment


def _facts(text: str) -> dict[str, str]:
    pairs = (line.partition(": ") for line in text.split("\n"))
    return {name: value for name, mark, value in pairs if mark}
