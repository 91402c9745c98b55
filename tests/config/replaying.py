"""Run the replay as a person does, with an office's own database and data folder in the environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.migrated import migrated_file

DATA = Path(__file__).parent / "data"


@dataclass
class Replay:
    """A finished replay."""

    code: int
    stdout: str
    stderr: str
    out: Path
    home: Path

    @property
    def results(self) -> dict[str, dict[str, Any]]:
        return {row["case_id"]: row for row in map(json.loads, self.stdout.splitlines())}


def replay(file: Path, folder: Path, *options: str) -> Replay:
    """Play a table into a folder."""
    home = folder / "office"
    home.mkdir()
    (home / "fonts").symlink_to(Path(settings.FONTS_DIR).resolve())
    done = subprocess.run(
        [sys.executable, "manage.py", "replay", str(file), "--out", str(folder / "out"), *options],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATA_DIR": str(home),
            "DATABASE_URL": f"sqlite:///{home / 'office.sqlite3'}",
            "REPLAY_DATABASE": str(migrated_file()),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return Replay(done.returncode, done.stdout, done.stderr, folder / "out", home)
