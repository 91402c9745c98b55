"""The log's arithmetic: canonical bytes, chain, note digests. Pure, so that an outsider can repeat it."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

ALGORITHM = "sha256-chain-v1"


def canonical_entry(
    *,
    subject_label: str,
    subject_id: int,
    sequence: int,
    move: str,
    source: str,
    target: str,
    actor_id: int | None,
    at: datetime.datetime,
    annuls_id: int | None,
    note_digest: str,
) -> str:
    """Return the text that is hashed for an entry: JSON, keys sorted, time in UTC, no free words."""
    return json.dumps(
        {
            "actor": actor_id,
            "algorithm": ALGORITHM,
            "annuls": annuls_id,
            "at": at.astimezone(datetime.UTC).isoformat(),
            "move": move,
            "note": note_digest,
            "sequence": sequence,
            "source": source,
            "subject": f"{subject_label}:{subject_id}",
            "target": target,
        },
        sort_keys=True,
        separators=(",", ":"),
    )


def chained_hash(previous_hash: str, canonical: str) -> str:
    """Hash `canonical` onto the chain that ends in `previous_hash`."""
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


def note_digest(salt: str, text: str) -> str:
    """Digest a note with its salt, so that erasing both leaves nothing to guess from."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def canonical_heads(*, number: int, at: datetime.datetime, heads: list[list[Any]]) -> str:
    """Return the text that a seal hashes: every subject whose head changed, with its head."""
    return json.dumps(
        {
            "algorithm": ALGORITHM,
            "at": at.astimezone(datetime.UTC).isoformat(),
            "heads": heads,
            "number": number,
        },
        sort_keys=True,
        separators=(",", ":"),
    )
