"""The log is verified by walking it, and every kind of tampering is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.models import Report
from tests.workflow.builders import make_office, make_person, make_report
from workflow.integrity import walk_log
from workflow.models import LogEntry, Note, Seal, Unsealed
from workflow.services import advance, seal_log

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


@pytest.fixture
def desk():
    return make_person("desk", "desk", office=make_office())


@pytest.fixture
def history(desk):
    reports = [make_report() for _ in range(3)]
    for report in reports:
        advance(report, "accept", actor=desk, note="受理")
    seal_log()
    advance(reports[0], "withdraw", actor=None)
    seal_log()
    return reports


def tamper(statement, *arguments):
    """Change rows as a thief with the database would: without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement.replace("?", "%s"), arguments)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement.replace("?", "%s"), arguments)
        for _name, sql in triggers:
            cursor.execute(sql)


def faults():
    return [str(fault) for fault in walk_log()]


def test_an_honest_log_is_whole(history):
    assert faults() == []
    call_command("verify_log")


def test_a_changed_column_is_named(history):
    tamper(
        "UPDATE workflow_logentry SET move = 'decline' WHERE subject_id = ? AND sequence = 2", history[1].pk
    )
    assert any(
        f"reports.report:{history[1].pk} entry 2" in fault and "columns differ" in fault for fault in faults()
    )
    with pytest.raises(CommandError, match="entry 2"):
        call_command("verify_log")


def test_a_change_with_a_new_hash_breaks_the_seal(history):
    tamper(
        "UPDATE workflow_logentry SET hash = ? WHERE subject_id = ? AND sequence = 2", "0" * 64, history[1].pk
    )
    found = faults()
    assert any("its hash does not fit" in fault for fault in found)
    assert any("differs from what seal 1 bound" in fault for fault in found)


def test_a_removed_entry_in_the_middle_is_named(history):
    tamper("DELETE FROM workflow_note WHERE 1 = 1")
    tamper("DELETE FROM workflow_delivery WHERE 1 = 1")
    tamper("DELETE FROM workflow_clock WHERE 1 = 1")
    tamper("DELETE FROM workflow_logentry WHERE subject_id = ? AND sequence = 1", history[2].pk)
    assert any("entry 1 is missing before it" in fault for fault in faults())


def test_a_subject_removed_with_its_whole_log_is_noticed_by_the_seal(history):
    tamper("DELETE FROM workflow_note WHERE 1 = 1")
    tamper("DELETE FROM workflow_delivery WHERE 1 = 1")
    tamper("DELETE FROM workflow_clock WHERE 1 = 1")
    tamper("DELETE FROM workflow_logentry WHERE subject_id = ?", history[2].pk)
    tamper("DELETE FROM reports_report WHERE id = ?", history[2].pk)
    assert any(
        f"reports.report:{history[2].pk} entry 2: seal 1 names it, and it is gone" in f for f in faults()
    )


def test_a_state_changed_behind_the_log_is_noticed(history):
    Report.objects.filter(pk=history[2].pk).update(state="declined")
    assert any("its log ends in 'accepted'" in fault for fault in faults())


def test_a_changed_note_is_noticed(history):
    Note.objects.filter(entry__subject_id=history[1].pk).update(text="别的话")
    assert any("a note was changed" in fault for fault in faults())


def test_a_removed_seal_is_noticed(history):
    tamper("DELETE FROM workflow_seal WHERE number = 1")
    assert any("seal 1 is missing" in fault for fault in faults())


def test_a_forged_seal_is_noticed(history):
    tamper("UPDATE workflow_seal SET signature = ? WHERE number = 2", "00" * 64)
    assert any("signature is not the office's" in fault for fault in faults())


def test_a_seal_covers_only_what_changed_since_the_last_one(history):
    first, second = Seal.objects.order_by("number")
    assert [len(first.heads), len(second.heads)] == [3, 1]
    assert not Unsealed.objects.exists()
    assert seal_log() is None


def test_erasing_a_note_leaves_the_chain_whole(history):
    Note.objects.filter(entry__subject_id=history[1].pk).delete()
    assert faults() == []
    assert LogEntry.objects.about(history[1]).last().note_digest
