"""Writes of people, agencies and duties."""

from __future__ import annotations

import datetime
import logging
import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DELEGABLE, Agency, Delegation, DutyAssignment, Recusal, User
from accounts.policies import may_hold
from statutes.services import note_office_facts
from workflow.errors import MoveRefused
from workflow.models import Subject

security = logging.getLogger("security")


def create_agency(
    *, code: str, name: str, short_name: str, place: str, is_office: bool = False, competence: str = ""
) -> Agency:
    """Create an agency. `place` is a division code, `competence` what the rules of routing call its kind."""
    return Agency.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        place=place,
        is_office=is_office,
        competence=competence,
    )


def keep_agency(agency: Agency) -> Agency:
    """Keep what was said of an authority; papers that were issued keep what they say."""
    agency.save()
    return agency


@transaction.atomic
def keep_agencies(agencies: Iterable[Agency]) -> list[Agency]:
    """Keep all authorities of a checked list, or none."""
    return [keep_agency(agency) for agency in agencies]


@transaction.atomic
def create_person(
    *,
    username: str,
    name: str,
    agency: Agency,
    password: str | None,
    duties: Iterable[str] = (),
    certificate_no: str = "",
    email: str = "",
) -> User:
    """Create a person with the duties held from today; without a password they cannot sign in."""
    user: User = User.objects.create_user(
        username=username,
        name=name,
        agency=agency,
        password=password,
        certificate_no=certificate_no,
        email=email,
    )
    for duty in duties:
        assign_duty(user, duty)
    return user


def keep_email(user: User, email: str) -> None:
    """Keep at which address a person gets mail."""
    user.email = email
    user.save(update_fields=["email"])


@transaction.atomic
def name_office(
    office: Agency, *, name: str, name_en: str, short_name: str, phone: str, reason: str, actor: User
) -> None:
    """Say what the office is called and by which number it is called up, from now on; papers keep what they said."""
    facts = {"name": name, "name_en": name_en, "short_name": short_name, "phone": phone}
    note_office_facts(facts, reason=reason, actor=actor)
    office.name, office.short_name = name, short_name
    office.save(update_fields=["name", "short_name"])


@transaction.atomic
def hold_duties(user: User, duties: Iterable[str], *, actor: User) -> None:
    """Give a person exactly these duties: what is new begins today, what is missing has ended with yesterday."""
    if not (verdict := may_hold(wanted := set(duties))):
        raise MoveRefused(verdict.reason)
    standing = user.duty_assignments.filter(ends_on=None)
    held = set(standing.values_list("duty", flat=True))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    gone = standing.filter(duty__in=held - wanted)
    gone.filter(starts_on__gt=yesterday).delete()
    gone.update(ends_on=yesterday)
    for duty in sorted(wanted - held):
        assign_duty(user, duty)
    _forget_duties(user)
    security.info(
        "duties of person %s set by person %s: +%s -%s", user.pk, actor.pk, wanted - held, held - wanted
    )


def assign_duty(user: User, duty: str, *, starts_on: datetime.date | None = None) -> DutyAssignment:
    """Give a duty to a person, from today when no day is said."""
    user.forget("duties")
    return DutyAssignment.objects.create(user=user, duty=duty, starts_on=starts_on or timezone.localdate())


def end_duty(user: User, duty: str, *, on: datetime.date) -> None:
    """End a duty on a day; what was done under it stays done."""
    user.forget("duties")
    DutyAssignment.objects.filter(user=user, duty=duty, ends_on=None).update(ends_on=on)


@transaction.atomic
def delegate(
    delegator: User,
    *,
    deputy: User,
    duty: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    reason: str,
    actor: User,
) -> Delegation:
    """Let a deputy do a duty for somebody from a day to a day; where the law wants two people they count as one."""
    if duty not in DELEGABLE:
        raise MoveRefused(_("This duty cannot be delegated: what it opens is sealed to a person's own key."))
    if not delegator.duty_assignments.in_force().filter(duty=duty).exists():
        raise MoveRefused(_("Only who holds a duty can delegate it; what was delegated is not handed on."))
    if deputy == delegator or not deputy.is_active:
        raise MoveRefused(_("Name another person, who is still in the service."))
    if not timezone.localdate() <= ends_on >= starts_on:
        raise MoveRefused(_("The last day must not lie before the first, or before today."))
    made = Delegation.objects.create(
        delegator=delegator,
        deputy=deputy,
        duty=duty,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        entered_by=actor,
    )
    _forget_duties(delegator, deputy)
    return made


def end_delegation(delegation: Delegation) -> None:
    """End a delegation with yesterday; one that began today never ran. What was done under it stays done."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    found = Delegation.objects.filter(pk=delegation.pk)
    if delegation.starts_on > yesterday:
        found.delete()
    else:
        found.update(ends_on=yesterday)
    _forget_duties(delegation.delegator, delegation.deputy)


def _forget_duties(*people: User) -> None:
    """Let what was read of people's duties be read again."""
    for person in people:
        person.forget("duties", "delegations")


@transaction.atomic
def dismiss_person(user: User) -> None:
    """Let a person go: the duties end today, nobody signs in any more, and running sessions end at once."""
    for duty in user.duty_assignments.filter(ends_on=None).values_list("duty", flat=True):
        end_duty(user, duty, on=timezone.localdate())
    user.is_active = False
    user.save(update_fields=["is_active"])
    take_password(user)


def take_password(user: User) -> None:
    """Void the password; every running session ends with it, because it is bound to the password's hash."""
    user.set_unusable_password()
    user.save(update_fields=["password"])


def set_password_anew(user: User) -> str:
    """Give a person who lost theirs a password for one sign-in; it is shown once. Running sessions end."""
    password = "-".join(secrets.token_hex(2) for _group in range(5))
    user.set_password(password)
    user.save(update_fields=["password"])
    return password


def recuse(people: Mapping[User, str], *subjects: Subject) -> None:
    """Keep people away from files, each on a ground; who is kept away already stays so on the first ground."""
    Recusal.objects.bulk_create(
        [
            Recusal(subject_label=subject.label(), subject_id=subject.pk, person_id=person.pk, ground=ground)
            for subject in subjects
            for person, ground in people.items()
        ],
        ignore_conflicts=True,
    )
    for person in people:
        person.forget("recused_from")
