"""Writes of units."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from enterprises.models import Inspection, ResponsiblePerson, SpecialPeriod, Tie, Unit
from workflow.errors import MoveRefused


@transaction.atomic
def register_unit(
    *,
    name: str,
    uscc: str,
    sector: str,
    division: str,
    address: str,
    legal_representative: str,
    phone: str = "",
) -> Unit:
    """Register a unit. Raises ValidationError for a credit code whose check character does not fit."""
    unit = Unit(
        name=name,
        uscc=uscc,
        sector=sector,
        division=division,
        address=address,
        legal_representative=legal_representative,
        phone=phone,
    )
    unit.full_clean()
    unit.save()
    return unit


@transaction.atomic
def name_responsible_person(
    unit: Unit, *, side: str, name: str, post: str, since: datetime.date
) -> ResponsiblePerson:
    """Name the person responsible for a side from a day; whoever was named before ends on that day."""
    before = ResponsiblePerson.objects.filter(unit=unit, side=side, until=None).first()
    if before is not None and since < before.since:
        raise MoveRefused(_("Somebody was named after this day: the new person follows them."))
    ResponsiblePerson.objects.filter(unit=unit, side=side, until=None).update(until=since)
    return ResponsiblePerson.objects.create(unit=unit, side=side, name=name, post=post, since=since)


def declare_tie(unit: Unit, *, actor: User, why: str) -> Tie:
    """Declare that the actor is tied to a unit; from now on no file about it reaches them. Twice is once."""
    tie, _is_new = Tie.objects.get_or_create(user=actor, unit=unit, ended_at=None, defaults={"why": why})
    actor.forget("tied_units")
    return tie


def end_tie(tie: Tie) -> None:
    """End a tie. Files that came in while it stood stay out of reach: they were sealed without this person."""
    Tie.objects.filter(pk=tie.pk, ended_at=None).update(ended_at=timezone.now())


def set_risk(unit: Unit, *, risk: str, is_key: bool) -> None:
    """Say at which level of risk a unit is kept, and whether it is a key unit."""
    Unit.objects.filter(pk=unit.pk).update(risk=risk, is_key=is_key)
    unit.risk, unit.is_key = risk, is_key


@transaction.atomic
def record_inspection(
    unit: Unit, *, actor: User, person: ResponsiblePerson, inspected_on: datetime.date, found: str
) -> Inspection:
    """Record that a responsible person inspected the unit; one of the unit itself does not inspect it."""
    if person.unit_id != unit.pk or person.side == ResponsiblePerson.Side.UNIT:
        raise MoveRefused(_("A responsible person of the government or the sector inspects the unit."))
    if not person.since <= inspected_on <= min(person.until or timezone.localdate(), timezone.localdate()):
        raise MoveRefused(_("This person was not responsible for the unit on this day."))
    try:
        with transaction.atomic():
            return Inspection.objects.create(
                unit=unit, person=person, inspected_on=inspected_on, found=found, recorded_by=actor
            )
    except IntegrityError as error:
        raise MoveRefused(_("This inspection has been recorded already.")) from error


def announce_period(*, name: str, starts_on: datetime.date, ends_on: datetime.date) -> SpecialPeriod:
    """Name days on which every key unit is inspected besides."""
    if ends_on < starts_on:
        raise MoveRefused(_("The last day lies before the first."))
    return SpecialPeriod.objects.create(name=name, starts_on=starts_on, ends_on=ends_on)
