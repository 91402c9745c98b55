"""`manage.py seals`: take the log's signed seals out of the database, and compare a file of them with the log."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflow.exporting import compare_seals, exported_seals

MOST_SHOWN = 20


class Command(BaseCommand):
    """Export the seals, or check an exported file; exit with 1 when file and log do not agree."""

    help = "Export the signed seals of the log to a file, or check such a file against the log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one of the two, with a file."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--export", type=Path, metavar="FILE", help="write all seals to a new file")
        what.add_argument("--check", type=Path, metavar="FILE", help="compare an exported file with the log")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare."""
        try:
            said = _export(options["export"]) if options["export"] else _check(options["check"])
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(said)


def _export(path: Path) -> str:
    # An earlier export is never written over: it is what one compares with.
    with path.open("x", encoding="utf-8") as file:
        count = sum(bool(file.write(f"{line}\n")) for line in exported_seals())
    return _("%(count)d seals were exported.") % {"count": count}


def _check(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        faults = list(islice(compare_seals(file), MOST_SHOWN))
    if faults:
        raise CommandError("\n".join(str(fault) for fault in faults))
    return _("File and log agree.")
