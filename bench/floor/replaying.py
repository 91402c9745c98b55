"""The statements of a step, and `pgbench` sending them once more to a copy of the database as it was before.

The copy goes through all steps one after another, so that each finds in it what it found. Needs Django to be set up.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.db import connection, transaction
from psycopg import sql

# More statements than these rewards send are too many to keep.
MOST_REWARDS = 1_000
TOOK = re.compile(r"latency average = ([\d.]+) ms")
PGBENCH = shutil.which("pgbench")


class Statements:
    """Counts the statements that a step sends, and keeps them where it is asked to."""

    def __init__(self, *, keeps: bool) -> None:
        """Begin at nothing."""
        self.count, self.keeps = 0, keeps
        self.kept: list[tuple[str, Any]] = []
        self._is_open = False

    def __call__(
        self, execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Count one and send it on. What one transaction holds stays so."""
        self.count += 1
        if self.keeps:
            if connection.in_atomic_block and not self._is_open:
                self._is_open = True
                self.kept.append(("BEGIN", None))
                transaction.on_commit(self._close)
            self.kept += [(statement, one) for one in params] if many else [(statement, params)]
        return execute(statement, params, many, context)

    def _close(self) -> None:
        self._is_open = False
        self.kept.append(("COMMIT", None))

    def script(self) -> str:
        """Write what was kept as a client would send it."""
        with connection.cursor() as cursor:
            lines = [cursor.cursor.mogrify(statement, params) for statement, params in self.kept]
        return ";\n".join([*lines, ""])


class Copy:
    """A copy of the database."""

    def __init__(self, address: str) -> None:
        """Remember where it is."""
        self.address = address

    @classmethod
    @contextmanager
    def of_postgresql(cls, rewards: int) -> Iterator[Copy | None]:
        """Copy the database for a while; None on SQLite, without `pgbench`, or for more than can be kept."""
        if connection.vendor != "postgresql" or PGBENCH is None or rewards > MOST_REWARDS:
            yield None
            return
        server, source = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]
        connection.close()  # nobody may look while it is copied
        with psycopg.connect(_at(server, "postgres"), autocommit=True) as administrator:
            own = sql.Identifier(f"{source}_copy")
            administrator.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(own, sql.Identifier(source))
            )
            try:
                yield cls(_at(server, f"{source}_copy"))
            finally:
                administrator.execute(sql.SQL("DROP DATABASE {}").format(own))

    def replay(self, sent: Statements) -> float:
        """Send the statements of a step; the seconds that `pgbench` took."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "step.sql"
            script.write_text(sent.script())
            done = subprocess.run(
                [str(PGBENCH), "--no-vacuum", "--transactions=1", f"--file={script}", self.address],
                capture_output=True,
                text=True,
                check=True,
            )
        found = TOOK.search(done.stdout)
        if found is None:
            raise RuntimeError(f"pgbench says {done.stdout} {done.stderr}")
        return float(found[1]) / 1000


def _at(server: str, name: str) -> str:
    return urlsplit(server)._replace(scheme="postgresql", path=f"/{name}").geturl()
