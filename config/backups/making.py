"""Make a backup: the database in one moment, then the files it names. Nobody has to stop."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from config.backups import tables
from config.backups.archive import ArchiveWriter
from vault import streams
from vault.models import EscrowBox, EscrowKey
from vault.selectors import escrow_keys

CHUNK_BYTES = 1024 * 1024
SEALED, STORED = "sealed/", "stored/"


class CannotBackUp(Exception):
    """Why there is no backup, as a sentence."""


@dataclass(frozen=True)
class Made:
    """What was made."""

    folder: Path
    digest: str
    tables: int
    files: int
    size: int


def make_backup(target: Path) -> Made:
    """Write an archive into a new folder under `target`, named for the moment it was begun."""
    recipients = escrow_keys()
    if not recipients:
        raise CannotBackUp("There is no escrow key to seal the backup to. Hold its ceremony first.")
    begun = timezone.now().astimezone(datetime.UTC)
    folder = target / f"chuishao-{begun:%Y%m%dT%H%M%SZ}"
    head = {"begun_at": begun.isoformat(), "database": connection.vendor, "escrow": _boxes()}
    writer = ArchiveWriter(folder, head=head, recipients=[key.public_key for key in recipients])
    try:
        with tables.snapshot() as found:
            for name, chunks in found:
                writer.add(name, chunks)
            migrations = tables.applied(connection)
        count = len(writer.members)
        # A row is written after its file is on the disk for good: what the moment names is there.
        for path in sorted(streams.sealed_root().glob("??/*")):
            _add_sealed(writer, path)
        for name in _stored():
            writer.add(f"{STORED}{name}", _stored_chunks(name))
        digest = writer.finish({"migrations": migrations, "database": connection.vendor})
    except BaseException:
        writer.abandon()
        raise
    size = sum(member.size for member in writer.members.values())
    return Made(folder, digest, count, len(writer.members) - count, size)


def _boxes() -> list[dict[str, str | int]]:
    """Return the boxes of the escrow keys in use: shut by the codes of two sheets, and useless without."""
    held = EscrowKey.objects.filter(public_key__in=[key.public_key for key in escrow_keys()])
    return [
        {
            "public_key": box.escrow.public_key,
            "first": box.first,
            "second": box.second,
            "sealed": bytes(box.sealed).hex(),
            "salt": bytes(box.salt).hex(),
            "kdf": box.kdf,
        }
        for box in EscrowBox.objects.filter(escrow__in=held).select_related("escrow").order_by("pk")
    ]


def _add_sealed(writer: ArchiveWriter, path: Path) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:  # a draft that was given up meanwhile
        return
    with file:
        writer.add(f"{SEALED}{path.parent.name}/{path.name}", iter(lambda: file.read(CHUNK_BYTES), b""))


def _stored(folder: str = "") -> Iterator[str]:
    """Yield the names of all stored papers, wherever the storage lies; a half-written one is none."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from sorted(f"{folder}{name}" for name in names if not name.startswith("."))
    for inner in sorted(folders):
        if not _is_sealed_root(f"{folder}{inner}"):
            yield from _stored(f"{folder}{inner}/")


def _is_sealed_root(name: str) -> bool:
    try:
        return Path(default_storage.path(name)).resolve() == streams.sealed_root().resolve()
    except NotImplementedError:
        return False


def _stored_chunks(name: str) -> Iterator[bytes]:
    with default_storage.open(name, "rb") as file:
        yield from file.chunks(CHUNK_BYTES)
