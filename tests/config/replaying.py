"""Run the replay as a person does, with an office's own database and data folder in the environment; or here."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import translation

from config.replay.playing import play_table
from config.replay.reading import read_table
from tests import doors
from tests.furnished import standing_on
from tests.migrated import migrated_file

DATA = Path(__file__).parent / "data"


def rows_asked_for(request: Any, file: Path, folder: Path) -> Path:
    """Write the rows that the chosen tests of a module ask for into a table of their own, in their order."""
    chosen = [test.callspec.params for test in request.session.items if hasattr(test, "callspec")]
    wanted = {params["case_id"] for params in chosen if "case_id" in params}
    heading, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    found = folder / file.name
    found.write_text(
        "".join([heading, *(row for row in rows if row.partition(",")[0] in wanted)]), encoding="utf-8"
    )
    return found


@dataclass
class Replay:
    """A finished replay."""

    code: int
    stdout: str
    stderr: str
    file: Path
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
    return Replay(done.returncode, done.stdout, done.stderr, file, folder / "out", home)


def play(file: Path, folder: Path, *, is_json: bool = True) -> Replay:
    """Play a table as the command's inner half does: here, where the tests' own database is a file as its is."""
    if connection.vendor != "sqlite":
        return replay(file, folder, *(["--json"] if is_json else []))
    copy, said, out = folder / "office.sqlite3", io.StringIO(), folder / "out"
    shutil.copyfile(migrated_file(), copy)
    out.mkdir()
    with (
        doors.cheap(folder),
        standing_on(str(copy)),
        doors.undone(),
        translation.override("zh-hans"),
        redirect_stdout(said),
    ):
        is_good = play_table(read_table(file), out=out, is_json=is_json)
    return Replay(0 if is_good else 1, said.getvalue(), "", file, out, folder)
