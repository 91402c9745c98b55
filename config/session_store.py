"""Sessions in the database, read and written in one plain statement each.

Every page of the public form reads its draft here and every answer writes it. Building the same query anew and
wrapping one row in a transaction cost more than all questions together; the rest is Django's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.models import Session
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.crypto import get_random_string

from reports.drafts import UNSENT

_TABLE = Session._meta.db_table
READ = f"SELECT session_data FROM {_TABLE} WHERE session_key = %s AND expire_date > %s"  # noqa: S608
WRITE = f"UPDATE {_TABLE} SET session_data = %s, expire_date = %s WHERE session_key = %s"  # noqa: S608

# How a database is told not to wait for the disk after a write, and to wait again.
HURRY = {
    "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL"),
    "postgresql": ("SET synchronous_commit TO off", "RESET synchronous_commit"),
}


@contextmanager
def hurried(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Write without waiting for the disk. A power cut may take it back; the next write that waits keeps it, too."""
    hurry, wait = HURRY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(hurry)
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute(wait)
        except Exception:
            connection.close()  # what cannot be told to wait again is used no more
            raise


class SessionStore(db.SessionStore):
    """Django's own, but for the two statements and for keys: a cookie that cannot be one of ours asks nothing."""

    def load(self) -> dict[str, Any]:
        """Read what the session holds; a session that is not there, or has ended, gets a new key."""
        connection = connections[router.db_for_read(Session)]
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))

    def save(self, must_create: bool = False) -> None:
        """Write the session; one that was ended meanwhile, by signing out for instance, is not brought back.

        An unsent draft may be lost with the power. Everything else, a receipt above all, is on the disk afterwards.
        """
        connection = connections[router.db_for_write(Session)]
        if UNSENT in self and not connection.in_atomic_block:
            with hurried(connection):
                self._write(connection, must_create)
        else:
            self._write(connection, must_create)

    def _write(self, connection: BaseDatabaseWrapper, must_create: bool) -> None:
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        ends_at = connection.ops.adapt_datetimefield_value(self.get_expiry_date())
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [self.encode(dict(self.items())), ends_at, self.session_key])
            if not cursor.rowcount:
                raise UpdateError

    def _get_new_session_key(self) -> str:
        # 165 random bits: whether they are taken is told by the INSERT, which would try others.
        return get_random_string(32, VALID_KEY_CHARS)

    def _validate_session_key(self, key: Any) -> bool:
        # Letters and digits alone: PostgreSQL takes no NUL in a text.
        return bool(super()._validate_session_key(key)) and str(key).isalnum()  # type: ignore[misc]
