"""Rings: whom envelopes are sealed to, and whom they should be sealed to by now. Reads, and the arithmetic of sets.

A few rings serve a million envelopes, so every question about keys is asked of the rings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count

from accounts.models import User
from vault.errors import NoReaders
from vault.models import Envelope, KeyRing, PersonKey, RingException, RingMember
from vault.selectors import Layer, ReaderKey, keys_by_duty, keys_of_people

Members = Mapping[str, Sequence[ReaderKey]]


@dataclass(frozen=True)
class Circle:
    """The keys of each layer, with the rule that chose them."""

    duties: Mapping[str, str]
    members: Members
    added: frozenset[int] = frozenset()
    kept_out: frozenset[int] = frozenset()

    @property
    def digest(self) -> str:
        """Name the circle: same keys by the same rule, same ring."""
        lines = [f"{layer}={duty}" for layer, duty in self.duties.items()]
        lines += [f"{layer}:{key.public_key}" for layer, found in self.members.items() for key in found]
        lines += [f"+{pk}" for pk in self.added] + [f"-{pk}" for pk in self.kept_out]
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()

    def public_keys(self, layer: str) -> list[str]:
        """Return the keys to seal a layer to."""
        return [key.public_key for key in self.members[layer]]

    def people(self) -> set[int]:
        """Return who holds one of the keys."""
        return {key.user_id for found in self.members.values() for key in found if key.user_id is not None}

    def has_same_keys(self, other: Circle) -> bool:
        """Tell whether the same keys open both."""
        return self._keys() == other._keys()

    def _keys(self) -> set[tuple[str, str]]:
        return {(str(layer), key.public_key) for layer, found in self.members.items() for key in found}


@dataclass(frozen=True)
class StaleRing:
    """A ring whose envelopes should be sealed anew: somebody joined, left, or exchanged a key."""

    ring_id: int
    counts: Mapping[str, int]
    present: Circle
    due: Circle
    # What a session of the outer layer can do alone: the inner one stays as it is, and sealed.
    due_outside: Circle | None = None

    @property
    def total(self) -> int:
        """How many envelopes there are."""
        return sum(self.counts.values())

    @property
    def due_alone(self) -> Circle:
        """What one person's session can bring it to."""
        return self.due_outside or self.due

    def opening_layer(self) -> str:
        """Name the layer that one person's session opens to seal anew."""
        return Layer.OUTER if self.due_outside else Layer.INNER

    def opens_to(self, key_ids: Iterable[int]) -> bool:
        """Tell whether a session with these keys can bring it to date as far as one person can."""
        wanted, mine = self.due_alone, set(key_ids)
        if self.present.has_same_keys(wanted) or not all(wanted.members.values()):
            return False
        layer = self.present.members[self.opening_layer()]
        return any(key.key_id in mine for key in layer if key.user_id is not None)


def close_circle(members: Mapping[str, Sequence[ReaderKey]]) -> dict[str, list[ReaderKey]]:
    """Keep a person out of the outer layer who is in the inner one: no single person opens both."""
    inner = list(members[Layer.INNER])
    inside = {key.user_id for key in inner if key.user_id is not None}
    chosen = {str(Layer.INNER): inner}
    if Layer.OUTER in members:
        chosen[str(Layer.OUTER)] = [key for key in members[Layer.OUTER] if key.user_id not in inside]
    return chosen


def circles_due(rings: Sequence[KeyRing]) -> dict[int, Circle]:
    """Return whom each ring should have by now. A fixed number of queries."""
    duties = sorted({duty for ring in rings for duty in _duties(ring).values()})
    by_duty = keys_by_duty(duties)
    added, kept_out = _exceptions(rings)
    guests = keys_of_people({pk for people in added.values() for pk in people})
    due = {}
    for ring in rings:
        more, less = added.get(ring.pk, frozenset()), kept_out.get(ring.pk, frozenset())
        members = {
            layer: [key for key in by_duty[duty] if key.user_id not in less]
            for layer, duty in _duties(ring).items()
        }
        known = {key.key_id for key in members[Layer.INNER] if key.user_id is not None}
        members[Layer.INNER] += [key for key in guests if key.user_id in more and key.key_id not in known]
        due[ring.pk] = Circle(_duties(ring), close_circle(members), more, less)
    return due


