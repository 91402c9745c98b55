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
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.grants import grant  # noqa: E402
from accounts.models import Duty  # noqa: E402
from bench.floor.rewards import walk_one  # noqa: E402
from config.demonstration.walk import Walk  # noqa: E402
from config.replay.house import House  # noqa: E402
from enterprises.models import Unit  # noqa: E402
from investigations.models import Case, TeamMember  # noqa: E402
from reports.models import Report  # noqa: E402
from sanctions.models import Penalty  # noqa: E402
from statutes.codes import DIVISIONS, HOME  # noqa: E402
from workflow.models import Clock, LogEntry  # noqa: E402

TIMES = 24
# What is open in an office of any size, but never more than a twentieth of all.
MOST_OPEN = 5_000
SEATS = 300
MAKERS = ("长江", "乌江", "白涛", "龙桥", "新妙", "义和", "李渡", "江北", "江东", "马武")
TRADES = (
    "精细化工",
    "机械",
    "铝业",
    "页岩气",
    "榨菜食品",
    "矿业",
    "建材",
    "纺织",
    "船舶",
    "电力",
    "仓储",
    "物流",
    "冶金",
)
MATTERS = (
    "冲压机没有防护罩，工人徒手取料",
    "危险化学品仓库通风停用，气味很重",
    "深基坑没有支护，周边堆载",
    "有限空间作业没有检测，也没有监护人",
    "消防通道被货物堵住，灭火器过期",
    "起重机限位器失灵，仍在吊装",
    "粉尘车间没有清扫，除尘器停用",
)
RARE = "放射源探伤"
COUNTED_ANEW = "charts, counted anew"


# ---- Loading ---------------------------------------------------------------------------------------------------
def pick(words: tuple[str, ...], number: str) -> str:
    """Say in SQL which of the words a number means."""
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"(CASE ({number}) % {len(words)} {cases} END)"


