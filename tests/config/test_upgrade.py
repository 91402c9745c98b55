"""Data of the first release goes on for ever: it migrates forward, its log is whole, and it takes new filings."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.installation import Installation

# The demonstration as the first release made it, with its migrations: never made anew.
FIRST = Path(__file__).parent / "data" / "first-release.sql.gz"
ASK = """
tried("migrate", "--verbosity=0")
tried("verify_log")
from reports.models import Report
from workflow.models import LogEntry
from reports.services import Tip, submit_report
print("held", Report.objects.count(), LogEntry.objects.count())
submit_report(Tip("hazard", "anonymous", "500102006", "某厂", words={"text": "防护罩拆了。"}, identity={}))
tried("verify_log")
from django.db.migrations.executor import MigrationExecutor
from django.db import connection
executor = MigrationExecutor(connection)
print("left", len(executor.migration_plan(executor.loader.graph.leaf_nodes())))
"""


def test_data_of_the_first_release_migrates_forward(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "first.sqlite3")) as database:
        database.executescript(gzip.decompress(FIRST.read_bytes()).decode())
        held = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("reports_report", "workflow_logentry")
        ]
    assert min(held) > 10
    for inner in ("broker/queue", "broker/control", "media"):
        (tmp_path / inner).mkdir(parents=True)
    said = Installation(tmp_path, f"sqlite:///{tmp_path / 'first.sqlite3'}").python(ASK)
    assert [line for line in said if line.startswith(("done", "refused"))] == [
        "done migrate",
        "done verify_log",
        "done verify_log",
    ], said
    assert f"held {held[0]} {held[1]}" in said
    assert "left 0" in said
