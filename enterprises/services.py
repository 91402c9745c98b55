"""Writes of units."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.models import ResponsiblePerson, Tie, Unit


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
    ResponsiblePerson.objects.filter(unit=unit, side=side, until=None).update(until=since)
    return ResponsiblePerson.objects.create(unit=unit, side=side, name=name, post=post, since=since)


def declare_tie(unit: Unit, *, actor: User, why: str) -> Tie:
    """Declare that the actor is tied to a unit; from now on no file about it reaches them. Twice is once."""
    tie, _is_new = Tie.objects.get_or_create(user=actor, unit=unit, ended_at=None, defaults={"why": why})
    return tie


def end_tie(tie: Tie) -> None:
    """End a tie. Files that came in while it stood stay out of reach: they were sealed without this person."""
    Tie.objects.filter(pk=tie.pk, ended_at=None).update(ended_at=timezone.now())
