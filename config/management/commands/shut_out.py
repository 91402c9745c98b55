"""Shut a person out at once: the one command of the first hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from desk.selectors import exposure_of
from vault.services import shut_out


class Command(BaseCommand):
    """End sessions, void password and key, and list what the key could have opened."""

    help = "Shut a person out at once, and list what their key could have opened."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Shut out, then list."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no person with this user name."))
        shut_out(user, actor=None)
        self.stdout.write(_("%(name)s is shut out") % {"name": user.name})
        exposure = exposure_of(user)
        for title, count in exposure.counts:
            self.stdout.write(f"{title}: {count}")
        self.stdout.write(" ".join(exposure.references))
        if exposure.has_more:
            self.stdout.write("…")
