"""Reads of the vault. None of them opens anything."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from accounts.models import Duty, DutyAssignment, User
from vault.models import CleanCopy, Envelope, EscrowKey, KeyRing, PersonKey, Purpose, RingMember, SealedFile
from vault.policies import KEY_DUTIES
from vault.states import STANDING, EscrowState, KeyState
from workflow.models import Subject

Layer = RingMember.Layer

# Who reads what. Identity lies in two layers, so that it takes two people (settled question 1).
READERS: dict[str, dict[str, str]] = {
    Purpose.IDENTITY: {Layer.INNER: Duty.CUSTODIAN, Layer.OUTER: Duty.LEADER},
    Purpose.WORDS: {Layer.INNER: Duty.DESK},
    Purpose.FILE: {Layer.INNER: Duty.DESK},
    Purpose.PAYEE: {Layer.INNER: Duty.CASHIER},
    Purpose.MESSAGE: {Layer.INNER: Duty.DESK},
    # Of a witness or a party, for the team of the case and those who lead it.
    Purpose.PAPERS: {Layer.INNER: Duty.LEADER},
}


@dataclass(frozen=True)
class ReaderKey:
    """A public key that something may be sealed to: a person's, or the escrow's when `user_id` is None."""

    public_key: str
    key_id: int
    user_id: int | None


def public_keys_for(duty: str, *, exclude: Iterable[User] = ()) -> list[ReaderKey]:
    """Return the active keys of everyone who holds `duty` today, less the excluded, plus escrow."""
    return keys_by_duty([duty], kept_out=frozenset(user.pk for user in exclude))[duty]


def keys_by_duty(duties: Sequence[str], *, kept_out: Collection[int] = ()) -> dict[str, list[ReaderKey]]:
    """Return for each duty the keys to seal to. Two queries, however many duties."""
    rows = (
        DutyAssignment.objects.in_force()
        .filter(
            duty__in=set(duties),
            user__is_active=True,
            user__vault_keys__state=KeyState.ACTIVE,
        )
        .values_list("duty", "user_id", "user__vault_keys__pk", "user__vault_keys__public_key")
    )
    found: dict[str, set[ReaderKey]] = {duty: set() for duty in duties}
    for duty, user_id, key_id, public_key in rows:
        if user_id not in kept_out:
            found[duty].add(ReaderKey(public_key=public_key, key_id=key_id, user_id=user_id))
    escrow = escrow_keys()
    return {duty: [*sorted(keys, key=lambda key: key.key_id), *escrow] for duty, keys in found.items()}


def escrow_keys() -> list[ReaderKey]:
    """Return the escrow keys in use: one, or two while they are exchanged."""
    rows = EscrowKey.objects.filter(state=EscrowState.HELD).order_by("pk").values_list("public_key", "pk")
    return [ReaderKey(public_key=public_key, key_id=pk, user_id=None) for public_key, pk in rows]


def keys_of_people(user_ids: Collection[int]) -> list[ReaderKey]:
    """Return the keys in use of these people."""
    if not user_ids:
        return []
    rows = PersonKey.objects.filter(user__in=user_ids, state=KeyState.ACTIVE, user__is_active=True)
    found = rows.order_by("pk").values_list("public_key", "pk", "user_id")
    return [ReaderKey(public_key=public_key, key_id=pk, user_id=user_id) for public_key, pk, user_id in found]


def escrow_in_use() -> EscrowKey | None:
    """Return the escrow key of the last ceremony, or None before the first."""
    return EscrowKey.objects.filter(state=EscrowState.HELD).last()


def active_key(user: User) -> PersonKey | None:
    """Return the person's key, confirmed or not, or None before the first sign-in."""
    return PersonKey.objects.filter(user=user, state__in=STANDING).first()


def keys_to_confirm() -> QuerySet[PersonKey]:
    """Return the new keys of people who open what is sealed: a colleague must say that each is theirs."""
    readers = DutyAssignment.objects.in_force().filter(duty__in=KEY_DUTIES).values("user")
    waiting = PersonKey.objects.filter(state=KeyState.WAITING, user__in=readers, user__is_active=True)
    found: QuerySet[PersonKey] = waiting.select_related("user__agency").order_by("pk")
    return found


