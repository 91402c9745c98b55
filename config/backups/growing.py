"""From the embedded SQLite file to PostgreSQL: all rows in one transaction, compared on both sides before it counts.

The embedded database is locked for writing meanwhile, and afterwards refuses every new entry of the log: a server that
was forgotten acknowledges nothing that the new database would not hold.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import environ
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.types.json import Jsonb

from config.backups import tables
from workflow.integrity import walk_log
from workflow.models import LogEntry

TARGET = "target"
BATCH = 2_000
MOST_SHOWN = 10
MOVED = "moved_to_postgresql"
CLOSE = f"""
    CREATE TRIGGER {MOVED} BEFORE INSERT ON workflow_logentry
    BEGIN SELECT RAISE(ABORT, 'this installation has moved to PostgreSQL'); END
"""

Digest = tuple[int, str]


class CannotMove(Exception):
    """Why nothing was moved, as a sentence."""


def move_to(url: str, tell: Callable[[str, int, str], None]) -> int:
    """Move everything; tell table, count and digest of each; return how many entries the log has. All or nothing."""
    if connection.vendor != "sqlite":
        raise CannotMove("This installation does not run on the embedded database.")
    if not url.startswith(("postgres://", "postgresql://")):
        raise CannotMove("The target is written postgres://user:password@host/database.")
    _migrate(url)
    connections.databases[TARGET] = {
        **connections.databases["default"],
        "OPTIONS": {},
        **environ.Env.db_url_config(url),
    }
    target = connections[TARGET]
    try:
        return _move(target, tell)
    finally:
        target.close()


def _migrate(url: str) -> None:
    """Bring the target to this version's tables, in a process that takes it for its own database."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", "--no-input"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotMove(f"The target could not be migrated: {done.stderr.strip().splitlines()[-1:]}")


def _move(target: BaseDatabaseWrapper, tell: Callable[[str, int, str], None]) -> int:
    # The lock for writing comes with the first statement: SQLite's transactions here begin with it.
    with transaction.atomic():
        _refuse(target)
        with transaction.atomic(using=TARGET), tables.silent(target):
            tables.clear_prepared(target)
            for model in _models():
                _copy(model, target)
            for model in _models():
                tell(model._meta.db_table, *_compared(model, target))
            with _spoken_to(target):
                if faults := list(islice(walk_log(), MOST_SHOWN)):
                    raise CannotMove("The log is not whole:\n" + "\n".join(map(str, faults)))
                entries = LogEntry.objects.count()
        with connection.cursor() as cursor:
            cursor.execute(CLOSE)
    return entries


def _refuse(target: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s", [MOVED])
        if cursor.fetchone():
            raise CannotMove("This installation has moved already.")
    if not tables.is_empty(target):
        raise CannotMove("The target is not empty. Nothing is ever written over.")
    if tables.applied(connection) != tables.applied(target):
        raise CannotMove("This installation is not up to date. Type: manage.py migrate")
    ours, theirs = set(tables.tables(connection)), {model._meta.db_table for model in _models()}
    if strange := sorted(ours - theirs):
        raise CannotMove(f"Tables that no model knows would be left behind: {', '.join(strange)}.")


def _models() -> list[type[models.Model]]:
    """Return what is moved, by the names of the tables."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    return [found[name] for name in sorted(found) if name not in tables.NOT_CARRIED]


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def _rows(model: type[models.Model], alias: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as Python values, in the order of their keys; the same from either database."""
    names = [field.attname for field in _fields(model)]
    found: models.QuerySet[Any] = models.QuerySet(model, using=alias)
    yield from found.order_by("pk").values_list(*names).iterator(BATCH)


def _copy(model: type[models.Model], target: BaseDatabaseWrapper) -> None:
    fields, quote = _fields(model), target.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    order = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
    with target.cursor() as cursor, cursor.cursor.copy(order) as copy:
        for row in _rows(model, "default"):
            copy.write_row([_written(field, value) for field, value in zip(fields, row, strict=True)])


def _written(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return value if value is None and field.null else Jsonb(value)
    return value


def _compared(model: type[models.Model], target: BaseDatabaseWrapper) -> Digest:
    ours, theirs = digest_of(_rows(model, "default")), digest_of(_rows(model, target.alias))
    if ours != theirs:
        raise CannotMove(f"{model._meta.db_table} differs: {ours[0]} rows here, {theirs[0]} there.")
    return ours


def digest_of(rows: Iterator[tuple[Any, ...]]) -> Digest:
    """Count rows and digest them in a form that does not depend on the database."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        count += 1
        digest.update(json.dumps(row, cls=_Plain, sort_keys=True, ensure_ascii=False).encode() + b"\n")
    return count, digest.hexdigest()


class _Plain(DjangoJSONEncoder):
    """Write bytes in hex, and a moment to its last microsecond."""

    def default(self, o: Any) -> Any:
        """Write what JSON has no form for."""
        if isinstance(o, bytes | memoryview):
            return bytes(o).hex()
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


@contextmanager
def _spoken_to(target: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the code that knows one database ask the target."""
    own = connections["default"]
    connections["default"] = target
    try:
        yield
    finally:
        connections["default"] = own
