"""Sheets that are drawn while somebody waits, from what their session has opened, and kept nowhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.errors import MissingContents, PaperRefused
from notices.fonts import check_characters
from notices.freezing import plain, texts_of
from notices.kinds import Kind
from statutes.documents import missing_contents

# Of the clock; the program holds itself to fewer of the processor.
SECONDS: Final = 60


def draw_sheet(kind: Kind, words: Mapping[str, Any]) -> bytes:
    """Draw a sheet of `kind`. Raises `MissingContents`, `GlyphMissing`, and `PaperRefused` when nothing was drawn."""
    facts = plain(words)
    missing = missing_contents(kind.document, kind.legal_view(facts), on=timezone.localdate())
    if lacking := [element.title_zh for element in missing] or kind.lacking(facts):
        raise MissingContents(kind.title, lacking)
    check_characters(texts_of(facts))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "notices.drawing"],
            cwd=settings.BASE_DIR,
            input=json.dumps({"template": kind.template, "words": facts}).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        # What the program said could quote the words.
        raise PaperRefused(
            _("The sheet could not be drawn. Try again, or tell the administrator.")
        ) from error
    return done.stdout
