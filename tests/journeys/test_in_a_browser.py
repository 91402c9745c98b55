"""The same way in headless Chromium with the real styles and scripts: the public on a phone, the staff at a desk.

It runs on PostgreSQL alone: a live server and a test share one connection to an embedded database, and a page that
fetches a second thing meanwhile would find it in the middle of a transaction.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from accounts.models import Duty
from investigations.services import review_findings
from reports.models import Report
from sanctions.services import countersign_penalty
from tests.chromium import DESK, PHONE, chromium, window
from tests.factories import CHECKED, PASSWORD, agree, office, settle, settle_amount, the, unit
from tests.journeys.public_form import ANSWERS, PNG
from tests.journeys.test_tip_to_payout import AMOUNT, FINDINGS, FINE, PAYEE, UNIT
from tests.rewards.test_anonymous import decide

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]

NAMELESS = {"mode": "anonymous", "claim_password": "麻柳湾的石桥"}
AT_THE_WINDOW = {"way": "pick_up", "password": "window-word"}


@pytest.fixture
def browser(monkeypatch: Any) -> Iterator[Browser]:
    # Playwright drives the browser from a loop of its own in this thread; nothing of ours runs inside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as started:
        yield started
        # Beside that loop Django opens connections of their own, which nobody else would close.
        connections.close_all()


def test_a_tip_becomes_a_paid_reward_in_a_browser(live_server: Any, browser: Browser, tmp_path: Path) -> None:
    office()
    unit(UNIT)
    shared: dict[str, Any] = {"base_url": live_server.url, "pictures": tmp_path}
    with ExitStack() as desks:
        staff = Staff(desks, browser, shared)
        with window(browser, width=PHONE, **shared) as phone:
            code = file_tip(phone)
        reward = handle(Report.objects.get(), staff)
        settle(prints=True)
        with window(browser, width=PHONE, **shared) as phone:
            assert AMOUNT in claim(phone, code)
        pay_out(reward, staff)


@pytest.mark.full
def test_an_anonymous_reporter_is_paid_in_a_browser(
    live_server: Any, browser: Browser, tmp_path: Path
) -> None:
    decide()
    unit(UNIT)
    shared: dict[str, Any] = {"base_url": live_server.url, "pictures": tmp_path}
    with ExitStack() as desks:
        staff = Staff(desks, browser, shared)
        with window(browser, width=PHONE, **shared) as phone:
            code = file_tip(phone, you=NAMELESS)
        reward = handle(Report.objects.get(mode="anonymous"), staff)
        settle(prints=True)
        with window(browser, width=PHONE, **shared) as phone:
            assert AMOUNT in claim(phone, code, payee={**AT_THE_WINDOW, "agreed": NAMELESS["claim_password"]})
        pay_out(reward, staff, shown=AT_THE_WINDOW["password"])


def handle(report: Report, staff: Staff) -> Any:
    """Take the tip from the intake to the approved reward."""
    staff.press(Duty.DESK, report, "reports:accept")
    case, pair = report.cases.get(), [the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)]
    team = {"head": str(pair[0].pk), "members": str(pair[1].pk)}
    staff.press(Duty.LEADER, case, "investigations:form_team", **team)
    found = {**FINDINGS, "inspected_on": timezone.localdate().isoformat()}
    staff.press(Duty.INVESTIGATOR, case, "investigations:submit_findings", **found)
    review_findings(type(case).objects.get(pk=case.pk), actor=pair[1])
    staff.press(Duty.LEADER, case, "investigations:approve_findings")
    penalty = case.penalties.get()
    staff.press(Duty.LEADER, penalty, "sanctions:file")
    staff.press(Duty.INVESTIGATOR, penalty, "sanctions:report", **FINE)
    countersign_penalty(type(penalty).objects.get(pk=penalty.pk), actor=pair[1])
    staff.press(Duty.INVESTIGATOR, penalty, "sanctions:notify")
    staff.press(Duty.INVESTIGATOR, penalty, "sanctions:hear", is_waived="on")
    staff.press(Duty.REVIEWER, penalty, "sanctions:review", **CHECKED)
    staff.press(Duty.LEADER, penalty, "sanctions:decide")
    reward = settle_amount(case.rewards.get())
    staff.press(Duty.REWARDS, reward, "rewards:propose")
    agree(reward)
    staff.press(Duty.FINANCE, reward, "rewards:approve")
    return reward


def pay_out(reward: Any, staff: Staff, *, shown: str = PAYEE["account"].replace(" ", "")) -> None:
    """Show the cashier where to pay, and have it paid."""
    page = staff.at(Duty.CASHIER)
    page.goto(reward.get_absolute_url())
    page.click(f'form[action*="{reverse("rewards:payee", args=[reward.reference])}"] button')
    assert shown in page.inner_text("#payee")
    staff.press(Duty.CASHIER, reward, "rewards:pay")
    assert reward.state == "paid"


def file_tip(page: Page, **changed: Any) -> str:
    """Fill in the form on a phone and return the receipt code; `changed` holds other answers for a step."""
    page.goto("/")
    page.click(f'main a[href="{reverse("tips:report")}"]')
    for step, answers in ANSWERS.items():
        fill(page, changed.get(step, answers))
        if step == "files":
            page.set_input_files("[name=evidence]", {"name": "a.png", "mimeType": "image/png", "buffer": PNG})
            page.click("[name=more]")
            assert page.locator("[name=remove]").count() == 1
        page.click("main [name=next]")
    assert ANSWERS["words"]["text"] in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.click(f'form[action="{reverse("tips:send")}"] button')
    code = re.sub(r"\D", "", page.inner_text(".cs-receipt__code"))
    fill(page, {"last_four": code[-4:]})
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_url(f"**{reverse('tips:done')}")
    return code


def claim(page: Page, code: str, *, payee: Any = PAYEE) -> str:
    """Open the report with its receipt, read the reward notice, claim; return the text of the notice."""
    page.goto(reverse("tips:track"))
    fill(page, {"code": code})
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_url(f"**{reverse('tips:panels')}")
    papers = [link.get_attribute("href") for link in page.locator('a[href^="/track/notice/"]').all()]
    texts = [text_of(page.request.get(str(url)).body()) for url in papers]
    page.click(f'a[href="{reverse("claims:reward")}"]')
    fill(page, payee)
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_load_state()
    assert not page.locator("[name=account]").count()
    return next(text for text in texts if "领取通知书" in text)


def text_of(data: bytes) -> str:
    """Read the text back out of a PDF, without the spaces that its lines bring."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def fill(page: Page, answers: Any) -> None:
    """Type and choose as a person does, by the names of the controls."""
    for name, value in answers.items():
        control = page.locator(f'main [name="{name}"]')
        kind = control.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            chosen = (
                control
                if control.count() == 1 and value == "on"
                else page.locator(f'[name="{name}"][value="{value}"]')
            )
            chosen.check()
        elif control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(str(value))
        else:
            control.fill(str(value))


