"""Whole installations beside the tests' own: with database, files and broker, spoken to as an office does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tests import migrated

CHEAP = """
import django; django.setup()
from django.conf import settings
settings.VAULT_KEY_COST = "argon2id:m=8,t=1,p=1"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from django.core.management import CommandError, call_command
from pathlib import Path
def tried(*command):
    try:
        call_command(*command)
        print("done", command[0])
    except CommandError as error:
        print("refused:", " ".join(str(error).split()))
"""
# An office, its escrow key and one filing with a file: prints the codes of the three sheets.
FOUND = """
from tests import factories
from vault.services import hold_ceremony
factories.office()
from accounts.models import User
for share in hold_ceremony(holders=list(User.objects.order_by("pk")[:3]), actor=None).shares:
    print("code", share.code)
factories.file_report(files=[factories.held_file(b"what stands on a picture" * 9000)])
from workflow.services import seal_log
seal_log()
"""


@dataclass(frozen=True)
class Installation:
    """A data folder and a database."""

    folder: Path
    database_url: str

    @property
    def env(self) -> dict[str, str]:
        """The environment of its programs."""
        return {
            **os.environ,
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "BROKER_URL": "filesystem://",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            "PYTHONUNBUFFERED": "1",
            "LANGUAGE": "en",
        }

    def start(self, command: Sequence[str], *, text: str = "") -> subprocess.Popen[str]:
        """Start one of its programs; `text` is typed into it."""
        program = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert program.stdin
        program.stdin.write(text)
        program.stdin.close()
        program.stdin = None
        return program

    def manage(self, *command: str, text: str = "") -> tuple[int, str]:
        """Run a command of manage.py to its end; its exit code and what it said."""
        program = self.start(["manage.py", *command], text=text)
        said, _ = program.communicate(timeout=240)
        return program.returncode, said

    def python(self, script: str, *, text: str = "") -> list[str]:
        """Run a script with cheap keys; what it printed."""
        program = self.start(["-c", CHEAP + script], text=text)
        said, _ = program.communicate(timeout=240)
        assert program.returncode == 0, said
        return said.splitlines()


def installed(folder: Path, name: str, *, vendor: str = "") -> Installation:
    """Make an installation that is migrated and empty, on the database of these tests or on SQLite."""
    for inner in ("broker/queue", "broker/control", "media"):
        (folder / name / inner).mkdir(parents=True)
    (folder / name / "fonts").symlink_to(Path(settings.DATA_DIR) / "fonts")
    if (vendor or connection.vendor) == "postgresql":
        database = f"{migrated.own_name()}_{name}"
        migrated.clone(migrated.migrated_database(), database)
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
        return Installation(folder / name, url)
    file = folder / name / "chuishao.sqlite3"
    shutil.copyfile(migrated.migrated_file(), file)
    return Installation(folder / name, f"sqlite:///{file}")


def dropped(one: Installation) -> None:
    """Remove the database of an installation from the server."""
    if one.database_url.startswith("postgres"):
        name = urlsplit(one.database_url).path.removeprefix("/")
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
