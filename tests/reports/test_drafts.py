"""What waits for the disk: an unsent draft does not, a filing and its receipt do."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.session_store import HURRY, SessionStore
from reports.drafts import UNSENT
from tests.public_site import Reporter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.twice]

QUESTION = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}


def how_it_waits():
    with connection.cursor() as cursor:
        cursor.execute(QUESTION[connection.vendor])
        return cursor.fetchone()[0]


@pytest.fixture
def usual():
    connection.close()  # what a connection of its own is told
    return how_it_waits()


def statements_of(act):
    with CaptureQueriesContext(connection) as caught:
        act()
    return [query["sql"] for query in caught.captured_queries]


def writes_in_a_hurry(statements):
    """Return what was written between the two settings."""
    hurry, wait = HURRY[connection.vendor]
    if hurry not in statements:
        return []
    return statements[statements.index(hurry) + 1 : statements.index(wait)]


def test_an_unsent_draft_does_not_wait_and_the_next_statement_does(usual):
    reporter = Reporter(office=False)
    for step in ("what", "details"):  # the first begins the session, the second changes it
        written = writes_in_a_hurry(statements_of(lambda step=step: reporter.answer(step)))
        assert any("django_session" in sql for sql in written)
        assert how_it_waits() == usual


@pytest.mark.postgres
def test_a_filing_and_its_receipt_wait_for_the_disk():
    reporter = Reporter()
    reporter.fill()
    statements = statements_of(lambda: reporter.post("/report/send/"))
    assert writes_in_a_hurry(statements) == []
    assert any(sql.startswith('INSERT INTO "reports_report"') for sql in statements)
    assert any(sql.startswith("UPDATE django_session") for sql in statements)


def test_a_session_without_a_draft_waits():
    store = SessionStore()
    store["word"] = "甲"
    assert writes_in_a_hurry(statements_of(store.save)) == []


def test_a_write_that_fails_leaves_nobody_in_a_hurry(usual):
    store = SessionStore()
    store[UNSENT] = True
    store.save()
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert how_it_waits() == usual
