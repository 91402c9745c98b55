"""Load the demonstration district into an empty database, or print its accounts."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from config.demonstration import loading
from config.demonstration.people import PASSWORD
from config.tables import rows_as_text


class Command(BaseCommand):
    """Load the demonstration district, through the services and never by fixtures."""

    help = "Load the demonstration district (Fuling, Chongqing) into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to print the accounts instead."""
        parser.add_argument(
            "--print-accounts",
            action="store_true",
            help="print the demonstration's accounts and load nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load or print."""
        if settings.IS_PRODUCTION:
            raise CommandError(
                _("A production site loads no demonstration: its password is known to everybody.")
            )
        if options["print_accounts"]:
            self._print_accounts()
        elif not loading.is_empty():
            self.stdout.write(_("The database is not empty: nothing was loaded."))
        else:
            self._load(is_told=options["verbosity"] > 0)

    def _load(self, *, is_told: bool) -> None:
        started = time.monotonic()
        count = loading.load()
        if is_told:
            told = _("The demonstration district is loaded: %(count)s cases in %(seconds)s s.")
            self.stdout.write(told % {"count": count, "seconds": f"{time.monotonic() - started:.1f}"})
            self.stdout.write(_("The worker draws the papers."))

    def _print_accounts(self) -> None:
        accounts = loading.accounts()
        if not accounts:
            self.stdout.write(_("This database holds no demonstration."))
            return
        self.stdout.write("")
        told = _("Accounts of the demonstration, all with the password %(password)s")
        self.stdout.write(told % {"password": PASSWORD})
        heads = (_("Account"), _("Name"), _("Agency"), _("Duty"))
        for line in rows_as_text([heads, *accounts]):
            self.stdout.write(f"  {line}")
        receipts = loading.read_receipts()
        if receipts:
            self.stdout.write(_("Receipts of reporters, for the page “Follow my report”"))
            for line in rows_as_text([(row["code"], row["reference"], row["about"]) for row in receipts]):
                self.stdout.write(f"  {line}")
