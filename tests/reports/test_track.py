"""The track page, over HTTP: what the receipt opens, and for how long."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Duty
from notices.files import sha256_of, store
from reports import panels, services
from reports.models import MailboxItem, Report
from reports.notices import decline_grounds
from reports.panels import Panel, panel, panels_for
from reports.tracking import Tracked
from statutes.clocks import get_clock
from tests import factories
from tests.public_site import Reporter, text_of, tracking
from tests.reports.test_public import no_keys
from vault.receipts import LOCATOR_DIGITS, check_digit
from vault.selectors import envelopes_of
from vault.services import open_envelope
from workflow.models import Clock
from workflow.services import advance

pytestmark = pytest.mark.django_db
WRONG = "No report can be opened with this code"


def another(code: str) -> str:
    """Return a well-formed code with the same locator and another secret."""
    body = code[:LOCATOR_DIGITS] + code[LOCATOR_DIGITS:-1][::-1]
    if body == code[:-1]:
        body = code[:LOCATOR_DIGITS] + "1234567812345678"
    return body + check_digit(body)


def test_a_wrong_and_an_unknown_code_are_told_the_same_at_the_same_cost() -> None:
    code = factories.file_report().receipt.code
    reporter = Reporter()
    unknown = ("1" if code[0] != "1" else "2") + code[1:-1]
    answers, costs = [], []
    for typed in (another(code), unknown + check_digit(unknown)):
        with CaptureQueriesContext(connection) as queries:
            response = reporter.open(typed)
        answers.append((response.status_code, WRONG in text_of(response), typed in text_of(response)))
        costs.append(len(queries))
    assert answers == [(404, True, True)] * 2
    assert costs[0] == costs[1]
    assert not Session.objects.exists()


@pytest.mark.parametrize("typed", ["", "   ", "12", "abc", "1" * 24, "9" * 200, "０" * 23, "<script>"])
def test_a_code_that_cannot_be_one_is_refused_in_words(typed: str) -> None:
    response = Reporter().open(typed)
    assert response.status_code == 400
    assert "govuk-error-summary" in text_of(response)
    assert WRONG not in text_of(response)


@pytest.mark.parametrize(
    "write",
    [
        lambda code: " ".join(code[i : i + 4] for i in range(0, 24, 4)),
        lambda code: "-".join(code[i : i + 4] for i in range(0, 24, 4)),
        lambda code: code.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda code: f"　{code[:12]}　{code[12:]} ",
    ],
)
def test_a_code_is_read_as_people_type_it(write: Any) -> None:
    filing = factories.file_report()
    page = text_of(Reporter().open(write(filing.receipt.code)))
    assert filing.report.reference in page


def test_the_page_tells_status_period_and_ground() -> None:
    filing = factories.file_report()
    page = text_of(tracking(filing.receipt.code).get("/track/report/"))
    clock = get_clock("tip.accept")
    assert "We have received your report" in page
    assert "The office must decide by" in page
    assert f"basis: {clock.citation}" in page


def test_periods_that_do_not_concern_the_reporter_are_not_shown() -> None:
    filing = factories.file_report()
    Clock.objects.create(
        subject_label=filing.report.label(),
        subject_id=filing.report.pk,
        rule_id="penalty.decide",
        started_at=timezone.now(),
        due_at=timezone.now(),
    )
    assert get_clock("penalty.decide").title_en not in text_of(
        tracking(filing.receipt.code).get("/track/report/")
    )


@pytest.mark.parametrize(
    "state", ["submitted", "accepted", "declined", "transferred", "withdrawn", "answered", "closed"]
)
def test_every_state_has_its_page(state: str) -> None:
    filing = factories.file_report()
    if state == "accepted":
        services.accept_report(filing.report, actor=factories.the(Duty.DESK))
    elif state == "declined":
        services.decline_report(filing.report, actor=factories.the(Duty.DESK), ground=decline_grounds()[0][0])
    elif state == "withdrawn":
        services.withdraw_report(filing.report)
    elif state == "transferred":
        Report.objects.filter(pk=filing.report.pk).update(status_word=state)
    elif state in {"answered", "closed"}:
        factories.case_in("concluded", report=filing.report)
    page = tracking(filing.receipt.code).get("/track/report/")
    assert page.status_code == 200
    assert filing.report.reference in text_of(page)


def test_a_message_of_the_desk_is_opened_and_ones_own_is_sealed_to_the_desk() -> None:
    filing = factories.file_report()
    desk = factories.the(Duty.DESK)
    services.write_to_reporter(filing.report, actor=desk, text="阀门在几号车间？")
    reporter = tracking(filing.receipt.code)
    assert "阀门在几号车间？" in text_of(reporter.get("/track/report/"))
    assert reporter.post("/track/message/", {"text": "二号车间"}).url == "/track/report/"
    page = text_of(reporter.get("/track/report/"))
    assert "only the intake desk can read it" in page
    assert "二号车间" not in page
    envelope = envelopes_of(filing.report, purpose="message").get()
    assert open_envelope(envelope, identity=factories.identity_of(desk)) == {"text": "二号车间"}


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Write something"), ("字" * 3001, "at most 3000 characters")]
)
def test_a_message_that_cannot_be_sent_is_refused_in_words(text: str, sentence: str) -> None:
    response = tracking(factories.file_report().receipt.code).post("/track/message/", {"text": text})
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert text in text_of(response)


def test_a_message_nobody_could_read_is_not_taken() -> None:
    reporter = tracking(factories.file_report().receipt.code)
    no_keys()
    response = reporter.post("/track/message/", {"text": "二号车间"})
    assert response.status_code == 503
    assert "12350" in text_of(response)
    assert "二号车间" in text_of(response)


def test_a_notice_is_being_prepared_until_it_is_printed_and_then_handed_out() -> None:
    filing = factories.file_report()
    services.accept_report(filing.report, actor=factories.the(Duty.DESK))
    notice = filing.report.mailbox.get().notice
    assert notice is not None
    reporter = tracking(filing.receipt.code)
    assert "being prepared" in text_of(reporter.get("/track/report/"))
    assert reporter.get(f"/track/notice/{notice.reference}/").status_code == 404
    _render(notice)
    response = reporter.get(f"/track/notice/{notice.reference}/")
    assert response.content == b"%PDF-1.7"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_notice_of_another_report_and_an_unknown_one_look_alike() -> None:
    theirs = factories.file_report()
    services.accept_report(theirs.report, actor=factories.the(Duty.DESK))
    notice = theirs.report.mailbox.get().notice
    assert notice is not None
    _render(notice)
    reporter = tracking(factories.file_report().receipt.code)
    assert reporter.get(f"/track/notice/{notice.reference}/").status_code == 404
    assert reporter.get("/track/notice/WS-2026-999999/").status_code == 404
    assert reporter.get("/track/notice/nonsense/").status_code == 404


def _render(notice):
    told = {name: _digest(b"%PDF-1.7") for name in ("pdf_sha256", "drawn_sha256")}
    advance(notice, "render", actor=None, path=_store(b"%PDF-1.7"), **told)


def _store(data: bytes) -> str:
    return store("notices/test.pdf", data)


def _digest(data: bytes) -> str:
    return sha256_of(data)


# ---- The session -----------------------------------------------------------------------------------------------
PAGES = ["/track/report/", "/track/withdraw/", "/track/notice/WS-2026-000001/", "/track/reward/"]


@pytest.mark.parametrize("url", PAGES)
def test_without_a_receipt_every_page_asks_for_it(url: str) -> None:
    reporter = Reporter()
    response = reporter.get(url)
    assert response.url == "/track/?again"
    assert "Enter the code again" in text_of(reporter.get(response.url))


@pytest.mark.parametrize("url", ["/track/message/", "/track/withdraw/", "/track/reward/"])
def test_what_was_written_when_the_session_ended_is_not_lost(url: str) -> None:
    response = Reporter().post(url, {"text": "写了很久的一段话"})
    assert response.status_code == 409
    assert "写了很久的一段话" in text_of(response)


def test_a_report_closes_by_itself_after_an_hour() -> None:
    filing = factories.file_report()
    with time_machine.travel(datetime.datetime.now(datetime.UTC)) as clock:
        reporter = tracking(filing.receipt.code)
        clock.shift(datetime.timedelta(minutes=59))
        assert reporter.get("/track/report/").status_code == 200
        clock.shift(datetime.timedelta(minutes=2))
        assert reporter.get("/track/report/").status_code == 302
        assert reporter.get("/track/").status_code == 200


def test_the_open_report_is_found_again_and_no_other() -> None:
    filing, other = factories.file_report(), factories.file_report()
    reporter = tracking(filing.receipt.code)
    assert reporter.get("/track/").url == "/track/report/"
    assert reporter.open(other.receipt.code).status_code == 200
    page = text_of(reporter.get("/track/report/"))
    assert other.report.reference in page
    assert filing.report.reference not in page


def test_leaving_clears_both_halves_and_the_browser() -> None:
    reporter = tracking(factories.file_report().receipt.code)
    response = reporter.post("/track/leave/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert reporter.client.cookies["chuishao_receipt"].value == ""
    assert "vault.receipt" not in Session.objects.get().get_decoded()
    assert reporter.get("/track/report/").url == "/track/?again"


def test_leaving_at_once_forgets_draft_and_receipt_and_goes_elsewhere() -> None:
    reporter = tracking(factories.file_report().receipt.code)
    reporter.fill()
    response = reporter.get("/away/")
    assert response.url.startswith("https://")
    assert "Clear-Site-Data" in response
    assert not {"vault.receipt", "vault.draft"} & set(Session.objects.get().get_decoded())
    assert 'href="/away/"' in text_of(reporter.get("/report/"))


# ---- Withdrawal ------------------------------------------------------------------------------------------------
def test_a_report_is_withdrawn_once() -> None:
    filing = factories.file_report()
    reporter = tracking(filing.receipt.code)
    assert reporter.get("/track/withdraw/").status_code == 200
    assert reporter.post("/track/withdraw/").url == "/track/report/"
    assert Report.objects.get().state == "withdrawn"
    page = text_of(reporter.get("/track/report/"))
    assert "You withdrew your report" in page
    assert "/track/withdraw/" not in page
    response = reporter.post("/track/withdraw/")
    assert response.status_code == 409
    assert "withdrawn already" in text_of(response)


# ---- Panels and cost -------------------------------------------------------------------------------------------
def test_a_floor_above_adds_a_panel_once_and_in_its_order() -> None:
    @panel(order=1)
    def first(tracked: Tracked) -> Panel | None:
        return Panel("first.html")

    @panel(order=0)
    def none(tracked: Tracked) -> Panel | None:
        return None

    panel(order=1)(first)
    tracked = Tracked(report=factories.file_report().report, seed=b"")
    assert [each.template for each in panels_for(tracked)] == ["first.html"]
    for maker in (first, none):
        _forget(maker)


def _forget(maker: Any) -> None:
    panels._makers.pop(f"{maker.__module__}.{maker.__qualname__}")


def test_fifty_messages_cost_as_many_queries_as_one() -> None:
    filing = factories.file_report()
    desk = factories.the(Duty.DESK)
    services.write_to_reporter(filing.report, actor=desk, text="一")
    reporter = tracking(filing.receipt.code)
    costs = []
    for count in (1, 50):
        while MailboxItem.objects.count() < count:
            services.tell_reporter(filing.report, text="又一条")
        with CaptureQueriesContext(connection) as queries:
            assert reporter.get("/track/report/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 9
