"""Make a key and a self-signed certificate with which papers are signed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from notices.certificates import CERTIFICATE, KEY, place
from notices.keys import has_key, make_key


class Command(BaseCommand):
    """Make them once; nothing that is there is written over."""

    help = "Make a key and a self-signed certificate for signing papers, until an authority has given one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name that stands in the certificate."""
        parser.add_argument("name", help="the office's full name, as it stands on its papers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both files and say where they lie."""
        if has_key():
            raise CommandError(
                _("There is a key or a certificate at %(place)s already. Nothing was changed.")
                % {"place": place(CERTIFICATE)}
            )
        make_key(options["name"])
        self.stdout.write(
            _("Papers are signed from now on. Key: %(key)s. Certificate: %(certificate)s.")
            % {"key": place(KEY), "certificate": place(CERTIFICATE)}
        )
