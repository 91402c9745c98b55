"""An officer on a phone without a network, in headless Chromium: kept locked, reopened, sent once when it is back.

It runs on PostgreSQL alone, as the other journeys in a browser do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.models import Duty
from investigations.models import EvidenceFile, FieldRecord
from tests.chromium import PHONE, chromium, window
from tests.factories import PASSWORD, case_in, the
from tests.investigations.test_field import moment
from tests.journeys.test_in_a_browser import fill
from tests.vault.samples import photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]
LOCK = "gate-lock-word"
PROBLEM = "一台冲压机没有防护罩，操作人员正在作业。"
# Everything that lies in the browser's database, as text and as bytes.
STORED = """async () => {
  const open = indexedDB.open("chuishao-field");
  const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = base.transaction("drafts").objectStore("drafts").getAll();
  const rows = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  base.close();
  return rows.map((row) => [Object.keys(row).sort().join(), new TextDecoder().decode(row.sealed)]);
}"""


@pytest.fixture
def browser(monkeypatch: Any) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as started:
        yield started
        connections.close_all()


def test_an_inspection_written_without_a_network_arrives_once_when_it_is_back(
    live_server: Any, browser: Browser, tmp_path: Path
) -> None:
    case = case_in("investigating")
    with window(browser, base_url=live_server.url, width=PHONE, pictures=tmp_path) as phone:
        sign_in(phone)
        phone.goto(reverse("field:inspection"))
        phone.evaluate("navigator.serviceWorker.ready")
        phone.reload()  # from here on the page comes from the keeper when nobody answers
        phone.context.set_offline(True)
        phone.reload()
        lock(phone)
        write(phone, case)
        phone.wait_for_timeout(600)
        assert_only_ciphertext(phone)
        phone.reload()
        assert phone.input_value("[name=problems]") == ""
        lock(phone)
        expect(phone.locator("[name=problems]")).to_have_value(PROBLEM)
        phone.click("main form[data-field-form] button[type=submit]:not([name])")
        phone.wait_for_timeout(300)
        assert not FieldRecord.objects.exists()
        phone.context.set_offline(False)
        phone.wait_for_url("**/desk/field/records/**")
        record = FieldRecord.objects.get()
        assert record.facts["problems"] == PROBLEM
        assert len(record.facts["photos"]) == 1
        assert (
            EvidenceFile.objects.filter(evidence=record.evidence).count() == 2
        )  # the photo and the signature
        assert phone.evaluate(STORED) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE


def sign_in(page: Page) -> None:
    page.goto(reverse("desk:home"))
    fill(page, {"username": the(Duty.INVESTIGATOR).username, "password": PASSWORD})
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_url(f"**{reverse('desk:home')}")


def lock(page: Page) -> None:
    """Type the lock word; with a draft there it is opened, without one it begins."""
    page.wait_for_selector("#lock")
    page.fill("#lock", LOCK)
    page.click("[data-field-lock]")
    expect(page.locator("#lock")).to_have_value("")


def write(page: Page, case: Any) -> None:
    """Fill in the form, take a photo, have it signed with a finger."""
    told = {
        "case": case.reference,
        "colleague": the(Duty.INVESTIGATOR, 2).name,
        "place": "冲压车间",
        "started_at": moment(2),
        "ended_at": moment(1),
        "shown": "on",
        "content": "冲压设备",
        "problems": PROBLEM,
        "handling": "责令停用。",
        "signatory": "甄主任，车间主任",
        "signed_by": "screen",
    }
    fill(page, told)
    page.set_input_files("[name=photos]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.wait_for_selector("[data-field-photos] li")
    pad = page.locator("canvas").bounding_box()
    assert pad
    page.mouse.move(pad["x"] + 20, pad["y"] + 20)
    page.mouse.down()
    page.mouse.move(pad["x"] + 120, pad["y"] + 60, steps=5)
    page.mouse.up()


def assert_only_ciphertext(page: Page) -> None:
    """See that what lies on the phone is salt, nonce and ciphertext: no word, no picture."""
    rows = page.evaluate(STORED)
    assert len(rows) == 2  # the words with the signature, and the photo
    for keys, text in rows:
        assert keys == "nonce,salt,sealed"
        assert not any(word in text for word in (PROBLEM, "JFIF", "AJ-", "data:image"))
