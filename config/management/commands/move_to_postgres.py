"""`manage.py move_to_postgres URL`: an installation that grew out of the embedded database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from config.backups.growing import CannotMove, move_to
from config.tables import rows_as_text


class Command(BaseCommand):
    """Move all rows, compare counts, digests and the log, or leave both as they were."""

    help = "Move the embedded database to an empty PostgreSQL database, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to."""
        parser.add_argument("target", metavar="postgres://user:password@host/database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move, and print what was compared."""
        compared: list[tuple[str, str, str]] = []
        try:
            entries = move_to(
                options["target"],
                lambda name, count, digest: compared.append((name, str(count), digest[:16])),
            )
        except (CannotMove, DatabaseError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write("\n".join(rows_as_text(compared)))
        told = _("%(tables)d tables and the log of %(entries)d entries are the same on both sides.")
        self.stdout.write(told % {"tables": len(compared), "entries": entries})
        self.stdout.write(_("Start everything with the new DATABASE_URL; the files stay where they are."))
