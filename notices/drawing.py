"""Draws one sheet: `python -m notices.drawing < JSON`, the PDF on the standard output.

A program of its own, so that no web process loads the drawing library, and so that what was opened for the sheet lies
in memory that is gone with it: nothing is written to the disk.
"""

from __future__ import annotations

import json
import resource
import sys

import django
from django.utils.module_loading import import_string

# Of the processor: a page takes a tenth of this on a slow machine.
SECONDS = 30


def main() -> int:
    """Read the template's name and its words, write the page."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    django.setup()
    # Imported by name after the set-up, and in this program alone: the import takes a second.
    render_sheet = import_string("notices.rendering.render_sheet")
    given = json.load(sys.stdin)
    sys.stdout.buffer.write(render_sheet(given["template"], given["words"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
