"""Compare what clients were told with what the database holds, by SQL and SHA-256 alone: no code of the house."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import psycopg

from bench.floor import witness_moves
from bench.floor.told import Told

LOCATOR_DIGITS = 7
ERRORS = (psycopg.Error, sqlite3.Error)


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """Connect as an administrator of the database would; every statement stands by itself."""
    if url.startswith("sqlite"):
        database: Any = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=5, isolation_level=None)
    else:
        database = psycopg.connect(url, autocommit=True, connect_timeout=2)
    try:
        yield database
    finally:
        database.close()


def differences(url: str, told: Told, media: Path) -> Iterator[str]:
    """Yield each filing and move that was acknowledged and is not there once, and each break of what should hold."""
    with connected(url) as database:
        yield from _filings(database, told.codes)
        yield from _chains(database)
        yield from _undone(database)
        yield from _rest(database)
        yield from witness_moves.differences(database, told, media)


def _filings(database: Any, told: list[str]) -> Iterator[str]:
    found: dict[str, list[int]] = {}
    for key, locator in database.execute("SELECT id, receipt_locator FROM reports_report"):
        found.setdefault(locator, []).append(key)
    submitted = dict(
        database.execute(
            "SELECT subject_id, count(*) FROM workflow_logentry WHERE subject_label = 'reports.report' "
            "AND move = 'submit' GROUP BY 1"
        ).fetchall()
    )
    sealed = dict(
        database.execute(
            "SELECT subject_id, count(*) FROM vault_envelope WHERE subject_label = 'reports.report' "
            "AND purpose IN ('words', 'identity') GROUP BY 1"
        ).fetchall()
    )
    for code in told:
        keys = found.get(code[:LOCATOR_DIGITS], [])
        if len(keys) != 1:
            yield f"a filing that was acknowledged is there {len(keys)} times"
    for keys in found.values():
        for key in keys:
            if submitted.get(key) != 1:
                yield f"report {key} was submitted {submitted.get(key, 0)} times by its log"
            if sealed.get(key) != 2:
                yield f"report {key} has {sealed.get(key, 0)} envelopes instead of words and identity"


def _chains(database: Any) -> Iterator[str]:
    rows = database.execute(
        "SELECT subject_label, subject_id, sequence, previous_hash, canonical, hash FROM workflow_logentry "
        "ORDER BY 1, 2, 3"
    )
    for subject, chain in groupby(rows, key=lambda row: row[:2]):
        last = ""
        for expected, (_label, _key, sequence, previous, canonical, digest) in enumerate(chain, 1):
            right = hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
            if (sequence, previous, digest) != (expected, last, right):
                yield f"the chain of {subject} breaks at {sequence}"
            last = digest
    previous = ""
    for number, before, digest in database.execute(
        "SELECT number, previous_hash, hash FROM workflow_seal ORDER BY number"
    ):
        if before != previous:
            yield f"seal {number} does not follow the one before it"
        previous = digest


def _undone(database: Any) -> Iterator[str]:
    for label, key, move, subscriber, attempts, failure in database.execute(
        "SELECT e.subject_label, e.subject_id, e.move, d.subscriber, d.attempts, d.failure "
        "FROM workflow_delivery d JOIN workflow_logentry e ON e.id = d.entry_id WHERE d.done_at IS NULL"
    ):
        yield f"work was left undone: {move} of {label} {key} to {subscriber}, tried {attempts} times {failure}"


def _rest(database: Any) -> Iterator[str]:
    for sentence, query in (
        (
            "a number of a paper was given twice",
            "SELECT count(*) FROM (SELECT 1 FROM notices_notice GROUP BY agency_id, form, year, serial "
            "HAVING count(*) > 1) x",
        ),
        (
            # The departments are written to when a party comes on the list, and when it leaves it.
            "a paper that stands was issued twice on one file",
            "SELECT count(*) FROM (SELECT 1 FROM notices_notice WHERE state <> 'voided' "
            "GROUP BY subject_label, subject_id, kind "
            "HAVING count(*) > CASE WHEN kind = 'listing_letter' THEN 2 ELSE 1 END) x",
        ),
    ):
        if count := database.execute(query).fetchone()[0]:
            yield f"{sentence}: {count}"
