"""The first hour of an office's own installation: the office, and one administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, Duty, User
from accounts.services import create_agency


class Command(BaseCommand):
    """Make the office and its first administrator in an empty database; their password is shown once."""

    help = "Make the office and its first administrator, and show a password once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who the administrator is, and what the settings do not say of the office."""
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--code", default="office", help="the office's handle, in Latin letters")
        parser.add_argument("--short-name", default="", help="its short name in document numbers")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Found the office; refuse where there are people already."""
        if User.objects.exists() or Agency.objects.exists():
            raise CommandError(_("There are people or agencies already: the office is founded."))
        facts = {
            "code": options["code"],
            "name": settings.OFFICE_NAME,
            "short_name": options["short_name"] or settings.OFFICE_NAME,
            "place": settings.OFFICE_PLACE,
        }
        try:
            Agency(**facts, is_office=True).full_clean()
        except ValidationError as error:
            raise CommandError(str(error.message_dict)) from error
        office = create_agency(**facts, is_office=True)
        self.stdout.write(_("%(name)s is founded.") % {"name": office.name})
        person = options["username"], options["name"]
        call_command("add_person", *person, duty=[Duty.ADMIN.value], stdout=self.stdout)