class Staff:
    """The people at their desks, each in a window of their own."""

    def __init__(self, desks: ExitStack, browser: Browser, shared: dict[str, Any]) -> None:
        self.desks, self.browser, self.shared = desks, browser, shared
        self.pages: dict[str, Page] = {}

    def at(self, duty: Duty) -> Page:
        """Return the officer's window; the first time they sign in."""
        if duty not in self.pages:
            page = self.desks.enter_context(window(self.browser, width=DESK, **self.shared))
            page.goto(reverse("desk:home"))
            fill(page, {"username": the(duty).username, "password": PASSWORD})
            page.click("main form button[type=submit]:not([formtarget])")
            page.wait_for_url(f"**{reverse('desk:home')}")
            self.pages[duty] = page
        return self.pages[duty]

    def press(self, duty: Duty, subject: Any, name: str, **inputs: str) -> None:
        """Go from the page of a file to the page of a move and make it; then let the worker work."""
        page = self.at(duty)
        page.goto(subject.get_absolute_url())
        page.click(f'a[href="{reverse(name, args=[subject.reference])}"]')
        fill(page, inputs)
        page.click("main form button[type=submit]:not([formtarget])")
        page.wait_for_url(f"**{subject.get_absolute_url()}")
        settle()
        subject.refresh_from_db()
