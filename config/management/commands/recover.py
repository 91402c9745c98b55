"""Recovery with two sheets, for a store so large that a browser would not wait."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import Duty, User
from vault.sealing import CannotOpen
from vault.services import recover
from vault.shares import Share, ShareUnreadable, parse_share

WITHOUT_LIMIT = float("inf")


class Command(BaseCommand):
    """Ask two holders for their codes, without showing them, and seal anew whatever waits."""

    help = "Let two holders of sheets type their codes, and seal anew whatever waits."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name of the administrator who does it: the log names them."""
        parser.add_argument("administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, then seal anew without a limit of time."""
        actor = User.objects.filter(username=options["administrator"]).first()
        if actor is None or not actor.has_duty(Duty.ADMIN):
            raise CommandError(_("There is no administrator with this user name."))
        try:
            first, second = (
                self._share(_("Code of the first sheet")),
                self._share(_("Code of the second sheet")),
            )
            run = recover(first, second, actor=actor, seconds=WITHOUT_LIMIT)
        except ShareUnreadable as unreadable:
            raise CommandError(str(unreadable.reason)) from unreadable
        except CannotOpen as error:
            raise CommandError(
                _("These two codes do not belong together. Look at the dates and fingerprints of the sheets.")
            ) from error
        self.stdout.write(_("The escrow key was used: %(count)d sealed anew.") % {"count": run.done})

    def _share(self, prompt: str) -> Share:
        return parse_share(getpass.getpass(f"{prompt}: "))
