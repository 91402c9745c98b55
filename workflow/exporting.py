"""The log's signed seals outside the database, and a file of them compared with the log. Reads only.

What lies elsewhere cannot be rewritten here: whoever changes the log later, database, triggers and signing key in hand,
has still to change the file that another office or an archive keeps (docs/adr/0009).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

from workflow.faults import Fault, Words, at_seal
from workflow.integrity import BATCH, head_faults
from workflow.log import canonical_heads, chained_hash
from workflow.models import Seal

FIELDS = ("number", "at", "heads", "previous_hash", "hash", "signature", "algorithm")


def exported_seals() -> Iterator[str]:
    """Yield every seal as a line of JSON, the oldest first. No name and no free word stands in it."""
    for seal in Seal.objects.order_by("number").iterator(BATCH):
        row = {name: getattr(seal, name) for name in FIELDS}
        row["at"] = seal.at.astimezone(datetime.UTC).isoformat()
        yield json.dumps(row, sort_keys=True, separators=(",", ":"))


def compare_seals(lines: Iterable[str]) -> Iterator[Fault]:
    """Yield what an exported file and the log do not agree on: forged lines, what is gone or changed in the log."""
    previous, place = "", 0
    for place, line in enumerate(lines, 1):
        row = _row_of(line)
        if row is None:
            yield Fault(Words(_("line %(line)d"), {"line": place}), Words(_("it is no exported seal")))
            continue
        yield from _line_faults(row, place=place, previous=previous)
        previous = row["hash"]
    if not place:
        yield Fault(Words(_("the file")), Words(_("it holds no seal")))


def _row_of(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
        at = datetime.datetime.fromisoformat(row["at"])
        heads = [
            (str(label), int(key), int(number), str(digest)) for label, key, number, digest in row["heads"]
        ]
        texts = {name: str(row[name]) for name in ("previous_hash", "hash", "signature", "algorithm")}
        return {**texts, "number": int(row["number"]), "at": at, "heads": [list(head) for head in heads]}
    except (ValueError, TypeError, KeyError):
        return None


def _line_faults(row: dict[str, Any], *, place: int, previous: str) -> Iterator[Fault]:
    where = at_seal(row["number"])
    if row["number"] != place:
        yield Fault(where, Words(_("it stands in line %(line)d of the file"), {"line": place}))
    elif row["previous_hash"] != previous:
        yield Fault(where, Words(_("it does not continue the seal before it in the file")))
    text = canonical_heads(number=row["number"], at=row["at"], heads=row["heads"])
    if row["hash"] != chained_hash(row["previous_hash"], text):
        yield Fault(where, Words(_("its hash does not fit its heads in the file")))
    elif not import_string(settings.LOG_VERIFIER)(row["hash"], row["signature"], algorithm=row["algorithm"]):
        yield Fault(where, Words(_("its signature in the file is not the office's")))
    else:
        yield from _log_faults(row, where=where)


def _log_faults(row: dict[str, Any], *, where: Words) -> Iterator[Fault]:
    """Compare a genuine line with the log as it is now."""
    known = Seal.objects.filter(number=row["number"]).values_list("hash", flat=True).first()
    if known is None:
        yield Fault(where, Words(_("the log has no such seal any more")))
    elif known != row["hash"]:
        yield Fault(where, Words(_("the log has another seal in its place")))
    yield from head_faults(row["heads"], number=row["number"])
