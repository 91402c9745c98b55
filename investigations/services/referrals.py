"""Writes of preserved evidence and of referrals to the police."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case, Preservation, Referral
from investigations.policies import may_order
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@transaction.atomic
def preserve_evidence(
    case: Case, *, actor: User, items: str, place: str, approval_number: str, preserved_on: datetime.date
) -> Preservation:
    """Register evidence that may be lost and keep it; within seven working days it is decided on."""
    _refuse_strangers(case, actor)
    preservation = Preservation(
        case=case, items=items, place=place, approval_number=approval_number, preserved_on=preserved_on
    )
    begin(preservation, move="preserve", actor=actor)
    return preservation


@transaction.atomic
def settle_evidence(
    preservation: Preservation,
    *,
    actor: User,
    settlement: str,
    settled_on: datetime.date,
    note: str = "",
) -> LogEntry:
    """Decide what becomes of preserved evidence."""
    if not preservation.preserved_on <= settled_on <= timezone.localdate():
        raise MoveRefused(_("The day lies between the preservation and today."))
    return advance(
        preservation, "settle", actor=actor, note=note, settlement=settlement, settled_on=settled_on
    )


@transaction.atomic
def propose_referral(case: Case, *, actor: User, crime: str, grounds: str, officers: str) -> Referral:
    """Report to the head that a crime is suspected; two officers sign (Decree 310 art. 5)."""
    _refuse_strangers(case, actor)
    referral = Referral(case=case, crime=crime, grounds=grounds, officers=officers)
    try:
        with transaction.atomic():
            begin(referral, move="propose", actor=actor)
    except IntegrityError as error:
        raise MoveRefused(_("A referral of this crime is under way already.")) from error
    return referral


@transaction.atomic
def approve_referral(referral: Referral, *, actor: User, note: str = "") -> LogEntry:
    """Approve the referral; the police get it within twenty-four hours."""
    return advance(referral, "approve", actor=actor, note=note)


@transaction.atomic
def refuse_referral(referral: Referral, *, actor: User, note: str) -> LogEntry:
    """Decide not to refer; the reason stays in the file."""
    return advance(referral, "refuse", actor=actor, note=note)


@transaction.atomic
def hand_over_referral(
    referral: Referral, *, actor: User, handed_over_at: datetime.datetime, note: str = ""
) -> LogEntry:
    """Record when the police got the case."""
    # The form knows minutes, the approval its very moment.
    if (
        referral.approved_at
        and not referral.approved_at.replace(second=0, microsecond=0) <= handed_over_at <= timezone.now()
    ):
        raise MoveRefused(_("The time lies between the approval and now."))
    return advance(referral, "hand_over", actor=actor, note=note, handed_over_at=handed_over_at)


@transaction.atomic
def take_up_referral(
    referral: Referral, *, actor: User, police_decided_on: datetime.date, note: str = ""
) -> LogEntry:
    """Note that the police took the case up."""
    return advance(referral, "take_up", actor=actor, note=note, police_decided_on=police_decided_on)


@transaction.atomic
def decline_referral(
    referral: Referral, *, actor: User, police_decided_on: datetime.date, note: str
) -> LogEntry:
    """Note that the police declined, and why."""
    return advance(referral, "decline", actor=actor, note=note, police_decided_on=police_decided_on)


@transaction.atomic
def object_to_police(referral: Referral, *, actor: User, objected_on: datetime.date, note: str) -> LogEntry:
    """Ask the police to reconsider, or the procuratorate to supervise."""
    return advance(referral, "object", actor=actor, note=note, objected_on=objected_on)


@transaction.atomic
def take_back_referral(referral: Referral, *, actor: User, note: str) -> LogEntry:
    """Take the case back and go on with the administrative penalty."""
    return advance(referral, "take_back", actor=actor, note=note)


@transaction.atomic
def deliver_material(
    referral: Referral, *, actor: User, delivered_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record that items and material went to the police."""
    return advance(referral, "deliver", actor=actor, note=note, delivered_on=delivered_on)


def _refuse_strangers(case: Case, actor: User) -> None:
    refuse_unless(may_order(case, actor))
