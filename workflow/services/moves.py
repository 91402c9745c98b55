"""The one door for moves: lock, ask the machine, ask the policy, move, save, log, publish after commit."""

from __future__ import annotations

import secrets
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from workflow.clocks import Approval
from workflow.errors import MoveRefused, StalePage
from workflow.events import subscribers_of
from workflow.log import canonical_entry, chained_hash, note_digest
from workflow.models import Act, Delivery, LogEntry, Note, Subject, Unsealed
from workflow.selectors import act_refusal, transition_from, verdict_on
from workflow.services.clocks import drive_clocks
from workflow.services.deliveries import hand_out_after_commit
from workflow.verdicts import refuse_unless

S = TypeVar("S", bound=Subject)


def begin(subject: Subject, *, move: str, actor: Any, note: str = "") -> LogEntry:
    """Insert a new subject and write the first entry of its log, in the caller's transaction where there is one."""
    with transaction.atomic(savepoint=False):
        subject.save(force_insert=True)
        return write_entry(
            subject, move=move, source="", target=subject.state, actor=actor, note=note, is_first=True
        )


def advance(
    subject: Subject,
    move: str,
    *,
    actor: Any,
    note: str = "",
    approval: Approval | None = None,
    **inputs: Any,
) -> LogEntry:
    """Move `subject`, and nothing else; it is brought up to date in place.

    `inputs` are handed to the transition, which may set fields of its own row; `approval` goes with a move that
    extends a period.
    Raises `StalePage` when the subject has left the state the caller saw, or has no such move from it, and
    `MoveRefused` with the policy's sentence when this person may not.
    """
    with transaction.atomic():
        row = lock_subject(subject)
        if row.state != subject.state:
            raise StalePage
        transition_ = transition_from(row, move)
        if transition_ is None:
            raise StalePage
        refuse_unless(verdict_on(row, transition_, actor))
        before = field_values(row)
        getattr(row, move)(**inputs)
        changed = {name: value for name, value in before.items() if value != getattr(row, name)}
        write_back(row, source=before["state"], changed=set(changed))
        claim_act(row, transition_.custom, actor)
        entry = write_entry(
            row,
            move=move,
            source=before["state"],
            target=row.state,
            actor=actor,
            note=note,
            before=changed,
            approval=approval,
        )
    copy_fields(row, subject)
    return entry


def record(subject: Subject, move: str, *, actor: Any, note: str = "") -> LogEntry:
    """Write an entry about something that happened to `subject` without changing its state."""
    with transaction.atomic():
        row = lock_subject(subject)
        return write_entry(row, move=move, source=row.state, target=row.state, actor=actor, note=note)


def lock_subject(subject: S) -> S:
    """Return the subject's row, locked until the transaction ends."""
    row: S = type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    return row


def field_values(row: Subject) -> dict[str, Any]:
    """Return the row's own columns by name."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def write_back(row: Subject, *, source: str, changed: set[str]) -> None:
    """Save the changed columns where the state is still `source`: SQLite knows no row lock."""
    values = {name: getattr(row, name) for name in changed}
    moved = type(row)._default_manager.filter(pk=row.pk, state=source).update(**values) if values else 1
    if not moved:
        raise StalePage


def copy_fields(row: Subject, subject: Subject) -> None:
    """Bring the caller's instance up to date past the protected state (a refresh would lift it for all threads)."""
    for field in row._meta.concrete_fields:
        subject.__dict__[field.attname] = row.__dict__[field.attname]


def claim_act(row: Subject, custom: dict[str, Any], actor: Any) -> None:
    """Note that `actor` did a duty which must be apart from others on the same root (four eyes).

    What a deputy does is noted under whom they stand in for, too.
    """
    if "act" not in custom or actor is None:
        return
    separation, duty = custom["act"]
    root = row.separation_root
    for person in (actor.pk, *sorted(actor.stands_for)):
        try:
            with transaction.atomic():
                act, _created = Act.objects.get_or_create(
                    subject_label=root.label(),
                    subject_id=root.pk,
                    separation=separation,
                    person_id=person,
                    defaults={"duty": duty},
                )
        except IntegrityError as error:  # another duty was written a moment ago by the same person elsewhere
            raise StalePage from error
        if act.duty != duty:
            raise MoveRefused(act_refusal(act, actor))


def write_entry(
    row: Subject,
    *,
    move: str,
    source: str,
    target: str,
    actor: Any,
    note: str = "",
    before: dict[str, Any] | None = None,
    annuls: LogEntry | None = None,
    is_first: bool = False,
    approval: Approval | None = None,
) -> LogEntry:
    """Append one entry to the subject's chain, drive its clocks, hand it to subscribers. Needs the subject's lock."""
    last = None if is_first else LogEntry.objects.about(row).last()
    salt = secrets.token_hex(16) if note else ""
    entry = LogEntry(
        subject_label=row.label(),
        subject_id=row.pk,
        sequence=last.sequence + 1 if last else 1,
        move=move,
        source=source,
        target=target,
        actor=actor,
        at=timezone.now(),
        annuls=annuls,
        note_digest=note_digest(salt, note) if note else "",
        before=before or {},
        previous_hash=last.hash if last else "",
    )
    entry.canonical = canonical_text(entry)
    entry.hash = chained_hash(entry.previous_hash, entry.canonical)
    entry.save(force_insert=True)
    if note:
        Note.objects.create(entry=entry, salt=salt, text=note)
    Unsealed.objects.create(entry=entry)
    drive_clocks(row, entry, note=note, approval=approval)
    publish(entry)
    return entry


def canonical_text(entry: LogEntry) -> str:
    """Return the canonical text of an entry from its columns."""
    return canonical_entry(
        subject_label=entry.subject_label,
        subject_id=entry.subject_id,
        sequence=entry.sequence,
        move=entry.move,
        source=entry.source,
        target=entry.target,
        actor_id=entry.actor_id,
        at=entry.at,
        annuls_id=entry.annuls_id,
        note_digest=entry.note_digest,
    )


def publish(entry: LogEntry) -> None:
    """Write one delivery per subscriber in the same transaction; hand them out after commit."""
    deliveries = [
        Delivery(entry=entry, subscriber=subscriber.name) for subscriber in subscribers_of(entry.event)
    ]
    if deliveries:
        hand_out_after_commit(Delivery.objects.bulk_create(deliveries))
