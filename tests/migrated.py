"""The migrated database that tests begin with a copy of: to migrate takes longer than most files of tests.

It is made once for a set of migrations: an SQLite file in the data folder, or a database beside the tests' own on a
PostgreSQL server. Django still migrates the copy, and finds nothing to do.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


def migrated_file() -> Path:
    """Return the SQLite file, migrated and empty."""
    path = _folder() / f"{_digest()}.sqlite3"
    with one_at_a_time(_folder(), "sqlite"):
        if not path.exists():
            for former in _folder().glob("*.sqlite3*"):
                former.unlink()
            making = path.with_suffix(".sqlite3-making")
            migrate(f"sqlite:///{making}")
            making.rename(path)
    return path


def migrated_database() -> str:
    """Return the name of the database on the PostgreSQL server of these tests, migrated and empty."""
    name, wanted = f"migrated_{own_name()}", _digest()
    with one_at_a_time(_folder(), "postgresql"), connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        if cursor.fetchone() != (wanted,):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
            migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
            cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{wanted}'")
    return name


@contextmanager
def copied() -> Iterator[None]:
    """Let Django make the tests' database from the migrated one."""
    if connection.vendor == "postgresql":
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated_database()
        yield
        return
    # A database in memory lives as long as somebody is connected to it.
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as memory:
        with closing(sqlite3.connect(migrated_file())) as kept:
            kept.backup(memory)
        yield


def clone(source: str, name: str) -> None:
    """Make a database of this name on the PostgreSQL server, as `source` is."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def drop(name: str) -> None:
    """Drop a database, and who is still connected to it."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def own_name() -> str:
    """Return what the database is called on which these tests were started."""
    return urlsplit(os.environ["DATABASE_URL"]).path.removeprefix("/")


def migrate(url: str) -> None:
    """Bring the database at `url` up to date."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env={**os.environ, "DATABASE_URL": url}, check=True)


def _digest() -> str:
    """Digest what the tables come from: all our migrations, and the libraries that bring some of their own."""
    made_from = [*settings.BASE_DIR.glob("*/migrations/*.py"), settings.BASE_DIR / "requirements.txt"]
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for path in sorted(made_from):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "migrated"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Let the other workers wait who want the same."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
