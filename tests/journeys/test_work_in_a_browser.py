"""The sum that keeps scripts out, in headless Chromium: an anonymous person on a phone notices nothing of it.

It runs on PostgreSQL alone, as the other journeys in a browser do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page

from reports.models import Admission, Report, Retaliation
from tests.chromium import PHONE, chromium, window
from tests.factories import office
from tests.journeys.public_form import ANSWERS
from tests.journeys.test_in_a_browser import fill

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

ANONYMOUS = {**ANSWERS, "you": {"mode": "anonymous"}}


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
        phone.goto(reverse("tips:track"))
        fill(phone, {"code": code})
        phone.click("main form button[type=submit]")
        phone.wait_for_url(f"**{reverse('tips:panels')}")
        assert Admission.objects.get(door="look").way == "work"
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
        phone.click("#retaliation ~ details summary")
        fill(phone, {"what": "班长把我调走了。"})
        phone.click(f'form[action="{reverse("tips:retaliation")}"] button')
        phone.wait_for_load_state()
    assert Retaliation.objects.get().report == Report.objects.get()


def file_at_once(page: Page) -> str:
    """Fill in the form and press the button before anything can have been worked out."""
    page.goto(reverse("tips:report"))
    for answers in ANONYMOUS.values():
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
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**{reverse('tips:done')}")
    return code
