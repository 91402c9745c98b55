"""The furnished house of tests/doors.py, built once for a run: whatever stands on it begins with a copy.

To furnish takes as long as a thousand requests. Kept are its database, the sealed files beside that and, pickled, what
the tests know of the house.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tests import doors, migrated

# The people of the house have signed in, and a session that is idle for half an hour ends.
FRESH_SECONDS = 600
SOURCES = {".py", ".toml", ".html"}


@contextmanager
def furnished(folder: Path) -> Iterator[doors.House]:
    """Lend a copy of the house with its files in `folder`; the tests' own database waits meanwhile."""
    everything = Path(settings.DATA_DIR) / "furnished"
    everything.mkdir(exist_ok=True)
    kept = everything / connection.vendor
    with migrated.one_at_a_time(everything, connection.vendor):
        if not _is_fresh(kept):
            _build(kept)
        shutil.copytree(kept / "files", folder / "house")
        house = pickle.loads((kept / "house").read_bytes())  # noqa: S301 (we wrote it)
        copy = _copied(kept, folder)
    with doors.cheap(folder / "house"), standing_on(copy):
        yield house


@contextmanager
def standing_on(name: str) -> Iterator[None]:
    """Ask another database meanwhile; the connection to the tests' own stays open."""
    own, own_name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, name
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = own, own_name


def _is_fresh(kept: Path) -> bool:
    made = kept / "made-from"
    is_young = made.exists() and time.time() - made.stat().st_mtime < FRESH_SECONDS
    return is_young and made.read_text() == _digest()


def _build(kept: Path) -> None:
    shutil.rmtree(kept, ignore_errors=True)
    (kept / "files").mkdir(parents=True)
    if connection.vendor == "postgresql":
        migrated.clone(migrated.migrated_database(), _database(kept))
    else:
        shutil.copy(migrated.migrated_file(), _database(kept))
    with doors.cheap(kept / "files"), standing_on(_database(kept)):
        with transaction.atomic():
            house = doors.furnish()
            connection.run_on_commit.clear()  # nobody is to be told
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    (kept / "house").write_bytes(pickle.dumps(house))
    (kept / "made-from").write_text(_digest())


def _database(kept: Path) -> str:
    return f"furnished_{migrated.own_name()}" if connection.vendor == "postgresql" else str(kept / "database")


def _copied(kept: Path, folder: Path) -> str:
    """Copy the database for this worker alone; on PostgreSQL in the place of the copy before."""
    if connection.vendor == "postgresql":
        name = f"{connection.settings_dict['NAME']}_furnished"
        migrated.clone(_database(kept), name)
        return name
    return str(shutil.copy(_database(kept), folder / "database"))


def _digest() -> str:
    """Digest what the house is made of: the code, the rules and the pages, but no test."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    folders = [
        settings.BASE_DIR / name for name in (*settings.INSTALLED_APPS, "config", "templates", "tests")
    ]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SOURCES):
        if not path.name.startswith("test_"):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()