def get_key(user: User, reference: str) -> PersonKey:
    """Return a colleague's key for somebody who opens what is sealed, or raise Http404."""
    if not user.has_duty(*KEY_DUTIES):
        raise Http404
    try:
        key: PersonKey = PersonKey.objects.by_reference(reference)
    except PersonKey.DoesNotExist as error:
        raise Http404 from error
    return key


def envelopes_open_to(keys: Iterable[PersonKey]) -> QuerySet[Envelope]:
    """Return the envelopes of which these keys fit a layer: what a thief of the keys could have opened with them."""
    rings = RingMember.objects.filter(person_key__in=list(keys)).values("ring")
    return Envelope.objects.filter(ring__in=rings, destroyed_at=None)


def envelopes_of(subject: Subject, *, purpose: str | None = None) -> QuerySet[Envelope]:
    """Return the envelopes of a subject, oldest first; those destroyed are stubs without ciphertext."""
    envelopes = Envelope.objects.filter(subject_label=subject.label(), subject_id=subject.pk)
    return (envelopes.filter(purpose=purpose) if purpose else envelopes).order_by("created_at", "pk")


def files_of(subject: Subject) -> QuerySet[SealedFile]:
    """Return the sealed files of a subject, in the order of their arrival."""
    return (
        SealedFile.objects.filter(subject_label=subject.label(), subject_id=subject.pk)
        .select_related("envelope", "copy__envelope")
        .order_by("created_at", "pk")
    )


def can_open(envelope: Envelope, user: User, *, layer: str = Layer.INNER) -> bool:
    """Tell whether a key that the person still has fits a layer. Whether it may be used is the caller's policy."""
    return (
        envelope.destroyed_at is None
        and RingMember.objects.filter(
            ring=envelope.ring_id,
            layer=layer,
            person_key__user=user,
        )
        .exclude(person_key__sealed_private_key=b"")
        .exists()
    )


def openable_by(user: User, envelopes: QuerySet[Envelope]) -> QuerySet[Envelope]:
    """Keep the envelopes of one layer that a key which the person still has fits."""
    mine = PersonKey.objects.filter(user=user).exclude(sealed_private_key=b"")
    rings = RingMember.objects.filter(layer=Layer.INNER, person_key__in=mine).values("ring")
    return envelopes.filter(ring__in=rings, destroyed_at=None)


def readers_of(envelope: Envelope, *, layer: str = Layer.INNER) -> QuerySet[User]:
    """Return the people whose keys fit a layer of the envelope."""
    keys = RingMember.objects.filter(ring=envelope.ring_id, layer=layer).values("person_key__user")
    return User.objects.filter(pk__in=keys).order_by("pk")


def envelopes_waiting_for(user: User, *, purposes: Sequence[str]) -> QuerySet[Envelope]:
    """Return the envelopes of these purposes that the person's key in use does not open yet.

    Few rings serve many envelopes, so this stays quick however many envelopes there are.
    """
    mine = PersonKey.objects.filter(user=user).exclude(sealed_private_key=b"")
    fitting = KeyRing.objects.filter(members__person_key__in=mine).values("pk")
    return Envelope.objects.filter(purpose__in=purposes, destroyed_at=None).exclude(ring__in=fitting)


def unclaimed_handles(handles: Sequence[str]) -> set[str]:
    """Return those of the handles (hex) that no row of a sealed file or a clean copy names."""
    files = SealedFile.objects.filter(handle__in=handles).values_list("handle", flat=True)
    copies = CleanCopy.objects.filter(handle__in=handles).values_list("handle", flat=True)
    return set(handles) - {handle.hex for handle in (*files, *copies)}


def has_sealed(label: str) -> Exists:
    """Say in SQL whether anything about a file of this kind is sealed still."""
    return Exists(Envelope.objects.filter(subject_label=label, subject_id=OuterRef("pk"), destroyed_at=None))
