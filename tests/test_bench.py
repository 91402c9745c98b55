"""The benchmark measures what it says: the bare view writes the same rows, and the clients go the form's own way."""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from bench.floor import clients, worker
from bench.floor.replaying import Statements
from bench.floor.views import file
from config.schedule import JOBS
from reports.models import Report
from tests import factories

INSERT = re.compile(r'^INSERT INTO "(\w+)"')


class TestBrowser:
    """The benchmark's browser over Django's test client."""

    __test__ = False

    def __init__(self):
        self.client, self.requests = Client(), 0

    def get(self, path):
        return self._page(self.client.get(path))

    def post(self, path, fields):
        return self._page(self.client.post(path, fields))

    def _page(self, answer):
        self.requests += 1
        assert answer.status_code < 400, answer.content.decode()[-800:]
        return clients.Page(
            answer.status_code, answer.headers.get("Location", "").split("?")[0], answer.content
        )


def rows_written(queries):
    return Counter(found[1] for query in queries if (found := INSERT.match(query["sql"])))


@pytest.mark.django_db
def test_the_bare_view_writes_the_rows_of_a_filing():
    factories.office()
    factories.file_report()  # the rings of keys are made by the first one
    with CaptureQueriesContext(
        connection,
    ) as house:
        factories.reports.submit_report(
            factories.Tip(
                kind="hazard",
                mode="confidential",
                division=factories.DIVISION,
                unit_name="某厂",
                words={"text": factories.WORDS},
                identity=factories.IDENTITY,
            )
        )
    with CaptureQueriesContext(connection) as bare:
        answer = file(RequestFactory().post("/file/", clients.BARE))
    assert answer.content.decode() == Report.objects.latest("pk").reference
    assert rows_written(bare.captured_queries) == rows_written(house.captured_queries)


@pytest.mark.django_db
def test_a_journey_goes_through_the_form_to_the_page_after_the_receipt():
    factories.office()
    browser = TestBrowser()
    clients.walk_once(browser)
    report = Report.objects.get()
    assert (report.kind, report.mode, report.division) == ("hazard", "confidential", "500102006")
    assert browser.requests == 2 * len(clients.ANSWERS) + 5


def test_rates_and_shares_are_right():
    fast = clients.Tally(latencies=[0.1] * 10, seconds=1.0, requests=10)
    slow = clients.Tally(latencies=[0.5] * 2, seconds=1.0, requests=2)
    load = clients.Load.of([fast, slow])
    assert (load.count, load.rate, load.p50, load.p95) == (12, 12.0, 0.1, 0.5)
    twice = clients.Load.together([load, load])
    assert (twice.count, twice.rate) == (24, pytest.approx(12.0))


def test_a_day_has_each_job_as_often_as_the_scheduler_calls_it():
    day = {
        job["task"]: sum(worker.times_in(hour, job["schedule"]) for hour in range(24))
        for job in JOBS.values()
    }
    assert day["workflow.hand_out_again"] == 8640
    assert day["alarms.climb"] == 5760
    assert day["workflow.seal_log"] == 1440
    assert day["workflow.watch_clocks"] == 288
    assert day["notices.watch"] == 24
    assert day["vault.discard_unclaimed_files"] == day["insights.write_reports"] == 1


@pytest.mark.postgres  # SQLite is told to begin, and there nothing is replayed
@pytest.mark.django_db(transaction=True)
def test_statements_are_kept_with_the_bounds_of_their_transactions():
    sent = Statements(keeps=True)
    with connection.execute_wrapper(sent):
        with transaction.atomic(), transaction.atomic():
            Report.objects.count()
        Report.objects.count()
    said = [statement.split()[0] for statement, _params in sent.kept]
    assert said == ["BEGIN", "SAVEPOINT", "SELECT", "RELEASE", "COMMIT", "SELECT"]
    assert sent.count == 4
