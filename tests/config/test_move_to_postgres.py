"""The demonstration moves to PostgreSQL: the same rows, the same log, and the old place takes nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.installation import Installation, dropped, installed

pytestmark = pytest.mark.postgres

LOAD = 'tried("demo")\n'
MOVE = 'tried("move_to_postgres", "{url}", "--verbosity=0")\n'
COUNT = """
from workflow.models import LogEntry
print("entries", LogEntry.objects.count(), LogEntry.objects.latest("pk").hash)
tried("verify_log")
"""
FILE = """
from tests import factories
from django.db import DatabaseError
from accounts.models import Agency
from reports.services import Tip, submit_report
if not Agency.objects.exists():
    factories.office()
tip = Tip("hazard", "anonymous", "500102006", "某厂", words={"text": "防护罩拆了。"}, identity={})
try:
    print("filed", submit_report(tip).report.reference)
except DatabaseError as error:
    print("refused:", error)
"""
SPOIL = """
from accounts.models import Agency
Agency.objects.create(code="strange", name="x", short_name="x", place="500102")
"""


@pytest.fixture
def places(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Installation]]:
    """An embedded installation, and an empty one on PostgreSQL."""
    with django_db_blocker.unblock():
        made = [installed(tmp_path, "small", vendor="sqlite"), installed(tmp_path, "grown")]
        yield made
        dropped(made[1])


def test_the_demonstration_moves_whole_and_once(places: list[Installation]) -> None:
    small, grown = places
    move = MOVE.format(url=grown.database_url)
    said = small.python(LOAD + COUNT + move + FILE + move)
    before = [line for line in said if line.startswith("entries")]
    assert "done move_to_postgres" in said, said[-5:]
    refused = [line for line in said if line.startswith("refused:")]
    assert "has moved to PostgreSQL" in refused[0]
    assert "has moved already" in refused[1]
    said = grown.python(COUNT + FILE + 'tried("verify_log")\n')
    assert [line for line in said if line.startswith("entries")] == before
    assert said.count("done verify_log") == 2
    assert any(line.startswith("filed") for line in said), said


def test_a_target_that_holds_something_is_refused(places: list[Installation]) -> None:
    small, grown = places
    grown.python(SPOIL)
    said = small.python(FILE + MOVE.format(url=grown.database_url) + FILE)
    assert any("not empty" in line for line in said), said
    # Both stand as they did: the embedded one goes on.
    assert len([line for line in said if line.startswith("filed")]) == 2
