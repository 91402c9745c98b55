"""The public question whether a paper is genuine, and the staff's pages of paper."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client

from accounts.models import Duty
from notices import selectors, services
from notices.models import Notice
from reports.models import Report
from tests.factories import agency, browser, person, superuser
from tests.notices.papers import PAPERS, TOKEN
from tests.workflow.builders import make_report

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 4, 20)


@pytest.fixture
def notice():
    """Return a paper that is printed; the printer is a stub, the pages do not care."""
    issued = services.issue_notice(
        "acceptance", subject=make_report(), context=PAPERS["acceptance"], actor=None, agency=agency(), on=ON
    )
    services.print_notice(issued, draw=lambda kind, context: b"%PDF-1.7 paper")
    return issued


@pytest.fixture
def desk():
    return person("desk", Duty.DESK, has_key=False)


@pytest.fixture
def leader():
    return person("leader", Duty.LEADER, has_key=False)


@pytest.fixture(autouse=True)
def visibility(monkeypatch):
    """Let the desk and the leader see every tip: what decides in earnest stands on a higher floor."""
    monkeypatch.setattr(selectors, "_visible_subjects", {})
    selectors.register_visibility(
        "reports.report",
        lambda user: (
            Report.objects.all()
            if user.has_duty(Duty.DESK, Duty.LEADER, Duty.ADMIN)
            else Report.objects.none()
        ),
    )


def public() -> Client:
    return Client(headers={"accept-language": "en"})


def test_genuine_paper_is_confirmed_without_its_contents(notice):
    answer = public().get(f"/verify/{notice.code}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This paper is genuine" in page
    for words in ("举报受理告知书", notice.number, "重庆市涪陵区应急管理局", "2026年4月20日"):
        assert words in page
    for words in (
        TOKEN,
        PAPERS["acceptance"]["matter"],
        PAPERS["acceptance"]["contact_phone"],
        notice.reference,
    ):
        assert words not in page


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{bare}", " {spaced} ", "{wide}"])
def test_code_is_known_however_it_is_typed(notice, typed):
    forms = {
        "code": notice.code,
        "lower": notice.code.lower(),
        "bare": notice.code.replace("-", ""),
        "spaced": notice.code.replace("-", " "),
        "wide": notice.code.replace("-", "－"),
    }
    answer = public().get("/verify/", {"code": typed.format(**forms)})
    assert answer.status_code == 302
    assert answer["Location"] == f"/verify/{notice.code}/"


def test_voided_and_superseded_papers_say_so(notice, leader):
    services.issue_notice(
        "acceptance",
        subject=Report.objects.get(),
        context=PAPERS["acceptance"],
        actor=leader,
        agency=agency(),
        supersedes=notice,
    )
    assert "This paper has been superseded" in public().get(f"/verify/{notice.code}/").content.decode()
    later = Notice.objects.get(supersedes=notice)
    services.void_notice(later, actor=leader, note="wrong unit")
    page = public().get(f"/verify/{later.code}/").content.decode()
    assert "This paper has been voided" in page
    assert "wrong unit" not in page


@pytest.mark.parametrize(
    "code",
    [
        "AAAA-BBBB-CCCC",
        "x",
        "%00",
        "%F0%9F%94%A5",
        "a/b/c",
        "..%2f..%2fetc",
        "1" * 3000,
        "%3Cscript%3E",
        "%FF",
        "'--",
    ],
)
def test_unknown_code_gets_a_sentence_and_404(notice, code):
    answer = public().get(f"/verify/{code}/")
    assert answer.status_code == 404
    assert "No paper carries this code" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("typed", ["nonsense", "a\nb", "\u0000", "../../etc", "🔥", "//evil.example"])
def test_nonsense_in_the_box_gets_a_sentence(typed):
    answer = public().get("/verify/", {"code": typed})
    assert answer.status_code in {404, 422}
    assert b"Verification code" in answer.content


def test_empty_box_is_answered_in_the_form():
    assert public().get("/verify/").status_code == 200
    answer = public().get("/verify/", {"code": "  "})
    assert answer.status_code == 422
    assert "Type the verification code printed at the foot of the paper." in answer.content.decode()


def test_asking_needs_no_login_and_only_asks():
    assert public().post("/verify/").status_code == 405


def test_question_costs_one_query(notice, django_assert_num_queries):
    with django_assert_num_queries(1):
        public().get(f"/verify/{notice.code}/")


def test_desk_downloads_the_file(notice, desk):
    answer = browser(desk).get(f"/desk/notices/{notice.reference}/download/")
    assert answer.status_code == 200
    assert answer.content == b"%PDF-1.7 paper"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{notice.reference}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


PAGES = ["", "download/", "void/"]


@pytest.mark.parametrize("page", PAGES)
def test_stranger_superuser_and_administrator_see_404(notice, page):
    address = f"/desk/notices/{notice.reference}/{page}"
    cashier = person("cashier", Duty.CASHIER, has_key=False)
    administrator = person("admin", Duty.ADMIN, has_key=False)
    auditor = person("auditor", Duty.AUDITOR, has_key=False)
    for user in (cashier, administrator, auditor, superuser()):
        assert browser(user).get(address).status_code == 404, user
    assert browser(None).get(address).status_code == 302


@pytest.mark.parametrize("reference", ["WS-2026-999999", "JB-2026-000001", "x", "WS-2026-0"])
def test_missing_looks_like_forbidden(notice, desk, reference):
    assert browser(desk).get(f"/desk/notices/{reference}/").status_code == 404


def test_paper_page_shows_state_number_and_code(notice, desk):
    page = browser(desk).get(f"/desk/notices/{notice.reference}/").content.decode()
    for words in (notice.number, notice.code, notice.pdf_sha256, "Download the PDF"):
        assert words in page
    assert "Only a leader can void" in page


def test_failed_paper_shows_the_reason_and_a_button_that_prints_it_again(notice, desk):
    failed = services.issue_notice(
        "acceptance", subject=Report.objects.get(), context=PAPERS["acceptance"], actor=None, agency=agency()
    )
    services.print_notice(failed, draw=lambda kind, context: 1 / 0)
    client = browser(desk)
    page = client.get(f"/desk/notices/{failed.reference}/").content.decode()
    assert "ZeroDivisionError" in page
    assert "Print again" in page
    assert client.get(f"/desk/notices/{failed.reference}/download/").status_code == 409
    answer = client.post(f"/desk/notices/{failed.reference}/retry/")
    assert answer.status_code == 302
    assert Notice.objects.get(pk=failed.pk).state == "issued"
    # A second click on the same button: somebody was faster.
    assert client.post(f"/desk/notices/{failed.reference}/retry/").status_code == 409


def test_leader_voids_with_a_reason_and_without_one_is_told_so(notice, leader, desk):
    address = f"/desk/notices/{notice.reference}/void/"
    client = browser(leader)
    empty = client.post(address, {"note": ""})
    assert empty.status_code == 422
    assert "Say why the paper is voided." in empty.content.decode()
    assert browser(desk).post(address, {"note": "wrong unit"}).status_code == 403
    assert client.post(address, {"note": "wrong unit"}).status_code == 302
    assert Notice.objects.get(pk=notice.pk).state == "voided"
    assert client.post(address, {"note": "wrong unit"}).status_code == 409


def test_the_register_shows_every_number_and_why_one_was_voided(notice, leader):
    second = services.issue_notice(
        "acceptance", subject=make_report(), context=PAPERS["acceptance"], actor=None, agency=agency(), on=ON
    )
    third = services.issue_notice(
        "acceptance", subject=make_report(), context=PAPERS["acceptance"], actor=None, agency=agency(), on=ON
    )
    services.void_notice(second, actor=leader, note="日期写错。")
    room = browser(leader)
    row = room.get("/desk/notices/numbers/").content.decode()
    assert "涪应急举受" in row
    assert re.search(r"Numbers taken.{0,3}>3<.*of them voided.{0,3}>1<", row, re.S)
    address = f"/desk/notices/numbers/{agency().code}/2026/涪应急举受/"
    page = room.get(address).content.decode()
    assert [number in page for number in (notice.number, second.number, third.number)] == [True] * 3
    assert "日期写错。" in page
    assert "Numbers 1 to 3: none is missing." in page
    auditor = browser(person("auditor", Duty.AUDITOR, has_key=False)).get(address).content.decode()
    assert "日期写错。" in auditor
    assert notice.reference not in auditor
    # Whoever does not see the paper sees that its number was taken, and nothing of why it was voided.
    reviewer = browser(person("reviewer", Duty.REVIEWER, has_key=False)).get(address).content.decode()
    assert second.number in reviewer
    assert "日期写错。" not in reviewer
    Notice.objects.filter(pk=third.pk)._raw_delete("default")
    assert "No paper is kept for 3" in room.get(address).content.decode()
    assert room.get(f"/desk/notices/numbers/{agency().code}/2026/无/").status_code == 404
