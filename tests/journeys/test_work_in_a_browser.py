"""Two reporters on a phone, in headless Chromium.

One gives no name and meets the sum that keeps scripts out, the other works for the unit.

It runs on PostgreSQL alone, as the other journeys in a browser do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.models import Duty
from reports.models import Admission, Report, Retaliation
from reports.services import accept_report
from tests.chromium import PHONE, chromium, window
from tests.factories import browser as client_of
from tests.factories import office, settle, the
from tests.journeys.public_form import ANSWERS
from tests.journeys.test_in_a_browser import fill

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]

ANONYMOUS = {"mode": "anonymous"}
EMPLOYEE = {"mode": "employee", "name": "甄员工", "phone": "19900000001"}


@pytest.fixture
def browser(monkeypatch: Any) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as started:
        yield started
        connections.close_all()


def test_an_anonymous_reporter_files_follows_and_reports_retaliation_with_the_sum_switched_on(
    live_server: Any, browser: Browser, tmp_path: Path, settings: Any
) -> None:
    settings.PROOF_OF_WORK_BITS = 7
    office()
    with window(browser, base_url=live_server.url, width=PHONE, pictures=tmp_path) as phone:
        code = file_at_once(phone)
        assert Admission.objects.get(door="file").way == "work"
        follow(phone, code)
        assert Admission.objects.get(door="look").way == "work"
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
        phone.click("#retaliation ~ details summary")
        fill(phone, {"what": "班长把我调走了。"})
        phone.click(f'form[action="{reverse("tips:retaliation")}"] button')
        phone.wait_for_load_state()
    assert Retaliation.objects.get().report == Report.objects.get()


def test_an_employee_files_asks_and_is_answered(
    live_server: Any, browser: Browser, tmp_path: Path, settings: Any
) -> None:
    office()
    with window(browser, base_url=live_server.url, width=PHONE, pictures=tmp_path) as phone:
        code = file_at_once(phone, EMPLOYEE)
        report = Report.objects.get()
        assert report.mode == "employee"
        accept_report(report, actor=the(Duty.DESK))
        settle(prints=True)
        follow(phone, code)
        assert phone.locator('a[href^="/track/notice/"]').count() == 1
        assert EMPLOYEE["name"] not in phone.inner_text("main")
        fill(phone, {"text": "查的时候别找我们班组问。"})
        phone.click(f'form[action="{reverse("tips:message")}"] button')
        phone.wait_for_load_state()
    page = client_of(the(Duty.DESK), has_key=True).get(report.get_absolute_url()).content.decode()
    assert str(report.get_mode_display()) in page
    assert EMPLOYEE["name"] not in page


def follow(page: Page, code: str) -> None:
    """Open the report with its receipt."""
    page.goto(reverse("tips:track"))
    fill(page, {"code": code})
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_url(f"**{reverse('tips:panels')}")


def file_at_once(page: Page, you: Mapping[str, str] = ANONYMOUS) -> str:
    """Fill in the form and press the button before anything can have been worked out."""
    page.goto(reverse("tips:report"))
    for answers in {**ANSWERS, "you": you}.values():
        fill(page, answers)
        page.click("main [name=next]")
    page.click(f'form[action="{reverse("tips:send")}"] button')
    page.wait_for_url(f"**{reverse('tips:receipt')}")
    code = re.sub(r"\D", "", page.inner_text(".cs-receipt__code"))
    page.emulate_media(media="print")
    printed = page.inner_text("body")
    assert code[:4] in printed
    assert "应急管理局" not in printed
    assert "应急管理局" not in page.title()
    page.emulate_media(media="screen")
    fill(page, {"last_four": code[-4:]})
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_url(f"**{reverse('tips:done')}")
    return code
