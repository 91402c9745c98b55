"""A hotline's list: checked without filing anything, then filed by a session of the desk, each line once.

The file itself is kept nowhere. Each line is sealed under a key of the list, which is sealed to the desk; no worker and
no broker can read one. A line is marked in the transaction that files it, and its number in the list names the
intention: a killed process loses no line and doubles none.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from accounts.models import User
from partners import policies
from partners.models import Batch, Line, Partner
from partners.schemas import ListedIn
from partners.states import CHANNELS, BatchState, Kind, LineState, State
from partners.tables import Table
from reports.models import Report, number_known_as
from reports.selectors import came_as
from reports.services import CameBefore, Filing, submit_report
from vault import sealing
from vault.errors import NoReaders
from vault.models import Envelope, Purpose
from vault.selectors import envelopes_of
from vault.services import destroy_envelope, open_envelope, prepare_envelope, store_envelope
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

# One request files this long, then the page shows how far it is and goes on.
SECONDS_A_RUN = 3.0
TAKEN, TWICE, NOBODY = "taken", "twice", "nobody"


def check_list(partner: Partner, table: Table, *, actor: User) -> Batch:
    """Check a list line by line and keep it sealed; nothing is filed yet."""
    refuse_unless(policies.may_import(partner, actor))
    if partner.state != State.ACTIVE:
        raise MoveRefused(_("This partner is no longer connected."))
    key = sealing.new_key()
    envelope = prepare_envelope(Purpose.WORDS, {"key": key.hex()})
    seen: set[str] = set()
    judged = [(at, told, _faults_of(told, partner, seen)) for at, told in table.lines]
    with transaction.atomic():
        batch = Batch(partner=partner, uploaded_by=actor, unused_columns=table.unused)
        begin(batch, move="check", actor=actor)
        store_envelope(envelope, subject=batch)
        Line.objects.bulk_create(
            Line(
                batch=batch,
                number=at,
                state=LineState.BAD if faults else LineState.GOOD,
                faults=faults,
                sealed=b"" if faults else _sealed(told, key),
            )
            for at, told, faults in judged
        )
    return batch


def release_batch(batch: Batch, *, actor: User, note: str = "") -> LogEntry:
    """Let the good lines be filed."""
    return advance(batch, "release", actor=actor, note=note)


def file_lines(batch: Batch, *, actor: User, identity: str, seconds: float = SECONDS_A_RUN) -> int:
    """File good lines for as long as one request may take; return how many are left."""
    refuse_unless(policies.may_import(batch, actor))
    if batch.state != BatchState.FILING:
        raise StalePage
    key, until = _key_of(batch, identity), time.monotonic() + seconds
    waiting = batch.lines.filter(state=LineState.GOOD)
    for line in waiting.order_by("number"):
        _file(batch, line, key, actor)
        if time.monotonic() > until:
            break
    return waiting.count()


def read_results(batch: Batch, *, actor: User, identity: str) -> Iterable[dict[str, str]]:
    """Open what came of each line, with the receipt codes for the callers; the log keeps who did."""
    key = _key_of(batch, identity)
    record(batch, "read_results", actor=actor)
    return [
        json.loads(sealing.open_secret(bytes(line.sealed), key)) | {"line": str(line.number)}
        for line in batch.lines.filter(state=LineState.FILED)
    ]


@transaction.atomic
def close_batch(batch: Batch, *, actor: User, note: str = "") -> LogEntry:
    """Close a list: its key is destroyed, and what its lines held with it."""
    entry = advance(batch, "close", actor=actor, note=note)
    for envelope in envelopes_of(batch).filter(destroyed_at=None):
        destroy_envelope(envelope)
    batch.lines.update(sealed=b"")
    return entry


def _file(batch: Batch, line: Line, key: bytes, actor: User) -> None:
    told = ListedIn.model_validate(json.loads(sealing.open_secret(bytes(line.sealed), key)))
    slip = replace(told.slip(), sender=batch.partner.name)

    def mark(filing: Filing) -> None:
        kept = {
            "number": told.number,
            "reference": filing.report.reference,
            "receipt": filing.receipt.grouped,
        }
        _mark(line, LineState.FILED, report=filing.report, sealed=_sealed(kept, key))

    intention = sha256(f"list:{batch.pk}:{line.number}".encode()).hexdigest()
    channel = CHANNELS[Kind(batch.partner.kind)]
    try:
        submit_report(told.tip(), actor=actor, channel=channel, slip=slip, filing_key=intention, then=mark)
    except CameBefore:
        _mark(line, LineState.FAILED, faults=[["number", TAKEN]])
    except StalePage:
        return  # a colleague's session files from the same list, and had this line
    except NoReaders:
        _mark(line, LineState.FAILED, faults=[["", NOBODY]])


def _mark(line: Line, state: LineState, *, report: Report | None = None, **facts: Any) -> None:
    if not Line.objects.filter(pk=line.pk, state=LineState.GOOD).update(state=state, report=report, **facts):
        raise StalePage


def _faults_of(told: dict[str, Any], partner: Partner, seen: set[str]) -> list[list[str]]:
    """Name what is wrong with a line: its fields and the kinds of faults, never what stands there."""
    try:
        number = ListedIn.model_validate(told).number
    except ValidationError as error:
        found = {".".join(str(part) for part in one["loc"]): one["type"] for one in error.errors()}
        return [[field, kind] for field, kind in found.items()]
    if number_known_as(number) in seen:
        return [["number", TWICE]]
    seen.add(number_known_as(number))
    return [["number", TAKEN]] if came_as(partner.name, number) else []


def _sealed(told: dict[str, Any], key: bytes) -> bytes:
    return sealing.seal_secret(json.dumps(told, ensure_ascii=False).encode(), key)


def _key_of(batch: Batch, identity: str) -> bytes:
    envelope: Envelope = envelopes_of(batch).get(destroyed_at=None)
    return bytes.fromhex(open_envelope(envelope, identity=identity)["key"])
