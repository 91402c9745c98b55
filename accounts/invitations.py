"""Invitations: a link by which somebody who has an account and no password chooses one. It works once.

Nothing is stored: the link is bound to the void password that it replaces, so that choosing one, letting the person go
and inviting anew all end it.
"""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import take_password
from workflow.errors import MoveRefused

VOID = "!"


class _Links(PasswordResetTokenGenerator):
    key_salt = "accounts.invitations"


_links = _Links()


def people_to_invite() -> QuerySet[User]:
    """Return who works here, has no password yet and never signed in."""
    waiting = User.objects.filter(is_active=True, password__startswith=VOID, last_login=None)
    return waiting.select_related("agency").order_by("agency__code", "username")


@transaction.atomic
def invite(person: User) -> str:
    """Return the secret of a new link for somebody without a password; earlier links end with it."""
    end_links(person)
    return link_secret(person)


def end_links(person: User) -> None:
    """End the links that somebody without a password was given; a new one can be made at any time."""
    if not is_to_invite(person):
        raise MoveRefused(_("Only somebody who works here and has no password yet is invited."))
    take_password(person)


def link_secret(person: User) -> str:
    """Return the secret of a link for somebody who is to be invited; it ends no other."""
    return _links.make_token(person)


def is_to_invite(person: User) -> bool:
    """Tell whether somebody works here and has no password yet."""
    return person.is_active and not person.has_usable_password()


def invited(username: str, secret: str) -> User | None:
    """Return whom a link invites, or None when it was used, replaced, made up or is too old."""
    person: User | None = User.objects.filter(username=username, is_active=True).first()
    is_waiting = person is not None and not person.has_usable_password()
    return person if is_waiting and _links.check_token(person, secret) else None


@transaction.atomic
def accept_invitation(username: str, secret: str, *, password: str) -> User | None:
    """Give the invited person the password that they chose; None when the link no longer holds."""
    User.objects.select_for_update().filter(username=username).first()
    person = invited(username, secret)
    if person is not None:
        person.set_password(password)
        person.save(update_fields=["password"])
    return person
