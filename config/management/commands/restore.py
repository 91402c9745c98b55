"""`manage.py restore FOLDER`: a backup read back into an empty installation, whole or not at all."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from config.backups.archive import ArchiveRefused
from config.backups.restoring import restore
from vault.sealing import CannotOpen
from vault.shares import Share, ShareUnreadable, parse_share


class Command(BaseCommand):
    """Ask two holders for their codes, check everything, then let it count."""

    help = "Restore a backup into an empty installation; two sheets of the escrow key open it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder of the archive."""
        parser.add_argument("archive", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore and say what stands again."""
        try:
            stands = restore(options["archive"], self._sheets)
        except ShareUnreadable as unreadable:
            raise CommandError(str(unreadable.reason)) from unreadable
        except CannotOpen as error:
            raise CommandError(
                _("These two codes do not belong together. Look at the dates and fingerprints of the sheets.")
            ) from error
        except (ArchiveRefused, OSError) as error:
            raise CommandError(str(error)) from error
        told = _(
            "Restored as of %(moment)s: %(entries)d entries of the log and %(files)d files, all verified."
        )
        self.stdout.write(
            told % {"moment": stands.begun_at, "entries": stands.entries, "files": stands.files}
        )

    def _sheets(self) -> tuple[Share, Share]:
        return self._share(_("Code of the first sheet")), self._share(_("Code of the second sheet"))

    def _share(self, prompt: str) -> Share:
        """Ask without showing; a drill may hand the codes of its own sheets in, a line each."""
        typed = getpass.getpass(f"{prompt}: ") if sys.stdin.isatty() else sys.stdin.readline()
        return parse_share(typed.strip())
