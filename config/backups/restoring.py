"""Read a backup back into an empty installation: everything is checked before anything counts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from config.backups import tables
from config.backups.archive import MANIFEST, ArchiveRefused, Member, check_manifest, read_head, read_parts
from config.backups.making import SEALED, STORED
from notices.models import Notice
from vault import streams
from vault.models import CleanCopy, EscrowBox, SealedFile
from vault.services import open_escrow
from vault.shares import Share
from workflow.integrity import walk_log
from workflow.models import LogEntry

MOST_SHOWN = 10
Sheets = Callable[[], tuple[Share, Share]]


@dataclass(frozen=True)
class Restored:
    """What stands again."""

    entries: int
    files: int
    begun_at: str


def restore(folder: Path, sheets: Sheets) -> Restored:
    """Restore an archive; raise `ArchiveRefused` and leave the target as empty as it was when anything is wrong."""
    head = read_head(folder)
    if head["database"] != connection.vendor:
        raise ArchiveRefused(f"The archive is of {head['database']}, the target is {connection.vendor}.")
    _refuse_what_stands()
    first, second = sheets()
    identity = open_escrow(boxes_of(head), first, second)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as made:
        staging = Path(made)
        way = _restore_file if connection.vendor == "sqlite" else _restore_rows
        parts = read_parts(folder, head, identity=identity)
        with way(staging) as take:
            reader = _Reader(staging, take)
            manifest = reader.read(parts)
            check_manifest(manifest, folder, reader.found)
            with _as_it_was(manifest):
                _check_log()
                _check_files(reader.found)
                entries = LogEntry.objects.count()
                Session.objects.all().delete()
            _put_files(staging)
    return Restored(
        entries, sum(name.startswith((SEALED, STORED)) for name in reader.found), head["begun_at"]
    )


def boxes_of(head: dict[str, Any]) -> list[EscrowBox]:
    """Return the boxes of the escrow keys as the head carries them."""
    return [
        EscrowBox(
            first=box["first"],
            second=box["second"],
            sealed=bytes.fromhex(box["sealed"]),
            salt=bytes.fromhex(box["salt"]),
            kdf=box["kdf"],
        )
        for box in head["escrow"]
    ]


class _Reader:
    """Take parts as they come: rows to the database, files to the staging folder; count and digest both."""

    def __init__(self, staging: Path, take: Callable[[str, Iterator[bytes]], None]) -> None:
        self.staging, self.take, self.found = staging, take, dict[str, Member]()

    def read(self, parts: Iterator[tuple[str, int, bytes]]) -> dict[str, Any]:
        """Read to the end and return the manifest."""
        manifest: dict[str, Any] | None = None
        for name, group in groupby(parts, key=lambda part: part[0]):
            data = (chunk for _name, _number, chunk in group)
            if name == MANIFEST:
                manifest = json.loads(b"".join(data))
            else:
                self._member(name, data)
        if manifest is None:
            raise ArchiveRefused("The archive ends before its list.")
        return manifest

    def _member(self, name: str, data: Iterator[bytes]) -> None:
        digest, size = hashlib.sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for chunk in data:
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        if name.startswith((SEALED, STORED)):
            _write(self.staging / name, counted())
        else:
            self.take(name, counted())
        self.found[name] = Member(size, digest.hexdigest())


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _restore_file(staging: Path) -> Iterator[Callable[[str, Iterator[bytes]], None]]:
    """Look at the SQLite file in the staging folder; give it its place when all was found right."""
    place, copy = str(connection.settings_dict["NAME"]), staging / tables.SQLITE_FILE
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield lambda _name, chunks: _write(copy, chunks)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    copy.replace(place)


@contextmanager
def _restore_rows(_staging: Path) -> Iterator[Callable[[str, Iterator[bytes]], None]]:
    """Fill PostgreSQL's tables in one transaction, which a fault undoes."""
    with transaction.atomic(), tables.silent(connection):
        tables.clear_prepared(connection)
        yield lambda name, chunks: tables.put_back(name.removeprefix("tables/"), chunks)


@contextmanager
def _as_it_was(manifest: dict[str, Any]) -> Iterator[None]:
    """Ask the database only where it has the shape that this version's code knows."""
    known = set(map(tuple, tables.applied(connection)))
    if connection.vendor == "postgresql" and known != set(map(tuple, manifest["migrations"])):
        raise ArchiveRefused(
            "The archive was made by another version of the program. Restore it with that version, then update."
        )
    executor = MigrationExecutor(connection)
    ahead = sorted(known - set(executor.loader.disk_migrations))
    if ahead:
        raise ArchiveRefused(f"The archive is of a newer version of the program: {ahead[0]}.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ArchiveRefused(
            "The archive was made by an older version of the program. Restore it with that version, then update."
        )
    yield


def _refuse_what_stands() -> None:
    """Nothing is ever written over."""
    if connection.vendor == "sqlite":
        place = Path(str(connection.settings_dict["NAME"]))
        stands = place.exists() and place.stat().st_size and tables.tables(connection)
        is_empty = not stands or tables.is_empty(connection)
    else:
        if not tables.tables(connection):
            raise ArchiveRefused("The database has no tables yet. Type: manage.py migrate")
        is_empty = tables.is_empty(connection)
    if not is_empty:
        raise ArchiveRefused("The database is not empty. A backup is restored into an empty one.")
    if any(streams.sealed_root().glob("??/*")):
        raise ArchiveRefused("There are sealed files already. A backup is restored where there are none.")


def _check_log() -> None:
    if faults := list(islice(walk_log(), MOST_SHOWN)):
        raise ArchiveRefused("The log in the archive is not whole:\n" + "\n".join(map(str, faults)))


def _check_files(found: dict[str, Member]) -> None:
    """Compare the digests that the rows remember with the files that came."""
    wrong = [name for name, digest in _named() if name not in found or found[name].sha256 != digest]
    if wrong:
        raise ArchiveRefused(
            f"Files that the database names are missing or changed: {', '.join(wrong[:10])}."
        )


def _named() -> Iterator[tuple[str, str]]:
    originals = SealedFile.objects.filter(erased_at=None).values_list("path", "sha256_sealed")
    copies = CleanCopy.objects.filter(state=CleanCopy.State.READY).values_list("path", "sha256_sealed")
    for path, digest in (*originals, *copies):
        yield f"{SEALED}{path}", digest
    for path, digest in Notice.objects.exclude(path="").values_list("path", "pdf_sha256"):
        yield f"{STORED}{path}", digest


def _put_files(staging: Path) -> None:
    """Move files from the staging folder to where they lie; the rows that name them count only afterwards."""
    for path in sorted((staging / SEALED).glob("??/*")):
        place = streams.sealed_path(f"{path.parent.name}/{path.name}")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(path, place)
    root = staging / STORED
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            default_storage.save(str(path.relative_to(root)), File(file))
