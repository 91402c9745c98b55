"""Keys as people see them: my own, whose wait, what is to be sealed anew, what a lost one could have opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from accounts.models import User
from desk.selectors.files import KINDS
from vault.models import EscrowKey, PersonKey, Purpose, RingMember
from vault.rings import StaleRing, stale_rings, usable_keys
from vault.selectors import Layer, envelopes_open_to, escrow_in_use
from vault.states import KeyState
from workflow.models import subject_model

REFERENCES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Resealing:
    """Envelopes of one kind that this session can seal anew: how many, whom it lets in, whom it leaves out."""

    titles: Sequence[str]
    total: int
    joining: Sequence[str]
    leaving: Sequence[str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: how many envelopes, and who can seal them to their key."""

    total: int = 0
    helpers: Sequence[str] = ()
    needs_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a key could have opened, by kind; for an identity a second person was needed."""

    counts: Sequence[tuple[str, int]]
    references: Sequence[str]
    has_more: bool


@dataclass(frozen=True, slots=True)
class EscrowView:
    """The escrow key in use, and how much only the sheets of earlier ones open."""

    key: EscrowKey | None
    earlier: Sequence[tuple[EscrowKey, int]] = field(default_factory=list)
    waiting: int = 0


def resealings_for(user: User) -> list[Resealing]:
    """List what this person's session can seal anew. A fixed number of queries."""
    mine = usable_keys(user)
    rings = [ring for ring in stale_rings() if ring.opens_to(mine)]
    names = _names(set().union(*(ring.present.people() | ring.due_alone.people() for ring in rings), set()))
    return [_resealing(ring, names) for ring in rings]


def waiting_for(user: User) -> Waiting:
    """Say what waits for this person, and who can help."""
    rings = [ring for ring in stale_rings() if user.pk in ring.due.people() - ring.present.people()]
    helpers: set[int] = set()
    for ring in rings:
        if ring.due_outside is None or user.pk in ring.due_outside.people():
            layer = ring.present.members[ring.opening_layer()]
            helpers |= {key.user_id for key in layer if key.user_id is not None}
    names = _names(helpers, only_in_use=True)
    return Waiting(sum(ring.total for ring in rings), sorted(names.values()), bool(rings) and not names)


def exposure_of(user: User) -> Exposure:
    """Say what this person's keys could have opened."""
    found = envelopes_open_to(PersonKey.objects.filter(user=user))
    counts = found.values_list("purpose").annotate(Count("pk")).order_by("purpose")
    subjects = (
        found.values_list("subject_label", "subject_id").distinct().order_by("subject_label", "subject_id")
    )
    shown = list(subjects[: REFERENCES_SHOWN + 1])
    titles = {value: str(label) for value, label in Purpose.choices}
    return Exposure(
        [(titles[purpose], count) for purpose, count in counts],
        _references(shown[:REFERENCES_SHOWN]),
        len(shown) > REFERENCES_SHOWN,
    )


def escrow_view() -> EscrowView:
    """Describe the escrow key, with what earlier ones still hold."""
    members = RingMember.objects.filter(layer=Layer.INNER, ring__envelopes__destroyed_at=None)
    counts = dict(
        members.exclude(escrow_key=None).values_list("escrow_key").annotate(Count("ring__envelopes"))
    )
    earlier = EscrowKey.objects.exclude(retired_at=None).order_by("-pk")
    held = [(key, counts[key.pk]) for key in earlier if counts.get(key.pk)]
    return EscrowView(escrow_in_use(), held, sum(ring.total for ring in stale_rings()))


def _resealing(ring: StaleRing, names: dict[int, str]) -> Resealing:
    titles = {value: str(label) for value, label in Purpose.choices}
    now, due = ring.present.people(), ring.due_alone.people()
    return Resealing(
        [titles[purpose] for purpose in ring.counts],
        ring.total,
        sorted(names[pk] for pk in due - now),
        sorted(names[pk] for pk in now - due),
    )


def _names(people: set[int], *, only_in_use: bool = False) -> dict[int, str]:
    found = User.objects.filter(pk__in=people)
    if only_in_use:
        found = found.filter(is_active=True, vault_keys__state=KeyState.ACTIVE)
    return dict(found.values_list("pk", "name"))


def _references(subjects: Iterable[tuple[str, int]]) -> list[str]:
    wanted: dict[str, list[int]] = {}
    for label, key in subjects:
        wanted.setdefault(label, []).append(key)
    known = {model.label() for model in KINDS.values()}
    return [
        subject.reference
        for label, keys in wanted.items()
        if label in known
        for subject in subject_model(label)._default_manager.filter(pk__in=keys).only("pk", "created_at")
    ]
