"""The inner half of `manage.py replay`: plays a table in the scratch database that the environment names."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import django
from django.core.management import call_command

# Models can be imported only once Django stands.
django.setup()

from config.replay.playing import play_table  # noqa: E402
from config.replay.reading import read_table  # noqa: E402


def main() -> int:
    """Migrate the scratch database, play, and return 1 when a row failed."""
    parser = argparse.ArgumentParser(prog="python -m config.replay")
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    return 0 if play_table(read_table(wanted.file), out=wanted.out, is_json=wanted.json) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