def copy(row: models.Model, numbers: str, **changed: str) -> None:
    """Insert copies of a row for the numbers `n`, some columns changed by SQL."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key or "id" in changed]
    columns = [str(field.column) for field in fields]
    chosen = ", ".join(changed.get(column, f"old.{column}") for column in columns)
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} old, bench_numbers "  # noqa: S608
            f"WHERE old.{row._meta.pk.column} = {row.pk} AND {numbers}"
        )


def load(walk: Walk, count: int, members: list[Any]) -> None:
    """Copy the walked report `count` times, most of them closed; cases for two in three, penalties for one in five."""
    open_ = min(MOST_OPEN, count // 20)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_numbers (n bigint PRIMARY KEY)")
        numbers = (
            "WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < %s) SELECT n FROM up"
        )
        cursor.execute(f"INSERT INTO bench_numbers {numbers}", [count])
    first = 1_000  # above whatever was walked
    name = f"'涪陵' || {pick(MAKERS, 'n')} || CAST(n / 100 AS text) || {pick(TRADES, 'n / 7')} || '有限公司（虚构）'"
    text = f"{pick(MATTERS, 'n / 3')} || '。安全生产责任制第' || CAST(n AS text) || '号。'"
    text = f"{text} || CASE WHEN n % 9973 = 7 THEN '{RARE}' WHEN n % 100 = 3 THEN '光幕被拆' ELSE '' END"
    # As long for everybody: no name is the beginning of another.
    leader = f"{pick(('王', '李', '张', '刘', '陈', '杨'), 'n')} || '试' || substr(CAST(10000 + n / 40 AS text), 2)"
    towns = tuple(code for code, division in DIVISIONS.items() if division.parent == HOME)
    report, case, penalty, unit = walk.report, walk.case, walk.penalties[0], walk.case.unit
    if unit is None:
        raise LookupError("The case that was walked names no unit.")
    copy(
        unit,
        f"n <= {count // 10}",
        id=f"n + {first}",
        name=name,
        uscc="'91500102MA' || substr(CAST(100000000 + n AS text), 2)",
        division=pick(towns, "n"),
        legal_representative=leader,
    )
    is_open = f"n > {count - open_}"
    place = pick(towns, "n")
    copy(
        report,
        "n > 0",
        id=f"n + {first}",
        # A letter, which no real one begins with, and six digits.
        receipt_locator=f"{pick(tuple('ABCDEFGHJKLM'), 'n / 100000')} || substr(CAST(1000000 + n % 100000 AS text), 2)",
        state=f"CASE WHEN {is_open} THEN 'submitted' ELSE 'closed' END",
        unit_id=f"{first} + 1 + n % {max(1, count // 10)}",
        unit_name=name,
        working_text=text,
        division=place,
        filing_key="NULL",
        claim_digest="old.claim_digest",
    )
    has_case = "n % 3 > 0"
    copy(
        case,
        has_case,
        id=f"n + {first}",
        report_id=f"n + {first}",
        unit_id=f"{first} + 1 + n % {max(1, count // 10)}",
        title=f"{name} || '存在事故隐患的问题'",
        division=place,
        state=f"CASE WHEN {is_open} THEN 'investigating' ELSE 'closed' END",
    )
    copy(
        penalty,
        "n % 15 IN (1, 2, 4)",
        id=f"n + {first}",
        case_id=f"n + {first}",
        unit_id=f"{first} + 1 + n % {max(1, count // 10)}",
        state="'closed'",
    )
    _load_clocks_and_log(report, is_open, first)
    keys = Case.objects.filter(pk__gt=first).order_by("-pk").values_list("pk", flat=True)[:SEATS]
    for key in list(keys):
        for member in members:
            TeamMember.objects.create(case_id=key, user=member)
            grant(member, "investigate_case", Case.objects.get(pk=key))
    with connection.cursor() as cursor:
        for table in (
            (Unit, Report, Case, Penalty, Clock, LogEntry) if connection.vendor == "postgresql" else ()
        ):
            sequence = f"pg_get_serial_sequence('{table._meta.db_table}', 'id')"
            cursor.execute(f"SELECT setval({sequence}, (SELECT max(id) FROM {table._meta.db_table}))")  # noqa: S608
        cursor.execute("DROP TABLE bench_numbers")
        cursor.execute("ANALYZE")


def _load_clocks_and_log(report: Report, is_open: str, first: int) -> None:
    clock = Clock.objects.filter(subject_label=Report.label(), subject_id=report.pk).earliest("pk")
    running = f"CASE WHEN {is_open} THEN 'running' ELSE 'met' END"
    hours = "(n % 500) - 20"
    due = (
        f"now() + ({hours}) * interval '1 hour'"
        if connection.vendor == "postgresql"
        else f"strftime('%Y-%m-%d %H:%M:%f', 'now', ({hours}) || ' hours')"
    )
    copy(clock, "n > 0", subject_id=f"n + {first}", outcome=running, due_at=due, warn_at="NULL")
    entries = LogEntry.objects.about(report)
    # Made long ago: what is young is looked through for work to remind of.
    at = (
        "old.at - interval '1 day'"
        if connection.vendor == "postgresql"
        else "strftime('%Y-%m-%d %H:%M:%f', old.at, '-1 day')"
    )
    for entry in entries.filter(annuls=None)[:4]:
        copy(entry, "n > 0", subject_id=f"n + {first}", annuls_id="NULL", at=at)


# ---- Measuring -------------------------------------------------------------------------------------------------
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
    unit = Unit.objects.filter(pk__gt=1000)[count // 30]
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


def measured(count: int) -> dict[str, Any]:
    """Load, ask every page some times, and return the figures."""
    call_command("migrate", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as out:
        house = House(Path(out))
        walk = walk_one(house)
    staff = {duty: house._staff.one(duty, turn=0) for duty in (Duty.DESK, Duty.LEADER, Duty.INVESTIGATOR)}
    began = time.perf_counter()
    load(walk, count, [staff[Duty.INVESTIGATOR]])
    loaded = time.perf_counter() - began
    import_module("config.wsgi")  # begins as the web server does
    found = {
        name: asked(staff[duty], addresses, is_anew=name == COUNTED_ANEW)
        for name, duty, addresses in pages(count)
    }
    return {"database": connection.vendor, "reports": count, "loaded": loaded, "pages": found}


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
    print(json.dumps(measured(int(sys.argv[1]))))
