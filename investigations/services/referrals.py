"""Writes of preserved evidence and of referrals to the police."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case, Preservation, Referral
from investigations.notices_evidence import preservation_decision, preservation_notice
from investigations.notices_referrals import crime_referral_notice
from investigations.policies import may_order
from investigations.services.papers import issue_paper
from statutes.rules import get_rule
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.selectors import running_clock
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@issues_paper
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
    until = timezone.localdate(running_clock(preservation, "evidence.preservation").due_at)
    issue_paper("evidence_preservation", preservation, preservation_notice(preservation, until=until), actor)
    return preservation


@issues_paper
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
    entry = advance(
        preservation, "settle", actor=actor, note=note, settlement=settlement, settled_on=settled_on
    )
    issue_paper("preservation_decision", preservation, preservation_decision(preservation), actor)
    return entry


@transaction.atomic
def propose_referral(
    case: Case, *, actor: User, crime: str, grounds: str, officers: Iterable[User]
) -> Referral:
    """Report to the head that a crime is suspected; two officers of the team form a special group (art. 5)."""
    _refuse_strangers(case, actor)
    group = _special_group(case, officers)
    referral = Referral(
        case=case, crime=crime, grounds=grounds, officers="、".join(person.name for person in group)
    )
    try:
        with transaction.atomic():
            begin(referral, move="propose", actor=actor)
            referral.group.set(group)
    except IntegrityError as error:
        raise MoveRefused(_("A referral of this crime is under way already.")) from error
    return referral


def _special_group(case: Case, officers: Iterable[User]) -> list[User]:
    group = list({person.pk: person for person in officers}.values())
    rule = get_rule("crime.team", on=timezone.localdate())
    if len(group) < rule.number:
        raise MoveRefused(
            _("One officer alone cannot refer a case: name the others, too. %(rule)s.")
            % {"rule": rule.citation}
        )
    for person in group:
        if not (person.certificate_no and case.is_member(person)):
            raise MoveRefused(
                _("%(person)s is no officer of this team: %(rule)s.")
                % {"person": person, "rule": rule.citation}
            )
    return group


@transaction.atomic
def approve_referral(referral: Referral, *, actor: User, note: str = "") -> LogEntry:
    """Approve the referral; the police get it within twenty-four hours."""
    return advance(referral, "approve", actor=actor, note=note)


@transaction.atomic
def refuse_referral(referral: Referral, *, actor: User, note: str) -> LogEntry:
    """Decide not to refer; the reason stays in the file."""
    return advance(referral, "refuse", actor=actor, note=note)


@issues_paper
@transaction.atomic
def hand_over_referral(
    referral: Referral,
    *,
    actor: User,
    handed_over_at: datetime.datetime,
    police: str,
    receipt: str,
    particulars: str,
    investigation_report: str,
    item_list: str,
    appraisal: str = "",
    other: str = "",
    note: str = "",
) -> LogEntry:
    """Record when the police got the case, with the papers of art. 6 and the receipt that they signed."""
    # The form knows minutes, the approval its very moment.
    if (
        referral.approved_at
        and not referral.approved_at.replace(second=0, microsecond=0) <= handed_over_at <= timezone.now()
    ):
        raise MoveRefused(_("The time lies between the approval and now."))
    inputs: dict[str, Any] = {"handed_over_at": handed_over_at, "police": police, "receipt": receipt}
    entry = advance(referral, "hand_over", actor=actor, note=note, **inputs)
    packet = {"party": particulars, "investigation_report": investigation_report, "item_list": item_list}
    facts = crime_referral_notice(referral, **packet, appraisal=appraisal, other=other)
    issue_paper("crime_referral", referral, facts, actor)
    return entry


@transaction.atomic
def forward_referral(
    referral: Referral, *, actor: User, handed_over_at: datetime.datetime, police: str, note: str = ""
) -> LogEntry:
    """Note that the police sent it on to those who are competent; their three days run from then."""
    if referral.handed_over_at and not referral.handed_over_at <= handed_over_at <= timezone.now():
        raise MoveRefused(_("The time lies between the hand-over and now."))
    inputs: dict[str, Any] = {"handed_over_at": handed_over_at, "police": police}
    return advance(referral, "forward", actor=actor, note=note, **inputs)


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
def object_to_police(
    referral: Referral, *, actor: User, objected_on: datetime.date, objected_to: str, note: str
) -> LogEntry:
    """Ask the police to reconsider, or the procuratorate to supervise."""
    inputs: dict[str, Any] = {"objected_on": objected_on, "objected_to": objected_to}
    return advance(referral, "object", actor=actor, note=note, **inputs)


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


@transaction.atomic
def note_judgment(
    referral: Referral, *, actor: User, judged_on: datetime.date, judgment: str, note: str = ""
) -> LogEntry:
    """Record what a court decided."""
    inputs: dict[str, Any] = {"judged_on": judged_on, "judgment": judgment}
    return advance(referral, "note_judgment", actor=actor, note=note, **inputs)


def _refuse_strangers(case: Case, actor: User) -> None:
    refuse_unless(may_order(case, actor))
