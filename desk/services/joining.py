"""Writes of people who join: one, or a whole list or nothing, and the links by which they choose a password."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import invite
from accounts.models import Agency, User
from accounts.services import create_person
from desk.models import InvitationMail
from desk.people_lists import Line

security = logging.getLogger("security")


@dataclass(frozen=True, slots=True)
class Slip:
    """What a person is handed: where to choose a password, and until when."""

    person: User
    address: str
    picture: str
    until: datetime.datetime


def add_person(
    *,
    username: str,
    name: str,
    agency: Agency,
    duties: Iterable[str],
    certificate_no: str,
    email: str,
    actor: User,
) -> User:
    """Enter somebody who joins. They have no password until they choose one by their invitation."""
    made = create_person(
        username=username,
        name=name,
        agency=agency,
        password=None,
        duties=duties,
        certificate_no=certificate_no,
        email=email,
    )
    security.info("person %s entered by person %s", made.pk, actor.pk)
    return made


@transaction.atomic
def add_people(lines: Iterable[Line], *, actor: User) -> list[User]:
    """Enter everybody of a checked list, or nobody."""
    return [
        add_person(
            username=line.username,
            name=line.name,
            agency=line.agency,
            duties=line.duties,
            certificate_no=line.certificate_no,
            email=line.email,
            actor=actor,
        )
        for line in lines
        if line.agency is not None
    ]


def address_to_join(person: User, secret: str) -> str:
    """Return the address at which an invited person chooses a password."""
    path = reverse("desk:join", args=[person.username, secret])
    return f"{settings.DESK_BASE_URL.rstrip('/')}{path}"


@transaction.atomic
def invite_people(people: Iterable[User], *, actor: User) -> list[Slip]:
    """Make a slip for each; the links that they had before end."""
    until = timezone.now() + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return [_slip(person, until, actor) for person in people]


def _slip(person: User, until: datetime.datetime, actor: User) -> Slip:
    address = address_to_join(person, invite(person))
    # What a mail said, or was to say, has ended with the link before this one.
    InvitationMail.objects.filter(person=person).delete()
    security.info("person %s invited by person %s", person.pk, actor.pk)
    return Slip(person, address, segno.make(address).svg_data_uri(scale=3), until)
