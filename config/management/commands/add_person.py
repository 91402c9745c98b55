"""A person who joins: an account with duties, and a first password that is shown once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, Duty, User
from accounts.services import create_person, set_password_anew


class Command(BaseCommand):
    """Make an account. The person's key is made at the first sign-in, and a colleague confirms it."""

    help = "Make an account with duties, and show its first password once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who it is and what they are charged with."""
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--duty", action="append", default=[], choices=Duty.values)
        parser.add_argument("--agency", help="the handle of an agency; without it the office itself")
        parser.add_argument("--certificate", default="", help="number of the law enforcement certificate")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and show the password."""
        wanted = {"code": options["agency"]} if options["agency"] else {"is_office": True}
        agency = Agency.objects.filter(**wanted).first()
        if agency is None:
            raise CommandError(_("There is no such agency. The office itself is made by found_office."))
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError(_("Somebody has this user name already."))
        facts = {
            "username": options["username"],
            "name": options["name"],
            "agency": agency,
            "certificate_no": options["certificate"],
        }
        try:
            User(**facts).full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(str(error.message_dict)) from error
        user = create_person(**facts, password=None, duties=options["duty"])
        told = _("%(name)s signs in as %(username)s with this password, shown now and never again: %(word)s")
        word = set_password_anew(user)
        self.stdout.write(told % {"name": user.name, "username": user.username, "word": word})
