"""Writes of envelopes.

Filing seals outside any lock and then only inserts: `prepare_*` does the dear part, `store_*` writes rows
and belongs into the caller's atomic block. Openings are logged by the floor that opens, through
`workflow.services.record`.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import sealing
from vault.errors import NoReaders
from vault.models import CleanCopy, Envelope, KeyRing, RingException, RingMember, SealedFile
from vault.rings import Circle, close_circle, due_of
from vault.selectors import READERS, Layer, ReaderKey, keys_by_duty, keys_of_people
from workflow.models import AboutSubject, Subject

# Lengths betray: "has a name" and "has no name" look alike when both fill the same block.
PADDING_BYTES = 256


@dataclass(frozen=True)
class PreparedEnvelope:
    """A sealed envelope that is not stored yet."""

    handle: uuid.UUID
    purpose: str
    ciphertext: bytes = field(repr=False)
    algorithm: str
    ring_id: int


def prepare_envelope(
    purpose: str, payload: Mapping[str, Any], *, exclude: Iterable[User] = (), duty: str | None = None
) -> PreparedEnvelope:
    """Seal a payload of plain JSON values to those who read this purpose, less the excluded, plus escrow.

    `duty` puts another duty in the readers' place (supervision, for a tip against the office itself).
    """
    return prepare_envelopes([(purpose, payload)], exclude=exclude, duty=duty)[0]


def prepare_envelopes(
    payloads: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    exclude: Iterable[User] = (),
    duty: str | None = None,
    readers: Iterable[User] = (),
) -> list[PreparedEnvelope]:
    """Seal several payloads with one look at the keys; raise `NoReaders` if nobody could ever open one.

    `readers` are people who read besides those who hold the duty: the team of a case.
    """
    kept_out = frozenset(user.pk for user in exclude)
    guests = keys_of_people(frozenset(user.pk for user in readers) - kept_out)
    layers = {purpose: _duties_of(purpose, duty=duty) for purpose, _payload in payloads}
    wanted = sorted({name for duties in layers.values() for name in duties.values()})
    found = keys_by_duty(wanted, kept_out=kept_out)
    circles = {
        purpose: _circle({layer: found[name] for layer, name in duties.items()}, duties, guests, kept_out)
        for purpose, duties in layers.items()
    }
    rings = rings_of(list(circles.values()))
    return [
        _seal_payload(purpose, payload, circle=circles[purpose], ring_id=rings[circles[purpose].digest])
        for purpose, payload in payloads
    ]


def store_envelope(prepared: PreparedEnvelope, *, subject: Subject) -> Envelope:
    """Insert a sealed envelope about `subject`."""
    return store_envelopes([prepared], subject=subject)[0]


def store_envelopes(prepared: Sequence[PreparedEnvelope], *, subject: Subject) -> list[Envelope]:
    """Insert sealed envelopes about `subject`, in one statement."""
    return Envelope.objects.bulk_create(
        [_envelope_row(one, key=(subject.label(), subject.pk)) for one in prepared]
    )


def store_beside(prepared: PreparedEnvelope, other: AboutSubject) -> Envelope:
    """Insert a sealed envelope about the same subject as another row."""
    row = _envelope_row(prepared, key=other.subject_key)
    row.save()
    return row


def open_envelope(envelope: Envelope, *, identity: str) -> dict[str, Any]:
    """Open an envelope of one layer; raise `CannotOpen` when the key does not fit or anything was changed."""
    if envelope.is_nested:
        raise sealing.CannotOpen
    return _read_payload(envelope, sealing.open_sealed(bytes(envelope.ciphertext), identity))


def peel_envelope(envelope: Envelope, *, identity: str) -> bytes:
    """Open the outer layer of a nested envelope (the approver); return the inner one, still sealed."""
    if not envelope.is_nested:
        raise sealing.CannotOpen
    return sealing.open_sealed(bytes(envelope.ciphertext), identity)


def open_peeled(envelope: Envelope, inner: bytes, *, identity: str) -> dict[str, Any]:
    """Open the inner layer that an approver has peeled (the custodian)."""
    return _read_payload(envelope, sealing.open_sealed(inner, identity))


def seal_like(envelope: Envelope, payload: Mapping[str, Any]) -> PreparedEnvelope:
    """Seal a payload to those who by now should read another envelope of one layer."""
    circle = due_of(envelope.ring)
    return _seal_payload(envelope.purpose, payload, circle=circle, ring_id=rings_of([circle])[circle.digest])


@transaction.atomic
def destroy_envelope(envelope: Envelope) -> None:
    """Erase the ciphertext for good; the row stays as the proof. A file whose key lay in it goes too."""
    now = timezone.now()
    Envelope.objects.filter(pk=envelope.pk, destroyed_at=None).update(ciphertext=b"", destroyed_at=now)
    for file in SealedFile.objects.filter(envelope=envelope.pk, erased_at=None):
        SealedFile.objects.filter(pk=file.pk).update(erased_at=now)
        transaction.on_commit(partial(file.absolute_path.unlink, missing_ok=True))
        for copy in CleanCopy.objects.filter(file=file):
            _destroy_copy(copy)


def _destroy_copy(copy: CleanCopy) -> None:
    """Destroy a clean copy with its original, and the key that still waits for the worker."""
    CleanCopy.objects.filter(pk=copy.pk, state=CleanCopy.State.WAITING).update(
        state=CleanCopy.State.FAILED, reason=CleanCopy.Reason.KEY, sealed_key=b""
    )
    if copy.envelope is not None:
        destroy_envelope(copy.envelope)
        transaction.on_commit(partial(copy.absolute_path.unlink, missing_ok=True))


def _duties_of(purpose: str, *, duty: str | None) -> dict[str, str]:
    layers = READERS[purpose]
    # The custodian of an identity stays: the other duty takes the place of the leader who would approve.
    replaced = Layer.OUTER if Layer.OUTER in layers else Layer.INNER
    return {**layers, replaced: duty} if duty else layers


def _circle(
    found: Mapping[str, list[ReaderKey]],
    duties: Mapping[str, str],
    guests: Sequence[ReaderKey],
    kept_out: frozenset[int],
) -> Circle:
    known = {key.user_id for key in found[Layer.INNER]}
    new = [key for key in guests if key.user_id not in known]
    added = frozenset(key.user_id for key in new if key.user_id is not None)
    members = _close({**found, Layer.INNER: [*found[Layer.INNER], *new]})
    return Circle(duties, members, added, kept_out)


def _close(candidates: Mapping[str, list[ReaderKey]]) -> dict[str, list[ReaderKey]]:
    chosen = close_circle(candidates)
    if not all(chosen.values()):
        raise NoReaders
    return chosen


def rings_of(circles: Sequence[Circle]) -> dict[str, int]:
    """Return the ring of each circle by its digest, made where it is new."""
    by_digest = {circle.digest: circle for circle in circles}
    rings = dict(KeyRing.objects.filter(digest__in=by_digest).values_list("digest", "pk"))
    for digest, circle in by_digest.items():
        if digest not in rings:
            rings[digest] = _make_ring(circle)
    return rings


@transaction.atomic
def _make_ring(circle: Circle) -> int:
    duties = {"inner_duty": circle.duties[Layer.INNER], "outer_duty": circle.duties.get(Layer.OUTER, "")}
    ring, is_new = KeyRing.objects.get_or_create(digest=circle.digest, defaults=duties)
    if is_new:
        RingMember.objects.bulk_create(
            RingMember(
                ring=ring,
                layer=layer,
                person_key_id=key.key_id if key.user_id is not None else None,
                escrow_key_id=key.key_id if key.user_id is None else None,
            )
            for layer, found in circle.members.items()
            for key in found
        )
        kinds = RingException.Kind
        RingException.objects.bulk_create(
            [RingException(ring=ring, user_id=pk, kind=kinds.ADDED) for pk in circle.added]
            + [RingException(ring=ring, user_id=pk, kind=kinds.KEPT_OUT) for pk in circle.kept_out]
        )
    return ring.pk


def _seal_payload(
    purpose: str,
    payload: Mapping[str, Any],
    *,
    circle: Circle,
    ring_id: int,
) -> PreparedEnvelope:
    handle = uuid.uuid4()
    # The handle inside ties ciphertext and row together: two envelopes cannot be exchanged unnoticed.
    text = json.dumps(
        {"handle": handle.hex, "purpose": str(purpose), "payload": dict(payload)}, ensure_ascii=False
    )
    data = text.encode()
    data += b" " * (-len(data) % PADDING_BYTES)
    inner = circle.public_keys(Layer.INNER)
    if Layer.OUTER in circle.members:
        outer = circle.public_keys(Layer.OUTER)
        sealed, algorithm = sealing.seal_nested(data, inner=inner, outer=outer), sealing.NESTED_ALGORITHM
    else:
        sealed, algorithm = sealing.seal(data, inner), sealing.ALGORITHM
    return PreparedEnvelope(
        handle=handle, purpose=str(purpose), ciphertext=sealed, algorithm=algorithm, ring_id=ring_id
    )


def _read_payload(envelope: Envelope, data: bytes) -> dict[str, Any]:
    content = json.loads(data)
    if content["handle"] != envelope.handle.hex or content["purpose"] != envelope.purpose:
        raise sealing.CannotOpen
    payload: dict[str, Any] = content["payload"]
    return payload


def _envelope_row(prepared: PreparedEnvelope, *, key: tuple[str, int]) -> Envelope:
    label, subject_id = key
    return Envelope(
        handle=prepared.handle,
        subject_label=label,
        subject_id=subject_id,
        purpose=prepared.purpose,
        ciphertext=prepared.ciphertext,
        algorithm=prepared.algorithm,
        ring_id=prepared.ring_id,
    )
