"""What a benchmark finds in its database: one tip that was carried to its fine, and as many copies of it as are wanted.

Needs Django to be set up.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection, models

from accounts.grants import grant
from config.demonstration.fines import Fine
from config.demonstration.walk import Found, Walk
from config.replay.house import IDENTITY, House
from enterprises.models import Unit
from enterprises.services import register_unit
from investigations.models import Case, TeamMember
from investigations.states import PROVED
from notices.models import Notice, NumberSeries
from reports.models import Report
from reports.services import Tip
from sanctions.models import Penalty
from statutes.codes import DIVISIONS, HOME, make_uscc
from workflow.models import Clock, LogEntry
from workflow.services import delivering_inline

LAW = "《中华人民共和国安全生产法》第九十九条"
FINE = Decimal(40_000)
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


# ---- One tip ----------------------------------------------------------------------------------------------------
def walk_one(house: House) -> Walk:
    """Carry one tip to its fine."""
    unit = register_unit(
        name="涪陵试验机械厂（虚构）",
        uscc=make_uscc("91999999MA0000001"),
        sector="machinery",
        division=HOME,
        address="涪陵区试验路1号",
        legal_representative="甄试验",
    )
    walk = house.begin()
    with delivering_inline():
        words = {"text": "冲压机没有防护罩。"}
        walk.file(
            Tip(
                kind="hazard",
                mode="confidential",
                division=HOME,
                unit_name=unit.name,
                words=words,
                identity=IDENTITY,
            )
        )
        walk.accept(working_text=words["text"])
        walk.form_team()
        walk.find(Found(conclusion=PROVED[0], facts=words["text"], violations=(LAW,), proposes_penalty=True))
        walk.approve_findings()
        walk.notify([Fine(FINE, violated=LAW, basis=LAW, reasons="按照裁量基准。")])
        walk.hear()
        walk.review()
        walk.decide()
    return walk


# ---- Its copies --------------------------------------------------------------------------------------------------
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


def load(walk: Walk, count: int, members: list[Any], *, has_papers: bool = False) -> None:
    """Copy the walked report `count` times, most of them closed; cases for two in three, penalties for one in five.

    `members` sit on the teams of the newest cases; with papers each report has its notice of acceptance.
    """
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
    if has_papers:
        _load_papers(report, first, count)
    keys = Case.objects.filter(pk__gt=first).order_by("-pk").values_list("pk", flat=True)[:SEATS]
    for key in list(keys):
        for member in members:
            TeamMember.objects.create(case_id=key, user=member)
            grant(member, "investigate_case", Case.objects.get(pk=key))
    with connection.cursor() as cursor:
        for table in (
            (Unit, Report, Case, Penalty, Clock, LogEntry, Notice)
            if connection.vendor == "postgresql"
            else ()
        ):
            sequence = f"pg_get_serial_sequence('{table._meta.db_table}', 'id')"
            cursor.execute(f"SELECT setval({sequence}, (SELECT max(id) FROM {table._meta.db_table}))")  # noqa: S608
        cursor.execute("DROP TABLE bench_numbers")
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # as it does by itself by and by; nobody does for an SQLite file


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


def _load_papers(report: Report, first: int, count: int) -> None:
    paper = Notice.objects.filter(subject_label=Report.label(), subject_id=report.pk).earliest("pk")
    series = NumberSeries.objects.get(agency=paper.agency, form=paper.form, year=paper.year)
    code = "'Q' || substr(CAST(1000000000000 + n AS text), 2)"  # like no code that is drawn
    serial = f"n + {series.last_serial}"
    copy(
        paper, "n > 0", subject_id=f"n + {first}", serial=serial, code=code, number=f"old.form || ({serial})"
    )
    NumberSeries.objects.filter(pk=series.pk).update(last_serial=series.last_serial + count)


# ---- The same, through the services --------------------------------------------------------------------------------
def file_each(house: House, count: int) -> None:
    """File so many reports and carry them on as `load` copies them; who is on a team takes turns."""
    towns = [code for code, division in DIVISIONS.items() if division.parent == HOME]
    for number in range(count // 10):
        register_unit(
            name=_name_of(number),
            uscc=make_uscc(f"91999999MC{number:07d}"),
            sector="machinery",
            division=towns[number % len(towns)],
            address="涪陵区试验路1号",
            legal_representative=f"王试{number:04d}",
        )
    open_ = min(MOST_OPEN, count // 20)
    with delivering_inline(leave_slow=True):  # nobody looks at the papers
        for number in range(count):
            unit = number % (count // 10)
            tip = Tip(
                kind="hazard",
                mode="confidential",
                division=towns[unit % len(towns)],
                unit_name=_name_of(unit),
                words={"text": f"{MATTERS[number // 3 % len(MATTERS)]}。第{number}号。"},
                identity=IDENTITY,
            )
            _carry(house.begin(), tip, has_case=number % 3 > 0, is_open=number >= count - open_)


def _name_of(number: int) -> str:
    return f"涪陵{MAKERS[number % len(MAKERS)]}{number}{TRADES[number // 7 % len(TRADES)]}有限公司（虚构）"


def _carry(walk: Walk, tip: Tip, *, has_case: bool, is_open: bool) -> None:
    walk.file(tip)
    if not has_case:
        if not is_open:
            walk.decline(ground="no_clear_target_or_facts")
        return
    walk.accept(working_text=tip.words["text"])
    walk.form_team()
    if is_open:
        return
    walk.find(Found(conclusion=PROVED[0], facts=tip.words["text"], violations=(LAW,), proposes_penalty=False))
    walk.approve_findings()
    walk.close()
