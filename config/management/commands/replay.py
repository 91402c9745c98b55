"""Play published cases through the services of the house and compare the results; see docs/replay.md."""

from __future__ import annotations

import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from config.replay.kinds import kind_of
from config.replay.reading import Unusable, read_table
from config.replay.scratch import play_in_scratch

UNUSABLE = 2
INTERRUPTED = 130


class Command(BaseCommand):
    """Replay a table of published cases in a scratch database."""

    help = (
        "Play a table of published cases (CSV) through the services of the house, in a scratch database, and compare "
        "what the rules give with what was paid.\n\n"
        "Exit code: 0 no row failed, 1 a row failed, 2 the file cannot be used."
    )
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are."""
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the folder for papers, the form of the answer."""
        parser.add_argument("file", type=Path, help="the table; its kind is known by its header")
        parser.add_argument(
            "--out", type=Path, required=True, help="the folder for the papers, one folder a case"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at the file before anything is started, then play it."""
        file, out = options["file"], options["out"]
        try:
            kind_of(read_table(file).columns)
            _make_folder(out)
            code = play_in_scratch(file, out=out, is_json=options["json"])
        except Unusable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        if code:
            sys.exit(code)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(
            _("The papers cannot be put into %(folder)s: %(error)s.")
            % {"folder": out, "error": error.strerror}
        ) from error
