"""Several people press the same button at once: one moves, the others get a sentence. On real PostgreSQL."""

import threading

import pytest
from django.db import connection, connections

from accounts.models import Agency
from notices.models import Notice
from reports.models import Report
from reports.services import accept_report
from tests.workflow.builders import make_office, make_person, make_report
from workflow.errors import StalePage
from workflow.integrity import walk_log
from workflow.models import LogEntry
from workflow.services import moves

ROUNDS = 20
THREADS = 4

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk():
    return make_person("desk", "desk", office=make_office())


def at_once(action, *, threads=THREADS, seconds=120):
    """Run `action(number)` in threads that start together; return what each raised, or None."""
    barrier, outcomes = threading.Barrier(threads), [None] * threads

    def run(number):
        try:
            barrier.wait(timeout=30)
            action(number)
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    workers = [threading.Thread(target=run, args=[number]) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=seconds)
    return outcomes


def press_accept(report, desk):
    """Read the report as a page does, then accept it, in four threads; return the errors."""
    return at_once(lambda number: accept_report(Report.objects.get(pk=report.pk), actor=desk))


def is_moved_once(report, outcomes):
    return (
        outcomes.count(None) == 1
        and all(isinstance(error, StalePage) for error in outcomes if error)
        and LogEntry.objects.about(report).filter(move="accept").count() == 1
    )


def test_four_people_accept_at_once_and_it_moves_once(desk):
    for _round in range(ROUNDS):
        report = make_report()
        assert is_moved_once(report, press_accept(report, desk))
    assert list(walk_log()) == []


def test_without_the_lock_the_same_test_fails(desk, monkeypatch):
    """The check above is able to fail: take the lock and its guard out, and it does."""

    def read_unlocked(subject):
        return type(subject)._default_manager.get(pk=subject.pk)

    def write_unguarded(row, *, source, changed):
        type(row)._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in changed})

    monkeypatch.setattr(moves, "lock_subject", read_unlocked)
    monkeypatch.setattr(moves, "write_back", write_unguarded)
    rounds = []
    for _round in range(ROUNDS):
        report = make_report()
        rounds.append(is_moved_once(report, press_accept(report, desk)))
    assert not all(rounds)


def test_numbers_are_taken_without_gaps_or_doubles(desk):
    reports = [make_report() for _ in range(12)]

    def accept_three(number):
        for report in reports[number * 3 : number * 3 + 3]:
            accept_report(Report.objects.get(pk=report.pk), actor=desk)

    assert at_once(accept_three) == [None] * THREADS
    office = Agency.objects.get(is_office=True)
    serials = sorted(Notice.objects.filter(agency=office, kind="acceptance").values_list("serial", flat=True))
    assert serials == list(range(1, 13))


def test_this_runs_on_postgresql():
    assert connection.vendor == "postgresql"
