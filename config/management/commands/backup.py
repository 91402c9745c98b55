"""`manage.py backup --to DIR`: one sealed archive of database and files, while everybody works on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from config.backups.making import CannotBackUp, make_backup


class Command(BaseCommand):
    """Make a backup that two sheets of the escrow key open."""

    help = "Write database and files into a new folder, sealed to the escrow key."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to."""
        parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="where the backups lie")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say what it holds."""
        try:
            made = make_backup(options["to"])
        except (CannotBackUp, OSError) as error:
            raise CommandError(str(error)) from error
        told = _("%(folder)s: %(files)d files, %(size)d bytes before sealing. Digest: %(digest)s")
        self.stdout.write(
            told % {"folder": made.folder, "files": made.files, "size": made.size, "digest": made.digest}
        )
