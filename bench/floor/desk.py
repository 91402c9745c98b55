"""The staff's pages over many reports: p50, p95, time in the database and queries of each.

Run as a program of its own, with the database in the environment: `python -m bench.floor.desk 100000`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from http.client import OK
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import Duty  # noqa: E402
from bench.floor.loading import RARE, file_each, load, walk_one  # noqa: E402
from config.replay.house import House  # noqa: E402
from enterprises.models import Unit  # noqa: E402
from investigations.models import Case  # noqa: E402

TIMES = 24
COUNTED_ANEW = "charts, counted anew"


class Watch:
    """Counts the queries of a page, and the time in them."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Send one on and stop its time."""
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - began


def pages(count: int) -> Iterator[tuple[str, Duty, list[str]]]:
    """Return what is measured: name, who asks, addresses to ask in turn."""
    newest = Case.objects.order_by("-pk")[:TIMES]
    unit = Unit.objects.order_by("pk")[count // 30]
    yield "my work, desk", Duty.DESK, ["/desk/"]
    yield "my work, leader", Duty.LEADER, ["/desk/"]
    yield "my work, investigator", Duty.INVESTIGATOR, ["/desk/"]
    yield "case", Duty.LEADER, [case.get_absolute_url() for case in newest]
    yield "reports", Duty.DESK, ["/desk/reports/", "/desk/reports/?page=20", "/desk/reports/?state=closed"]
    yield "reports by word", Duty.DESK, ["/desk/reports/?q=龙桥", f"/desk/reports/?q={unit.uscc}"]
    words = (RARE, "光幕", "安全", "深基坑 页岩气", "安全 放射源", unit.name, unit.name[2:9], "没有这样的词")
    yield "search, rare word", Duty.LEADER, [f"/desk/search/?q={RARE}"]
    yield "search, common word", Duty.LEADER, ["/desk/search/?q=安全"]
    others = (unit.uscc, unit.legal_representative, "白涛街道", "investigator", "冲压 白涛街道")
    mixed = [f"/desk/search/?q={text}" for text in (*words, *others)]
    mixed += ["/desk/search/?q=防护罩&kind=cases&state=investigating", "/desk/search/?q=光幕&kind=reports"]
    for duty in (Duty.LEADER, Duty.DESK, Duty.INVESTIGATOR):
        yield f"search, all kinds, {duty}", duty, mixed
    # What is counted is kept for ten minutes: first counted each time, then as most people see it.
    yield COUNTED_ANEW, Duty.LEADER, ["/desk/insights/"]
    yield "charts, counted before", Duty.LEADER, ["/desk/insights/"]
    yield "public figures", Duty.LEADER, ["/figures/"]


def measured(count: int, way: str) -> dict[str, Any]:
    """Load, or have them `filed` through the services, ask every page some times, and return the figures."""
    call_command("migrate", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as out:
        house = House(Path(out))
        walk = walk_one(house)
        staff = {duty: house._staff.one(duty, turn=0) for duty in (Duty.DESK, Duty.LEADER, Duty.INVESTIGATOR)}
        began = time.perf_counter()
        if way == "filed":
            file_each(house, count)
        else:
            load(walk, count, [staff[Duty.INVESTIGATOR]])
    loaded = time.perf_counter() - began
    import_module("config.wsgi")  # begins as the web server does
    found = {
        name: asked(staff[duty], addresses, is_anew=name == COUNTED_ANEW)
        for name, duty, addresses in pages(count)
    }
    return {"database": connection.vendor, "reports": count, "way": way, "loaded": loaded, "pages": found}


def asked(user: Any, addresses: list[str], *, is_anew: bool = False) -> dict[str, Any]:
    """Ask the addresses in turn as somebody; `is_anew` forgets before each what was counted."""
    client = Client()
    client.force_login(user)
    for address in addresses:
        if client.get(address, follow=True).status_code != OK:
            raise AssertionError(address)
    took, inside, worked, queries, slowest = [], [], [], 0, (0.0, "")
    for number in range(max(TIMES, 2 * len(addresses))):
        watch, address = Watch(), addresses[number % len(addresses)]
        if is_anew:
            cache.clear()
        began, work = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(watch):
            client.get(address)
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - work)
        inside.append(watch.seconds)
        queries = max(queries, watch.count)
        slowest = max(slowest, (took[-1], address))
    return {
        "p50": quantile(took, 0.5),
        "p95": quantile(took, 0.95),
        "database": quantile(inside, 0.95),
        "database_p50": quantile(inside, 0.5),
        "processor": quantile(worked, 0.5),
        "queries": queries,
        "slowest": slowest[1],
    }


def quantile(seconds: list[float], share: float) -> float:
    """Return the quantile in milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))] * 1000


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), sys.argv[2])))
