"""`manage.py verify_log`: walk the log and every seal, and name the first broken, missing or changed entry."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflow.integrity import walk_log
from workflow.models import LogEntry, Seal

MOST_SHOWN = 20


class Command(BaseCommand):
    """Verify the log; exit with 1 when anything in it was changed."""

    help = "Walk the whole log and its seals; name the first broken, missing or changed entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --all."""
        parser.add_argument("--all", action="store_true", help="name every fault, not the first ones only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk and report."""
        faults = walk_log()
        shown = list(faults if options["all"] else islice(faults, MOST_SHOWN))
        if shown:
            raise CommandError("\n".join(str(fault) for fault in shown))
        self.stdout.write(
            _("The log is whole: %(entries)d entries, %(seals)d seals.")
            % {"entries": LogEntry.objects.count(), "seals": Seal.objects.count()}
        )
