"""Writes of hand-overs: the inner envelope of an identity, peeled by an approver, for one custodian alone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import sealing
from vault.errors import NoKey
from vault.models import Envelope, Handover, PersonKey
from vault.services.envelopes import open_peeled, peel_envelope
from vault.states import KeyState
from workflow.models import Subject


@transaction.atomic
def hand_over(envelope: Envelope, *, identity: str, to: User, subject: Subject) -> Handover:
    """Peel the outer layer in the approver's session and seal what is inside to one custodian.

    Raises `NoKey` when that custodian has no key in use and `CannotOpen` when the approver's key does not fit.
    """
    key = PersonKey.objects.filter(user=to, state=KeyState.ACTIVE).first()
    if key is None:
        raise NoKey
    inner = peel_envelope(envelope, identity=identity)
    return Handover.objects.create(
        subject_label=subject.label(),
        subject_id=subject.pk,
        envelope=envelope,
        person_key=key,
        ciphertext=sealing.seal(inner, [key.public_key]),
    )


def open_handover(subject: Subject, *, identity: str) -> dict[str, Any]:
    """Open what was handed over for `subject`; raise `CannotOpen` when it is gone or the key does not fit."""
    handover = (
        Handover.objects.select_related("envelope").filter(**_about(subject), destroyed_at=None).first()
    )
    if handover is None:
        raise sealing.CannotOpen
    inner = sealing.open_sealed(bytes(handover.ciphertext), identity)
    return open_peeled(handover.envelope, inner, identity=identity)


def destroy_handover(subject: Subject) -> None:
    """Erase what was handed over for `subject`; the row stays as the proof."""
    handovers = Handover.objects.filter(**_about(subject), destroyed_at=None)
    handovers.update(ciphertext=b"", destroyed_at=timezone.now())


def _about(subject: Subject) -> dict[str, Any]:
    return {"subject_label": subject.label(), "subject_id": subject.pk}
