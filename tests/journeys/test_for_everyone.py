"""The way through the public form for those who use no mouse, no script, or twice the size (docs/accessibility.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page

from reports.models import Report
from tests.chromium import DESK, PHONE, chromium, window
from tests.factories import office
from tests.journeys.public_form import ANSWERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]
MOST_STOPS = 150
NARROWEST = 320
CHECKED = re.compile(r"\D")
# The stop of the keyboard: whether it can be seen, and whether something lies over it.
SEEN = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const stop = document.activeElement;
  if (!stop || stop === document.body) return "nowhere";
  const shown = stop.matches("input[type=radio], input[type=checkbox]") && stop.labels.length
    ? stop.labels[0] : stop;
  const box = shown.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return "no size";
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1);
  const y = box.top + box.height / 2;
  if (y < 0 || y > innerHeight) return "out of sight";
  const over = document.elementFromPoint(x, y);
  const own = over && (shown.contains(over) || over.contains(shown) || stop.contains(over)
    || (stop.labels && [...stop.labels].some((label) => label.contains(over)))
    || over === stop);
  return own ? "" : `covered by ${over && over.className}`;
}"""
# What a larger type must not do: widen the page, or cut a text off.
LOSSES = """() => {
  const lost = [];
  if (document.documentElement.scrollWidth > innerWidth) lost.push("the page scrolls sideways");
  for (const one of document.querySelectorAll("main *, header *, nav *, footer *")) {
    const style = getComputedStyle(one);
    const hides = style.overflowX === "hidden" || style.overflowY === "hidden";
    const isQuiet = one.closest(".govuk-visually-hidden, [hidden]") || style.position === "absolute";
    if (hides && !isQuiet && one.innerText && one.scrollWidth > one.clientWidth + 2)
      lost.push(`cut: ${one.className}`);
  }
  return lost;
}"""


@pytest.fixture
def browser(monkeypatch: Any) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as started:
        yield started
        connections.close_all()


# ---- Keyboard alone --------------------------------------------------------------------------------------------
def tab_to(page: Page, selector: str) -> None:
    """Go on with the tabulator until a control has the focus; every stop on the way can be seen and is not covered."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            fault = page.evaluate(SEEN)
            assert fault == "", f"{selector} on {page.url}: {fault}"
            return
    raise AssertionError(f"the tabulator never came to {selector} on {page.url}")


def give(page: Page, name: str, value: str) -> None:
    """Answer a question with keys: arrows choose, letters type."""
    control = f'main [name="{name}"]'
    kind = page.eval_on_selector(control, "one => one.type")
    tab_to(page, control)
    if kind == "radio":
        page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if page.evaluate("document.activeElement.value") == value:
                break
            page.keyboard.press("ArrowDown")
        assert page.is_checked(f'{control}[value="{value}"]')
    elif kind == "select-one":
        for _ in range(MOST_STOPS):
            if page.evaluate("document.activeElement.value") == value:
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value}")
    else:
        page.keyboard.type(value)


def press(page: Page, selector: str) -> None:
    before = page.url
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def test_a_report_is_filed_with_the_keyboard_alone(
    live_server: Any, browser: Browser, tmp_path: Path
) -> None:
    office()
    with window(browser, base_url=live_server.url, width=DESK, pictures=tmp_path) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
        press(page, f'main a[href="{reverse("tips:report")}"]')
        for answers in ANSWERS.values():
            for name, value in _typed(answers).items():
                give(page, name, value)
            press(page, "main [name=next]")
        press(page, f'form[action="{reverse("tips:send")}"] button')
        code = CHECKED.sub("", page.inner_text(".cs-receipt__code"))
        give(page, "last_four", code[-4:])
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{reverse('tips:done')}")
    assert Report.objects.count() == 1


def _typed(answers: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in answers.items() if isinstance(value, str) and value}


@pytest.mark.parametrize("is_large", [False, True])
def test_the_focus_never_stops_under_the_bar(
    live_server: Any, browser: Browser, tmp_path: Path, is_large: bool
) -> None:
    """Back from the end of a page with Shift and Tab, where a bar that stays in sight would cover what comes up."""
    office()
    with window(browser, base_url=live_server.url, width=PHONE, pictures=tmp_path) as page:
        if is_large:
            page.context.add_cookies([{"name": "type", "value": "large", "url": live_server.url}])
        for url in ("/", "/report/"):
            page.goto(url)
            page.keyboard.press("End")
            faults = []
            for _ in range(MOST_STOPS):
                page.keyboard.press("Shift+Tab")
                if (seen := page.evaluate(SEEN)) == "nowhere":
                    break
                faults += (
                    [f"{page.evaluate('document.activeElement.outerHTML')[:120]}: {seen}"] if seen else []
                )
            assert faults == [], url


# ---- Without scripts -------------------------------------------------------------------------------------------
def test_a_report_is_filed_without_scripts(live_server: Any, browser: Browser, tmp_path: Path) -> None:
    office()
    how = {"java_script_enabled": False, "width": PHONE, "pictures": tmp_path}
    with window(browser, base_url=live_server.url, **how) as page:
        page.goto("/")
        page.click(f'main a[href="{reverse("tips:report")}"]')
        for answers in ANSWERS.values():
            for name, value in _typed(answers).items():
                control = page.locator(f'main [name="{name}"]')
                if control.count() > 1:
                    page.check(f'main [name="{name}"][value="{value}"]')
                elif page.locator(f'main select[name="{name}"]').count():
                    control.select_option(value)
                else:
                    control.fill(value)
            page.click("main [name=next]")
        page.click(f'form[action="{reverse("tips:send")}"] button')
        code = CHECKED.sub("", page.inner_text(".cs-receipt__code"))
        page.fill("[name=last_four]", code[-4:])
        page.click("main form button[type=submit]:not([formtarget])")
        page.wait_for_url(f"**{reverse('tips:done')}")
    assert Report.objects.count() == 1


# ---- Twice the size --------------------------------------------------------------------------------------------
PLACES = ["/", "/report/", "/track/", "/rules/", "/figures/", "/lists/dishonest/", "/verify/", "/desk/login/"]


@pytest.mark.parametrize("way", ["whole page", "text alone", "large type", "narrowest"])
def test_nothing_is_lost_at_twice_the_size(
    live_server: Any, browser: Browser, tmp_path: Path, way: str
) -> None:
    office()
    # A page at 200 % in a window of 1280 has 640 pixels of its own.
    how = {"width": DESK // 2, "device_scale_factor": 2} if way == "whole page" else {"width": DESK}
    if way == "large type":
        how = {"width": PHONE}
    elif way == "narrowest":
        how = {"width": NARROWEST}
    with window(browser, base_url=live_server.url, pictures=tmp_path, bypass_csp=True, **how) as page:
        if way == "large type":
            page.context.add_cookies([{"name": "type", "value": "large", "url": live_server.url}])
        for url in PLACES:
            page.goto(url)
            if way == "text alone":
                page.add_style_tag(content="html { font-size: 200% !important; }")
            assert page.evaluate(LOSSES) == [], url
            assert page.locator("main h1").is_visible()
