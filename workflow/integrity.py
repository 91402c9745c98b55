"""Walk the whole log and name what was changed, removed or forged. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

from workflow.faults import Fault, Words, at_entry, at_file, at_seal
from workflow.log import canonical_heads, chained_hash, note_digest
from workflow.models import LogEntry, Note, Seal, subject_model
from workflow.services.moves import canonical_text

BATCH = 2_000


def walk_log() -> Iterator[Fault]:
    """Yield every fault of entries, chains, subjects and seals, in the order of the log."""
    heads: dict[tuple[str, int], LogEntry] = {}
    entries = LogEntry.objects.order_by("subject_label", "subject_id", "sequence").iterator(BATCH)
    for key, chain in groupby(entries, key=lambda entry: entry.subject_key):
        last: LogEntry | None = None
        for entry in chain:
            yield from _entry_faults(entry, last)
            last = entry
        if last is not None:
            heads[key] = last
    yield from _subject_faults(heads)
    yield from _note_faults()
    yield from _seal_faults()


def _entry_faults(entry: LogEntry, last: LogEntry | None) -> Iterator[Fault]:
    where = at_entry(entry.subject_label, entry.subject_id, entry.sequence)
    expected = last.sequence + 1 if last else 1
    if entry.sequence != expected:
        yield Fault(where, Words(_("entry %(number)d is missing before it"), {"number": expected}))
    elif entry.previous_hash != (last.hash if last else ""):
        yield Fault(where, Words(_("it does not continue the entry before it")))
    if entry.canonical != canonical_text(entry):
        yield Fault(where, Words(_("its columns differ from the text that was hashed")))
    if entry.hash != chained_hash(entry.previous_hash, entry.canonical):
        yield Fault(where, Words(_("its hash does not fit its text")))


def _subject_faults(heads: dict[tuple[str, int], LogEntry]) -> Iterator[Fault]:
    for label in sorted({label for label, _key in heads}):
        keys = {key for name, key in heads if name == label}
        states = dict(subject_model(label)._default_manager.values_list("pk", "state"))
        for key in sorted(keys - set(states)):
            yield Fault(at_file(label, key), Words(_("the subject was removed, its log remains")))
        for key in sorted(set(states) - keys):
            yield Fault(at_file(label, key), Words(_("the subject has no log")))
        for key in sorted(keys & set(states)):
            if heads[label, key].target != states[key]:
                facts = {"state": states[key], "logged": heads[label, key].target}
                said = _("its state is '%(state)s', its log ends in '%(logged)s'")
                yield Fault(at_file(label, key), Words(said, facts))


def _note_faults() -> Iterator[Fault]:
    for note in Note.objects.select_related("entry").iterator(BATCH):
        if note.entry.note_digest != note_digest(note.salt, note.text):
            yield Fault(at_file(*note.entry.subject_key), Words(_("a note was changed")))


def _seal_faults() -> Iterator[Fault]:
    is_genuine = import_string(settings.LOG_VERIFIER)
    previous_hash, number = "", 0
    for seal in Seal.objects.order_by("number").iterator(BATCH):
        where, number = at_seal(seal.number), number + 1
        if seal.number != number:
            yield Fault(where, Words(_("seal %(number)d is missing before it"), {"number": number}))
            number = seal.number
        elif seal.previous_hash != previous_hash:
            yield Fault(where, Words(_("it does not continue the seal before it")))
        digest = chained_hash(
            seal.previous_hash, canonical_heads(number=seal.number, at=seal.at, heads=seal.heads)
        )
        if seal.hash != digest:
            yield Fault(where, Words(_("its hash does not fit its heads")))
        if not is_genuine(seal.hash, seal.signature, algorithm=seal.algorithm):
            yield Fault(where, Words(_("its signature is not the office's")))
        yield from head_faults(seal.heads, number=seal.number)
        previous_hash = seal.hash


def head_faults(heads: list[list[Any]], *, number: int) -> Iterator[Fault]:
    """Yield which entries that a seal names are gone or changed."""
    wanted = {(label, key, sequence): digest for label, key, sequence, digest in heads}
    found = {
        (label, key, sequence): digest
        for label, key, sequence, digest in LogEntry.objects.filter(
            subject_label__in={label for label, _key, _sequence in wanted},
            subject_id__in={key for _label, key, _sequence in wanted},
        ).values_list("subject_label", "subject_id", "sequence", "hash")
    }
    for (label, key, sequence), digest in wanted.items():
        where = at_entry(label, key, sequence)
        if (label, key, sequence) not in found:
            yield Fault(where, Words(_("seal %(number)d names it, and it is gone"), {"number": number}))
        elif found[label, key, sequence] != digest:
            yield Fault(where, Words(_("it differs from what seal %(number)d bound"), {"number": number}))
