"""Writes of the escrow key: the ceremony that makes it on three sheets, and recovery by two of them.

The private half exists in memory only, for the length of one call.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from vault import keys, sealing
from vault.models import EscrowBox, EscrowKey, EscrowShare, PersonKey
from vault.services.resealing import Run, reseal_by_escrow
from vault.shares import PAIRS, SHEETS, Share, new_share
from vault.states import EscrowState
from workflow.services import advance, begin, record

# The codes are random: their length is their strength, as with receipts.
SHEET_COST = keys.KeyCost(memory_kib=19456, passes=2, lanes=1)


@dataclass(frozen=True)
class Ceremony:
    """What a ceremony has made: the key's row, and the three codes, shown once."""

    escrow: EscrowKey
    shares: list[Share] = field(repr=False)


def hold_ceremony(*, holders: Sequence[User], actor: User | None) -> Ceremony:
    """Make an escrow key on three sheets, of which any two open it and one alone nothing. An earlier one gives way."""
    if len({holder.pk for holder in holders}) != len(SHEETS):
        raise ValueError("three different people keep the three sheets")
    identity, public_key = sealing.new_identity()
    shares = [new_share(number) for number in SHEETS]
    escrow = EscrowKey(public_key=public_key)
    boxes = [_box(identity, shares[first - 1], shares[second - 1]) for first, second in PAIRS]
    with transaction.atomic():
        for earlier in EscrowKey.objects.filter(state=EscrowState.HELD):
            advance(earlier, "replace", actor=actor)
        begin(escrow, move="hold", actor=actor)
        EscrowShare.objects.bulk_create(
            EscrowShare(escrow=escrow, number=number, holder=holder)
            for number, holder in zip(SHEETS, holders, strict=True)
        )
        for box in boxes:
            box.escrow = escrow
        EscrowBox.objects.bulk_create(boxes)
    return Ceremony(escrow, shares)


def recover(
    first: Share, second: Share, *, actor: User, confirmed: Iterable[PersonKey] = (), seconds: float
) -> Run:
    """Let two holders confirm keys with their codes, and seal anew whatever waits, identities too.

    Raises `CannotOpen` when the two codes do not belong to two sheets of one ceremony.
    """
    escrow, identity = _open_escrow(first, second)
    sheets = f"{min(first.number, second.number)}+{max(first.number, second.number)}"
    for key in confirmed:
        advance(key, "confirm", actor=None, by=None, note=sheets)
    run = reseal_by_escrow(escrow.pk, identity=identity, seconds=seconds)
    record(escrow, "recover", actor=actor, note=f"{sheets}: {run.done}")
    return run


def open_escrow(boxes: Iterable[EscrowBox], first: Share, second: Share) -> str:
    """Open the escrow key with two sheets, from boxes in the database or in the head of a backup."""
    return _opened(boxes, first, second)[1]


def _open_escrow(first: Share, second: Share) -> tuple[EscrowKey, str]:
    box, identity = _opened(EscrowBox.objects.select_related("escrow").order_by("-pk"), first, second)
    return box.escrow, identity


def _opened(boxes: Iterable[EscrowBox], first: Share, second: Share) -> tuple[EscrowBox, str]:
    low, high = sorted((first, second), key=lambda share: share.number)
    for box in boxes:
        if (box.first, box.second) != (low.number, high.number):
            continue
        try:
            return box, _open_box(box, low, high)
        except sealing.CannotOpen:  # the sheets of another ceremony
            continue
    raise sealing.CannotOpen


def _box(identity: str, low: Share, high: Share) -> EscrowBox:
    salt = secrets.token_bytes(keys.SALT_BYTES)
    inner = sealing.seal_secret(identity.encode(), _key_of(low, salt, SHEET_COST))
    sealed = sealing.seal_secret(inner, _key_of(high, salt, SHEET_COST))
    return EscrowBox(first=low.number, second=high.number, sealed=sealed, salt=salt, kdf=str(SHEET_COST))


def _open_box(box: EscrowBox, low: Share, high: Share) -> str:
    salt, cost = bytes(box.salt), keys.KeyCost.parse(box.kdf)
    inner = sealing.open_secret(bytes(box.sealed), _key_of(high, salt, cost))
    return sealing.open_secret(inner, _key_of(low, salt, cost)).decode()


def _key_of(share: Share, salt: bytes, cost: keys.KeyCost) -> bytes:
    return keys.derive_raw(share.code.encode(), salt=salt, cost=cost, length=sealing.KEY_BYTES)
