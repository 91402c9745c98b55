"""Sealing anew: who joined is let in, who left is left out, exchanged keys are followed. In batches, at any time.

Nothing is shown to the session that does it. A run that stops is simply continued: what is done has its new ring, and
what arrives meanwhile is sealed to the new keys from the start.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from vault import sealing
from vault.models import Envelope, KeyRing, PersonKey
from vault.rings import Circle, StaleRing, circles_present, due_of, stale_rings, usable_keys
from vault.selectors import Layer, active_key
from vault.services.envelopes import rings_of
from vault.states import KeyState
from workflow.models import Subject
from workflow.services import record

BATCH = 50
# One click works this long, then the page shows how far it is and goes on.
SECONDS_A_RUN = 5.0

Reseal = Callable[[bytes], bytes]


@dataclass
class Run:
    """How far a run has come."""

    done: int = 0
    unreadable: int = 0
    is_complete: bool = True


def stale_for(user: User) -> list[StaleRing]:
    """Return the rings that this person's session can bring to date."""
    mine = usable_keys(user)
    return [ring for ring in stale_rings() if ring.opens_to(mine)]


def reseal_waiting(*, actor: User, identity: str, seconds: float = SECONDS_A_RUN) -> Run:
    """Seal anew what waits and this session can open, for as long as it may take; the log keeps how much."""
    run, until = Run(), time.monotonic() + seconds
    for ring in stale_for(actor):
        how = _how(ring, ring.due_alone, identity)
        _reseal_ring(ring, ring.due_alone, how, run=run, until=until)
    key = active_key(actor)
    if key is not None and run.done:
        record(key, "reseal", actor=actor, note=str(run.done))
    forget_emptied_keys()
    return run


def reseal_by_escrow(escrow_id: int, *, identity: str, seconds: float) -> Run:
    """Seal anew what waits and the escrow key opens, both layers where there are two."""
    run, until = Run(), time.monotonic() + seconds
    for ring in stale_rings():
        inner = ring.present.members[Layer.INNER]
        if any(key.user_id is None and key.key_id == escrow_id for key in inner):
            _reseal_ring(ring, ring.due, _by_escrow(ring, identity), run=run, until=until)
    forget_emptied_keys()
    return run


@transaction.atomic
def reseal_envelope(envelope: Envelope, *, identity: str, readers: Iterable[User] = ()) -> Envelope:
    """Seal one envelope of one layer anew, to its readers by now and to `readers`, in a session that opens it."""
    row = Envelope.objects.select_for_update().select_related("ring").get(pk=envelope.pk)
    if row.is_nested:
        raise sealing.CannotOpen
    due = due_of(row.ring, readers=readers)
    data = sealing.open_sealed(bytes(row.ciphertext), identity)
    row.ciphertext = sealing.seal(data, due.public_keys(Layer.INNER))
    row.ring_id = rings_of([due])[due.digest]
    row.save(update_fields=["ciphertext", "ring"])
    return row


@transaction.atomic
def keep_out(subject: Subject, people: Iterable[User]) -> None:
    """Say that these people shall not read what is sealed about `subject`. Takes no key: it changes the rule.

    Sealing anew then leaves them out, and never lets them in who join later; until then the pages keep them away.
    """
    away = frozenset(person.pk for person in people)
    envelopes = Envelope.objects.filter(subject_label=subject.label(), subject_id=subject.pk)
    _change_rule(
        envelopes, lambda rule: replace(rule, added=rule.added - away, kept_out=rule.kept_out | away)
    )


@transaction.atomic
def take_back(envelopes: QuerySet[Envelope], people: Iterable[User]) -> None:
    """Say that these people, let in one by one with `reseal_envelope`, are readers no longer. Takes no key either."""
    away = frozenset(person.pk for person in people)
    _change_rule(envelopes, lambda rule: replace(rule, added=rule.added - away))


def _change_rule(envelopes: QuerySet[Envelope], changed: Callable[[Circle], Circle]) -> None:
    """Give envelopes rings with the same keys and another rule, which the next sealing anew follows."""
    sealed = envelopes.filter(destroyed_at=None).order_by()
    rings = list(KeyRing.objects.filter(pk__in=sealed.values("ring")))
    for ring_id, circle in circles_present(rings).items():
        new = changed(circle)
        if new != circle:
            mine = sealed.filter(ring=ring_id).values("pk")
            Envelope.objects.filter(pk__in=mine).update(ring=rings_of([new])[new.digest])


def forget_emptied_keys() -> None:
    """Erase the private halves of exchanged keys to which nothing is sealed any more."""
    exchanged = PersonKey.objects.filter(state=KeyState.RETIRED).exclude(sealed_private_key=b"")
    still_used = Envelope.objects.filter(destroyed_at=None, ring__members__person_key__in=exchanged)
    used = still_used.values("ring__members__person_key")
    exchanged.exclude(pk__in=used).update(sealed_private_key=b"", salt=b"")


def _how(ring: StaleRing, due: Circle, identity: str) -> Reseal:
    """Open the layer that one person's session opens, and seal it to the keys that are due."""
    layer = ring.opening_layer()
    keys = due.public_keys(layer)
    return lambda sealed: sealing.seal(sealing.open_sealed(sealed, identity), keys)


def _by_escrow(ring: StaleRing, identity: str) -> Reseal:
    inner = ring.due.public_keys(Layer.INNER)
    if Layer.OUTER not in ring.due.members:
        return lambda sealed: sealing.seal(sealing.open_sealed(sealed, identity), inner)
    outer = ring.due.public_keys(Layer.OUTER)

    def anew(sealed: bytes) -> bytes:
        data = sealing.open_nested(sealed, outer_identity=identity, inner_identity=identity)
        return sealing.seal_nested(data, inner=inner, outer=outer)

    return anew


def _reseal_ring(ring: StaleRing, due: Circle, anew: Reseal, *, run: Run, until: float) -> None:
    ring_id = rings_of([due])[due.digest]
    for batch in _batches(ring.ring_id):
        if time.monotonic() > until:
            run.is_complete = False
            return
        with transaction.atomic():
            for envelope in Envelope.objects.select_for_update().filter(pk__in=batch, ring=ring.ring_id):
                _reseal_one(envelope, anew, ring_id=ring_id, run=run)


def _reseal_one(envelope: Envelope, anew: Reseal, *, ring_id: int, run: Run) -> None:
    try:
        sealed = anew(bytes(envelope.ciphertext))
    except sealing.CannotOpen:
        run.unreadable += 1
        return
    # SQLite knows no row lock: a colleague may have been faster, and a destroyed one stays destroyed.
    still = Envelope.objects.filter(pk=envelope.pk, ring=envelope.ring_id, destroyed_at=None)
    run.done += still.update(ciphertext=sealed, ring=ring_id)


def _batches(ring_id: int) -> Iterator[list[int]]:
    last = 0
    while True:
        waiting = Envelope.objects.filter(ring=ring_id, destroyed_at=None, pk__gt=last).order_by("pk")
        batch = list(waiting.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1]
