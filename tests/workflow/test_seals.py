"""The signed seals outside the database: what was changed in the log later, or in the file, is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import report_in
from workflow.models import LogEntry, Seal
from workflow.services import seal_log

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Seals of two moments, exported."""
    for state in ("submitted", "accepted"):
        report_in(state)
        seal_log()
    call_command("seals", export=tmp_path / "seals.jsonl")
    return tmp_path / "seals.jsonl"


def check(path: Path) -> str:
    """Return what the command complains of, or nothing."""
    try:
        call_command("seals", check=path)
    except CommandError as error:
        return str(error)
    return ""


def change(path: Path, line: int, **values: object) -> None:
    rows = [json.loads(text) for text in path.read_text().splitlines()]
    rows[line].update(values)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def test_file_and_log_agree_and_the_log_may_grow(exported: Path) -> None:
    assert len(exported.read_text().splitlines()) == 2
    assert check(exported) == ""
    report_in("submitted")
    seal_log()
    assert check(exported) == ""


def test_an_export_holds_no_free_word_and_is_never_written_over(exported: Path) -> None:
    keys = {"number", "at", "heads", "previous_hash", "hash", "signature", "algorithm"}
    assert all(set(json.loads(line)) == keys for line in exported.read_text().splitlines())
    with pytest.raises(CommandError):
        call_command("seals", export=exported)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"hash": "0" * 64}, "its hash does not fit its heads in the file"),
        ({"signature": "AAAA"}, "its signature in the file is not the office's"),
        ({"number": 7}, "it stands in line 2 of the file"),
        ({"previous_hash": "0" * 64}, "it does not continue the seal before it in the file"),
        ({"heads": []}, "its hash does not fit its heads in the file"),
        ({"at": "yesterday"}, "it is no exported seal"),
    ],
)
def test_a_line_that_was_changed_is_named(exported: Path, values: dict[str, object], complaint: str) -> None:
    change(exported, 1, **values)
    assert complaint in check(exported)


@pytest.mark.parametrize("content", ["", "no seal\n", "[]\n", "\x00\n"])
def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "file").write_text(content)
    assert "seal" in check(tmp_path / "file")
    assert check(tmp_path / "missing")


def past_the_triggers(sql: str, *values: object) -> None:
    """Write as somebody who owns the database: the triggers are dropped first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        if connection.vendor != "sqlite":
            cursor.execute("SET session_replication_role = origin")


def test_a_log_that_was_changed_after_the_export_is_named(exported: Path) -> None:
    entry = LogEntry.objects.filter(subject_label="reports.report").latest("pk")
    past_the_triggers("UPDATE workflow_logentry SET hash = %s WHERE id = %s", "0" * 64, entry.pk)
    assert "it differs from what seal" in check(exported)


def test_a_seal_that_was_taken_out_of_the_log_is_named(exported: Path) -> None:
    past_the_triggers("DELETE FROM workflow_seal WHERE number = %s", Seal.objects.count())
    assert "the log has no such seal any more" in check(exported)
