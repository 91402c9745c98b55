"""How soon the first pages can be used on an old telephone far from a mast, as Chromium emulates one.

`bin/bench firstpage [--json] [--rounds N]`

Every answer waits 400 ms, 400 kbit/s go down and up, the processor is slowed to a quarter, nothing is kept from
before. A page can be used when it is drawn and its buttons answer: it needs no script for that. The browser emulates
neither the handshake of TCP nor that of TLS; over HTTPS two more round trips come before the first byte.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from dataclasses import asdict, dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.filing import served
from bench.floor.clients import BenchBroken
from scaffold.packages import find_browser
from scaffold.processes import in_charge

PAGES = ("/", "/report/", "/track/")
ROUND_TRIP = 400  # milliseconds
BITS = 400_000  # a second
SLOWER = 4
WIDTH = 390
LIMIT = 3.0  # seconds
TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const parts = [page, ...performance.getEntriesByType("resource")];
  return {
    drawn: paint.startTime / 1000,
    usable: Math.max(paint.startTime, page.domInteractive) / 1000,
    loaded: page.loadEventEnd / 1000,
    bytes: parts.reduce((sum, part) => sum + part.encodedBodySize, 0),
  };
}"""


@dataclass(frozen=True)
class Figures:
    """What a page took, the middle of several times; seconds and bytes as sent."""

    page: str
    drawn: float
    usable: float
    loaded: float
    bytes: int


def measure(browser: Browser, base_url: str, page: str, *, rounds: int) -> Figures:
    """Open a page again and again, each time in a browser that has never been here."""
    found = [_open(browser, base_url + page) for _ in range(rounds)]
    middle = {name: statistics.median(times[name] for times in found) for name in found[0]}
    return Figures(page, middle["drawn"], middle["usable"], middle["loaded"], round(middle["bytes"]))


def _open(browser: Browser, url: str) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": WIDTH, "height": 844}, locale="zh-CN")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": ROUND_TRIP,
                "downloadThroughput": BITS / 8,
                "uploadThroughput": BITS / 8,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="load")
        page.wait_for_timeout(200)  # the load event ends a moment after it is told
        times: dict[str, Any] = page.evaluate(TIMES)
        return times
    finally:
        context.close()


def measure_all(rounds: int) -> list[Figures]:
    """Measure the first pages against a server of our own."""
    path = find_browser()
    if not path:
        raise BenchBroken("There is no Chromium here: bin/test installs it.")
    with served("", "filesystem://") as (place, _env), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            base_url = f"http://127.0.0.1:{place.house.port}"
            _open(browser, base_url + PAGES[0])  # the server draws its first page more slowly
            return [measure(browser, base_url, page, rounds=rounds) for page in PAGES]
        finally:
            browser.close()


def line_of(figures: Figures) -> str:
    """Write a line of the table."""
    verdict = "" if figures.usable < LIMIT else f"   over {LIMIT:.0f} s"
    return (
        f"{figures.page:<10} {figures.drawn:6.2f} s {figures.usable:6.2f} s {figures.loaded:6.2f} s "
        f"{figures.bytes / 1000:7.1f} KB{verdict}"
    )


def main() -> int:
    """Read the arguments, measure, print; the exit code is 1 where a page takes too long."""
    parser = argparse.ArgumentParser(prog="bin/bench firstpage", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is opened (5)")
    wanted = parser.parse_args()
    return in_charge(lambda: measure_and_tell(wanted))


def measure_and_tell(wanted: argparse.Namespace) -> int:
    """Measure, and print; the exit code is 1 where a page takes too long."""
    found = measure_all(wanted.rounds)
    if wanted.json:
        print(json.dumps({"benchmark": "firstpage", "pages": [asdict(one) for one in found]}, indent=1))
    else:
        print(
            f"{ROUND_TRIP} ms, {BITS // 1000} kbit/s, processor at 1/{SLOWER}; the middle of {wanted.rounds}.\n"
        )
        print("page        drawn    usable    loaded     sent")
        print("\n".join(map(line_of, found)))
    return int(any(one.usable >= LIMIT for one in found))


if __name__ == "__main__":
    sys.exit(main())
