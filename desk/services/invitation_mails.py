"""Invitations by mail: asked for by an administrator, sent by the worker, and visible when they fail.

The link is made as the mail goes out and is kept nowhere. A mail has the link, the user name and the office in it; no
file, and no number of anything that waits.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.invitations import end_links, is_to_invite, link_secret
from accounts.models import User
from accounts.services import keep_email
from desk.models import InvitationMail
from desk.services.joining import address_to_join
from interface.outside import refuse_in_training
from statutes.office import office_name
from workflow.errors import MoveRefused

security = logging.getLogger("security")


@transaction.atomic
def ask_for_mail(person: User, *, email: str, actor: User) -> InvitationMail:
    """Have somebody invited by mail at an address, which is kept; the links that they had before end now."""
    keep_email(person, email)
    return _ask(person, actor)


@transaction.atomic
def ask_for_mails(people: Iterable[User], *, actor: User) -> list[InvitationMail]:
    """Have everybody invited by mail who has an address; the links that they had before end now."""
    return [_ask(person, actor) for person in people if person.email]


def _ask(person: User, actor: User) -> InvitationMail:
    if not person.email:
        raise MoveRefused(_("There is no e-mail address to write to."))
    end_links(person)
    asked = {"asked_by": actor, "asked_at": timezone.now(), "mailed_at": None, "failure": ""}
    security.info("person %s invited by mail by person %s", person.pk, actor.pk)
    return InvitationMail.objects.update_or_create(person=person, defaults=asked)[0]


def send_invitations(now: datetime.datetime | None = None) -> int:
    """Send the invitations that were asked for; return how many mails went out."""
    now = now or timezone.now()
    asked = InvitationMail.objects.filter(mailed_at=None, asked_at__gte=now - InvitationMail.TRIED)
    return sum(_is_sent(one, now) for one in asked.select_related("person").order_by("pk"))


def _is_sent(asked: InvitationMail, now: datetime.datetime) -> bool:
    if not is_to_invite(asked.person):
        asked.delete()
        return False
    # Taken before it is sent: of two workers one sends. What was asked for anew meanwhile is another round's.
    mine = InvitationMail.objects.filter(pk=asked.pk, asked_at=asked.asked_at)
    if not mine.filter(mailed_at=None).update(mailed_at=now, failure=""):
        return False
    try:
        refuse_in_training()
        invitation_mail(asked.person, link_secret(asked.person)).send()
    except Exception as error:  # whatever the mail server does: it is tried again, and its words are not kept
        mine.update(mailed_at=None, failure=type(error).__name__)
        return False
    return True


def invitation_mail(person: User, secret: str) -> EmailMessage:
    """Write the mail that invites somebody, in the office's language."""
    until = timezone.localtime() + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    with override(settings.LANGUAGE_CODE):
        told = {
            "name": person.name,
            "office": office_name(),
            "username": person.username,
            "address": address_to_join(person, secret),
            "until": date_format(until, "DATETIME_FORMAT"),
        }
        title = _("You are invited to the reporting system of %(office)s") % told
        text = (
            _(
                "%(name)s,\n\nan account was made for you at %(office)s. You sign in as %(username)s. Open this "
                "address by %(until)s and choose a password; it works once:\n%(address)s\n\nPass this mail on to "
                "nobody. Nobody asks you for the password. If the address no longer works before you used it, tell "
                "the administrator at once."
            )
            % told
        )
    return EmailMessage(title, text, None, [person.email])
