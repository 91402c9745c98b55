"""The tables of a database as they lie in an archive, read in one moment and put back with triggers silent.

An SQLite file is copied whole by its own online backup. PostgreSQL hands out table by table with COPY inside one
repeatable-read snapshot: filings go on meanwhile, and need no program of a certain version beside the server.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

# What migrating writes itself, and who happened to be signed in.
NOT_CARRIED = {"django_migrations", "django_session"}
FULL_BEFORE = {"django_content_type", "auth_permission"}
SQLITE_FILE = "database.sqlite3"
ALL_PAGES = -1  # in one step: a reader of the write-ahead log keeps nobody waiting, and never begins anew


def tables(database: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that are carried, in the order of their names."""
    with database.cursor() as cursor:
        return sorted(set(database.introspection.table_names(cursor)) - NOT_CARRIED)


def applied(database: BaseDatabaseWrapper) -> list[list[str]]:
    """Return which migrations the database has seen."""
    return sorted([app, name] for app, name in MigrationRecorder(database).applied_migrations())


@contextmanager
def snapshot() -> Iterator[Iterator[tuple[str, Iterator[bytes]]]]:
    """Hold one moment of the database still; yield name and bytes of each of its members."""
    if connection.vendor == "sqlite":
        with _copied_file() as copy:
            yield iter([(SQLITE_FILE, _chunks(copy))])
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield ((f"tables/{name}", _copied_out(name)) for name in tables(connection))


@contextmanager
def _copied_file() -> Iterator[Path]:
    connection.ensure_connection()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".backup-") as folder:
        copy = Path(folder) / SQLITE_FILE
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target, pages=ALL_PAGES)
        yield copy


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def columns(cursor: Any, table: str) -> list[str]:
    """Return the columns of a PostgreSQL table that are written, in their order."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _copied_out(table: str) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        names = ", ".join(map(connection.ops.quote_name, columns(cursor, table)))
        yield f"{names}\n".encode()
        order = f"COPY (SELECT {names} FROM {connection.ops.quote_name(table)}) TO STDOUT"  # noqa: S608
        with cursor.cursor.copy(order) as copy:
            for data in copy:
                yield bytes(data)


@contextmanager
def silent(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Let no trigger run while rows are put back that the triggers have seen already; then ask all constraints."""
    names = tables(database)
    with database.cursor() as cursor:
        for name in names:
            cursor.execute(f"ALTER TABLE {database.ops.quote_name(name)} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in names:
            cursor.execute(f"ALTER TABLE {database.ops.quote_name(name)} ENABLE TRIGGER USER")
        for order in database.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(order)


def put_back(table: str, parts: Iterator[bytes]) -> None:
    """Write the rows of a table into PostgreSQL as COPY gave them out."""
    first = next(parts)
    names, _, rest = first.partition(b"\n")
    with connection.cursor() as cursor:
        order = f"COPY {connection.ops.quote_name(table)} ({names.decode()}) FROM STDIN"
        with cursor.cursor.copy(order) as copy:
            copy.write(rest)
            for part in parts:
                copy.write(part)


def is_empty(database: BaseDatabaseWrapper) -> bool:
    """Tell whether nothing stands in the tables beyond what migrating puts there."""
    with database.cursor() as cursor:
        for name in sorted(set(tables(database)) - FULL_BEFORE):
            cursor.execute(f"SELECT 1 FROM {database.ops.quote_name(name)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                return False
    return True


def clear_prepared(database: BaseDatabaseWrapper) -> None:
    """Remove what migrating put into an empty database: the rows that come bring their own."""
    with database.cursor() as cursor:
        for name in ("auth_permission", "django_content_type"):
            cursor.execute(f"DELETE FROM {database.ops.quote_name(name)}")  # noqa: S608
