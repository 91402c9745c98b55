"""Headless Chromium for tests: windows of a width and a language that note every fault the browser sees."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from scaffold.packages import find_browser

PHONE, DESK = 390, 1280
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The browser calls an answer of 4xx or 5xx a failed resource, and one that a test cut off: both are the test's matter.
STATUS = re.compile(
    r"Failed to load resource: (the server responded with a status of \d+|net::ERR_INTERNET_DISCONNECTED)"
)
_pictures = itertools.count(1)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; it ends with the block."""
    path = find_browser()
    assert path, "there is no Chromium here: bin/test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(
    browser: Browser, *, base_url: str, width: int, pictures: Path, locale: str = "zh-CN", **how: Any
) -> Iterator[Page]:
    """Open a window with cookies of its own. A fault in its console fails the test; a failure leaves a picture."""
    context = browser.new_context(
        base_url=base_url, viewport={"width": width, "height": 900}, locale=locale, **how
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults = faults_of(page)
    try:
        yield page
        assert not faults, faults
    except BaseException:
        pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=pictures / f"{next(_pictures)}-at-{width}.png", full_page=True)
        raise
    finally:
        context.close()


def faults_of(page: Page) -> list[str]:
    """Return the list into which the page's faults are written from now on; a breach of the policy is one, too."""
    faults = list[str]()

    def note(message: Any) -> None:
        if message.type == "error" and not STATUS.match(message.text):
            faults.append(f"{message.location.get('url')}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    return faults
