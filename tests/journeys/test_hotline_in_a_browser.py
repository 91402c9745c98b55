"""A clerk with a caller on the line, and one with a visitor before them, in headless Chromium, by the keyboard alone.

Every key is counted. It runs on PostgreSQL alone, for the reason that test_in_a_browser.py gives.
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

from accounts.models import Duty
from reports.models import Report
from reports.states import Channel
from tests.chromium import DESK, chromium, window
from tests.factories import DIVISION, PASSWORD, office, the, unit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
UNIT = "涪陵试验石料厂（虚构）"
TOLD = "矿上炮工没有证，放炮不清场，石头飞到村道上。"
# What a clerk types in a minute without haste, with three keys for a Chinese character in the input method.
KEYS_A_MINUTE, KEYS_A_CHARACTER = 240, 3


@pytest.fixture
def page(live_server: Any, monkeypatch: Any, tmp_path: Path) -> Iterator[Page]:
    """A clerk's window, signed in."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    office()
    unit(UNIT, sector="noncoal_mine")
    with chromium() as browser:
        yield from signed_in(browser, live_server.url, tmp_path)
        connections.close_all()


def signed_in(browser: Browser, url: str, pictures: Path) -> Iterator[Page]:
    with window(browser, base_url=url, width=DESK, pictures=pictures) as opened:
        opened.goto(reverse("desk:login"))
        opened.fill("[name=username]", the(Duty.DESK).username)
        opened.fill("[name=password]", PASSWORD)
        opened.click("main form button[type=submit]:not([formtarget])")
        opened.wait_for_url(f"**{reverse('desk:home')}")
        yield opened


class Hands:
    """Two hands on a keyboard, and how many keys they pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0
        self.wire = page.context.new_cdp_session(page)

    def press(self, *keys: str) -> None:
        """Press keys; each counts, and one held down beside it as well."""
        for key in keys:
            held, _plus, letter = key.rpartition("+")
            self._with_alt(letter) if held == "Alt" else self.page.keyboard.press(key)
            self.keys += 2 if held else 1

    def _with_alt(self, letter: str) -> None:
        """Press an access key: the browser heeds the character that a real keyboard sends, and Playwright does not."""
        told = {"modifiers": 1, "key": letter, "windowsVirtualKeyCode": ord(letter.upper())}
        for kind in ("rawKeyDown", "char", "keyUp"):
            text = {"text": letter, "unmodifiedText": letter} if kind == "char" else {}
            self.wire.send("Input.dispatchKeyEvent", {"type": kind, **told, **text})

    def type(self, text: str) -> None:
        """Type a text; digits and letters are a key each, a Chinese character several."""
        self.page.keyboard.insert_text(text) if not text.isascii() else self.page.keyboard.type(text)
        self.keys += sum(1 if letter.isascii() else KEYS_A_CHARACTER for letter in text)

    def pick(self, name: str, value: str) -> None:
        """Type the two digits of an entry of a list."""
        self.type(self.page.locator(f'[name={name}] option[value="{value}"]').inner_text()[:2])
        assert self.page.locator(f"[name={name}]").input_value() == value

    def at(self) -> str:
        """Return the name of the control that has the focus."""
        name: str = self.page.evaluate("document.activeElement.name || document.activeElement.id")
        return name


def tell(hands: Hands) -> None:
    """Enter a tip as far as who tells it."""
    assert hands.at() == "kind"
    hands.press("3")
    assert hands.at() == "is_danger_now"
    hands.press("2", "Alt+w")
    assert hands.at() == "division"
    hands.pick("division", DIVISION)
    hands.press("Tab", "Tab")
    hands.type(UNIT)
    hands.press("Tab")
    hands.pick("sector", "noncoal_mine")
    hands.press("Tab")
    hands.type(TOLD)
    hands.press("Tab", "1")
    assert hands.at() == "mode"


def read_back(hands: Hands) -> str:
    """Read the receipt out, and type its last four digits as the caller says them."""
    hands.page.wait_for_url(f"**{reverse('hotline:receipt')}")
    groups = hands.page.locator(".cs-receipt__code span").all_inner_texts()
    assert [len(group) for group in groups] == [4] * 6
    hands.type(groups[-1])
    hands.press("Enter")
    return "".join(groups)


def test_a_clerk_files_a_call_within_a_minute_of_keys(page: Page) -> None:
    page.goto(reverse("hotline:call"))
    hands = Hands(page)
    tell(hands)
    hands.press("1", "Alt+s")
    code = read_back(hands)
    page.wait_for_url(re.compile(f"{reverse('hotline:call')}$"))
    assert hands.keys <= KEYS_A_MINUTE, hands.keys
    report = Report.objects.get()
    assert (report.channel, report.mode, report.unit_name) == (Channel.HOTLINE, "anonymous", UNIT)
    page.go_back()
    page.go_back()
    left = page.content() + "".join(
        page.locator("input, textarea").evaluate_all("all => all.map(x => x.value)")
    )
    assert TOLD not in left
    assert code[-4:] not in page.inner_text("main")


def test_a_clerk_files_a_visit_and_enter_sends_nothing_half_done(page: Page) -> None:
    page.goto(reverse("hotline:counter"))
    hands = Hands(page)
    tell(hands)
    hands.press("2")
    assert hands.at() == "name"
    hands.type("甄举报")
    hands.press("Enter")
    assert hands.at() == "phone"
    hands.type("19900000000")
    hands.press("Enter")
    assert hands.at() == "reach"
    hands.type("晚上七点后")
    hands.press("Tab", "Space", "Alt+s")
    read_back(hands)
    page.wait_for_url(re.compile(f"{reverse('hotline:counter')}$"))
    report = Report.objects.get()
    assert (report.channel, report.mode) == (Channel.COUNTER, "confidential")
    assert report.arrival.is_callback_wished


def test_what_is_asked_next_follows_from_what_was_chosen(page: Page) -> None:
    page.goto(reverse("hotline:call"))
    hands, danger = Hands(page), page.locator(".cs-call__danger")
    assert not page.locator("[name$=how_hidden]").is_visible()
    hands.press("1")
    assert page.locator("[name$=how_hidden]").is_visible()
    assert not page.locator("[name=hazard-since]").is_visible()
    assert not danger.is_visible()
    hands.press("1")
    assert danger.is_visible()
    assert "119" in danger.inner_text()
    assert hands.at().endswith("claimed_deaths")
