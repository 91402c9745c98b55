"""The outer half of `manage.py replay`: a process with a database and a data folder of its own, gone afterwards.

An office's data are never touched: the scratch process gets another DATABASE_URL and another DATA_DIR.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from config.replay.reading import Unusable

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
DATABASE = "replay.sqlite3"
SET_UP_PAPER = (
    "from scaffold.packages import install_system_packages; from scaffold.fonts import install_fonts; "
    "install_system_packages(for_tests=False); install_fonts()"
)


def play_in_scratch(file: Path, *, out: Path, is_json: bool) -> int:
    """Play `file` in a scratch process; return its exit code."""
    set_up_paper()
    with tempfile.TemporaryDirectory(prefix="chuishao-replay-") as folder:
        data = Path(folder)
        (data / "fonts").symlink_to(Path(settings.FONTS_DIR).resolve())
        if settings.REPLAY_DATABASE:
            shutil.copyfile(settings.REPLAY_DATABASE, data / DATABASE)
        command = [sys.executable, "-m", "config.replay", str(file.resolve()), "--out", str(out.resolve())]
        program = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*command, "--json"] if is_json else command, env=_environment(data), cwd=settings.BASE_DIR
        )
        with _stopping_cleanly():
            try:
                return program.wait()
            finally:
                program.terminate()
                program.wait()


@contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """Let a request to stop run the clearing up: no process and no folder is left behind."""

    def stop(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def set_up_paper() -> None:
    """Fetch fonts and libraries of paper where `bin/run` has never run; raise `Unusable` when that fails."""
    if (Path(settings.FONTS_DIR) / "fonts.conf").is_file() and all(map(_loads, LIBRARIES)):
        return
    paths = f"{settings.BASE_DIR / 'bin'}{os.pathsep}{settings.BASE_DIR}"
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-c", SET_UP_PAPER],
        env={**os.environ, "PYTHONPATH": paths, "DATA_DIR": str(settings.DATA_DIR)},
        stdout=sys.stderr.fileno(),
        check=False,
    )
    if done.returncode:
        raise Unusable(
            _("Fonts and libraries for paper are missing and could not be fetched. Run bin/run once.")
        )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "CHUISHAO_MODE": "demonstration",
        "SITE": "both",
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data / DATABASE}",
        "BROKER_URL": "filesystem://",
        "STORAGE_URL": "",
    }