def due_of(ring: KeyRing, *, readers: Iterable[User] = ()) -> Circle:
    """Return whom one ring should have by now, with further readers; raise `NoReaders` if that is nobody."""
    due = circles_due([ring])[ring.pk]
    new = frozenset(reader.pk for reader in readers) - due.people() - due.kept_out
    inner = [*due.members[Layer.INNER], *keys_of_people(new)]
    circle = Circle(
        due.duties, close_circle({**due.members, Layer.INNER: inner}), due.added | new, due.kept_out
    )
    if not all(circle.members.values()):
        raise NoReaders
    return circle


def stale_rings() -> list[StaleRing]:
    """Return the rings in use that have not the keys they should have. A fixed number of queries."""
    counts: dict[int, dict[str, int]] = {}
    used = Envelope.objects.filter(destroyed_at=None).values_list("ring", "purpose")
    for ring_id, purpose, count in used.annotate(Count("pk")).order_by("ring", "purpose"):
        counts.setdefault(ring_id, {})[purpose] = count
    rings = list(KeyRing.objects.filter(pk__in=counts).exclude(inner_duty="").order_by("pk"))
    due, present = circles_due(rings), circles_present(rings)
    found = []
    for ring in rings:
        now, wanted = present[ring.pk], due[ring.pk]
        if now.has_same_keys(wanted) or not all(wanted.members.values()):
            continue
        found.append(StaleRing(ring.pk, counts[ring.pk], now, wanted, _outside(now, wanted)))
    return found


def circles_present(rings: Sequence[KeyRing]) -> dict[int, Circle]:
    """Return the keys that each ring has, with its rule. Two queries."""
    members: dict[int, dict[str, list[ReaderKey]]] = {
        ring.pk: {layer: [] for layer in _duties(ring)} for ring in rings
    }
    rows = RingMember.objects.filter(ring__in=rings).select_related("person_key", "escrow_key").order_by("pk")
    for row in rows:
        layer = members[row.ring_id].setdefault(row.layer, [])
        if row.person_key is not None:
            layer.append(ReaderKey(row.person_key.public_key, row.person_key.pk, row.person_key.user_id))
        elif row.escrow_key is not None:
            layer.append(ReaderKey(row.escrow_key.public_key, row.escrow_key.pk, None))
    added, kept_out = _exceptions(rings)
    nobody: frozenset[int] = frozenset()
    return {
        ring.pk: Circle(
            _duties(ring), members[ring.pk], added.get(ring.pk, nobody), kept_out.get(ring.pk, nobody)
        )
        for ring in rings
    }


def usable_keys(user: User) -> list[int]:
    """Return the keys whose private half a session of this person holds: the one in use, and exchanged ones."""
    mine = PersonKey.objects.filter(user=user).exclude(sealed_private_key=b"")
    return list(mine.values_list("pk", flat=True))


def _outside(now: Circle, wanted: Circle) -> Circle | None:
    if Layer.OUTER not in wanted.members:
        return None
    inner = now.members[Layer.INNER]
    members = close_circle({Layer.INNER: inner, Layer.OUTER: wanted.members[Layer.OUTER]})
    return Circle(wanted.duties, members, wanted.added, wanted.kept_out)


def _duties(ring: KeyRing) -> dict[str, str]:
    found = {str(Layer.INNER): ring.inner_duty, str(Layer.OUTER): ring.outer_duty}
    return {layer: duty for layer, duty in found.items() if duty}


def _exceptions(rings: Sequence[KeyRing]) -> tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]]:
    added: dict[int, frozenset[int]] = {}
    kept_out: dict[int, frozenset[int]] = {}
    for ring_id, user_id, kind in RingException.objects.filter(ring__in=rings).values_list(
        "ring", "user", "kind"
    ):
        people = added if kind == RingException.Kind.ADDED else kept_out
        people[ring_id] = people.get(ring_id, frozenset()) | {user_id}
    return added, kept_out
