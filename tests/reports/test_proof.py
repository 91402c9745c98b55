"""The proof of filing: anybody checks it, nobody learns more than the time, and the reporter alone can open it."""

from __future__ import annotations

import base64
import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from reports.models import Report
from reports.selectors import words_of
from reports.statements import check_statement, commitment_of, record_of
from tests import factories
from tests.chromium import PHONE, chromium, window
from tests.public_site import ANSWERS, JPEG, Reporter, text_of, tracking
from vault.selectors import files_of
from vault.services import open_envelope
from vault.signing import public_key, verify

pytestmark = pytest.mark.django_db

WORDS = ANSWERS["words"]["text"]


@pytest.fixture
def filed() -> tuple[Reporter, str, str, str]:
    """A report with a file: the reporter, the code, the statement, and what opens it."""
    reporter = Reporter()
    reporter.answer("what")
    reporter.attach(("IMG_0001.jpg", JPEG))
    code = reporter.file()
    statement = text_of(reporter.get(reverse("tips:statement")))
    return reporter, code, statement, text_of(reporter.get(reverse("tips:opening")))


def test_a_third_party_sees_that_the_office_signed_it_and_when(filed: Any) -> None:
    checked = check_statement(filed[2])
    assert checked.is_signed
    assert checked.filed_at is not None
    assert abs(checked.filed_at - Report.objects.get().created_at) < datetime.timedelta(seconds=1)
    assert checked.is_opened is None


def test_a_third_party_learns_nothing_else(filed: Any) -> None:
    report, statement = Report.objects.get(), filed[2]
    assert [line.partition(":")[0] for line in statement.splitlines()] == [
        "statement",
        "filed-at",
        "commitment",
        "method",
        "algorithm",
        "public-key",
        "signature",
    ]
    for secret in (
        WORDS,
        report.unit_name,
        report.reference,
        report.receipt_locator,
        report.division,
        filed[1],
    ):
        assert secret not in statement
    stored = (report.receipt_salt, report.receipt_digest, report.mailbox_public_key)
    assert not [secret for secret in stored if bytes(secret).hex() in statement]
    # The same report filed again gives another commitment: words cannot be tried against it.
    Reporter(office=False).file()
    assert len(set(Report.objects.values_list("commitment", flat=True))) == 2


def test_no_byte_of_it_can_be_changed(filed: Any) -> None:
    statement = filed[2]
    for place, byte in enumerate(statement.rstrip("\n")):
        other = "1" if byte != "1" else "2"
        assert not check_statement(statement[:place] + other + statement[place + 1 :]).is_signed, statement[
            place:
        ]


def test_a_statement_signed_by_another_key_is_not_ours(filed: Any, settings: Any) -> None:
    former = public_key(settings.RECEIPT_SIGNING_KEY)
    settings.RECEIPT_SIGNING_KEY = "33" * 32
    assert not check_statement(filed[2]).is_signed
    settings.RECEIPT_FORMER_PUBLIC_KEYS = [former]
    assert check_statement(filed[2]).is_signed


def test_what_the_reporter_took_opens_it_and_nothing_else_does(filed: Any) -> None:
    _reporter, _code, statement, opening = filed
    assert WORDS in opening
    assert check_statement(statement, opening=opening).is_opened is True
    assert check_statement(statement, opening=opening.replace("阀门", "阀们")).is_opened is False
    salt = opening.split("salt: ")[1][:64]
    assert check_statement(statement, opening=opening.replace(salt, "0" * 64)).is_opened is False
    assert check_statement(statement, opening="salt: xyz\nrecord: {}").is_opened is False


def test_the_office_can_write_the_same_record_out_of_its_envelopes(filed: Any) -> None:
    report, desk = Report.objects.get(), factories.identity_of(factories.the("desk"))
    words = open_envelope(words_of(report), identity=desk)
    digests = [open_envelope(file.envelope, identity=desk)["sha256"] for file in files_of(report)]
    record = record_of(report, words=words, files=digests)
    assert len(digests) == 1
    salt = bytes.fromhex(filed[3].split("salt: ")[1][:64])
    assert commitment_of(record, salt=salt) == report.commitment
    assert filed[3].endswith(f"record: {record}\n")


def test_the_receipt_gives_statement_and_salt_again(filed: Any) -> None:
    _reporter, code, statement, opening = filed
    later = tracking(code)
    assert text_of(later.get(reverse("tips:statement_again"))) == statement
    assert text_of(later.get(reverse("tips:salt_again"))).splitlines()[:2] == opening.splitlines()[:2]
    assert WORDS not in text_of(later.get(reverse("tips:salt_again")))


def test_there_is_no_statement_without_a_receipt() -> None:
    client = Client()
    for name in ("tips:statement", "tips:opening"):
        assert client.get(reverse(name)).status_code == 404
    for name in ("tips:statement_again", "tips:salt_again"):
        assert client.get(reverse(name))["Location"] == f"{reverse('tips:track')}?again"


def test_the_page_checks_what_is_pasted(filed: Any) -> None:
    _reporter, _code, statement, opening = filed
    visitor, url = Client(headers={"accept-language": "en"}), reverse("tips:proof")
    page = text_of(visitor.post(url, {"statement": statement.replace("\n", "\r\n"), "opening": opening}))
    assert "This office signed it" in page
    assert "about exactly this record" in page
    assert "does not open it" in text_of(visitor.post(url, {"statement": statement, "opening": "salt: 00"}))
    assert "not signed by this office" in text_of(visitor.post(url, {"statement": statement[:-9]}))
    assert visitor.post(url, {"statement": ""}).status_code == 400


def test_the_key_is_published_as_other_programs_read_it(filed: Any) -> None:
    signed, _, signature = filed[2].rpartition("signature: ")
    first, *lines, last = text_of(Client().get(reverse("tips:proof_key"))).splitlines()
    assert (first, last) == ("-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----")
    written = base64.b64decode("".join(lines))
    assert written[:12].hex() == "302a300506032b6570032100"  # RFC 8410
    assert verify(signed.encode(), signature.strip(), public_key=written[12:].hex())


@pytest.mark.browser
def test_the_checking_page_works_from_a_disk_without_a_network(
    filed: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    _reporter, _code, statement, opening = filed
    file = tmp_path / "check-filing.html"
    file.write_bytes(Client(headers={"accept-language": "en"}).get(reverse("tips:checker")).content)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        assert_checks(browser, file, statement, opening)


def assert_checks(browser: Browser, file: Path, statement: str, opening: str) -> None:
    with window(browser, base_url="file:///", width=PHONE, pictures=file.parent, offline=True) as page:
        page.goto(f"file://{file}")

        def said(statement: str, opening: str = "") -> str:
            page.fill("#statement", statement)
            page.fill("#opening", opening)
            page.evaluate("document.getElementById('answer').textContent = ''")
            page.click("#check")
            page.wait_for_function("document.getElementById('answer').textContent !== ''")
            return page.inner_text("#answer")

        assert "The signature is good" in said(statement)
        assert "about exactly this record" in said(statement, opening)
        assert "does not open it" in said(statement, opening.replace("阀门", "阀们"))
        assert "not signed with this key" in said(statement.replace("filed-at: 2", "filed-at: 3"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
