"""What a brief says: counted on its day, written as plain Chinese words and numbers, with what changed since the last.

A report is read by people and kept: like a paper it is Chinese whatever language the process speaks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from accounts.models import Agency
from insights import counting, coverage
from insights.coverage import Rate
from insights.dashboard import dashboard, small_base
from insights.models import DutyReport
from insights.panels import Cell, Panel
from insights.spans import Span, day_of, half_of, month_of, year_of
from interface.figures import suppressed
from investigations.models import Accident, Case, RectificationOrder
from investigations.states import OPEN, OrderState
from investigations.states import State as CaseState
from statutes.codes import DIVISIONS
from statutes.office import office_name

DAY = datetime.timedelta(days=1)
Kind = DutyReport.Kind
FEW, NONE = "少于5", "—"


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is to be written."""

    kind: DutyReport.Kind
    span: Span
    agency: Agency | None = None

    @property
    def key(self) -> str:
        """What names it, once and for ever."""
        return "-".join(
            [self.kind.value, self.span.key, *([self.agency.code] if self.agency else [])]
        ).lower()


def reports_due(today: datetime.date) -> list[Due]:
    """List what is to be written by a day: yesterday's brief, and the months, halves and years that have ended."""
    yesterday = today - DAY
    last_month = month_of(today.replace(day=1) - DAY)
    last_half = half_of(half_of(today).since - DAY)
    return [
        Due(Kind.DAILY, day_of(yesterday)),
        *(Due(Kind.MONTHLY, last_month, agency) for agency in Agency.objects.order_by("code")),
        Due(Kind.HALF_YEAR, last_half),
        Due(Kind.ANNUAL, year_of(today.year - 1)),
    ]


def words_of(due: Due, last: Mapping[str, Any] | None) -> dict[str, Any]:
    """Write a report; `last` is what the one before said, in the same words."""
    writers = {
        Kind.DAILY: _daily,
        Kind.MONTHLY: _monthly,
        Kind.HALF_YEAR: _half_year,
        Kind.ANNUAL: _annual,
    }
    with override("zh-hans"):
        title, sections = writers[due.kind](due)
    return {
        "office": office_name(),
        "title": title,
        "since": due.span.since.isoformat(),
        "until": due.span.last_day.isoformat(),
        "sections": [_with_changes(section, last) for section in sections],
    }


# ---- The four kinds --------------------------------------------------------------------------------------------
Sections = tuple[str, list[dict[str, Any]]]


def _daily(due: Due) -> Sections:
    """Write 日调度、日排名、日通报: what happened, who is ahead, what is overdue."""
    span = due.span
    year = Span("so-far", span.since.replace(month=1, day=1), span.until)
    title = f"安全生产工作日报（{_day(span.since)}）"
    return title, [
        _happened(span, year),
        _ranking_of_places(span.last_day),
        _ranking_of_agencies(year),
        _overdue(span),
    ]


def _monthly(due: Due) -> Sections:
    """Write the report of one safety office (专项办): its cases and orders of the month."""
    agency: Any = due.agency
    cases = Case.objects.filter(lead_agency=agency, is_internal=False)
    orders = RectificationOrder.objects.filter(case__in=cases)
    title = f"{agency.name}安全生产工作月报（{due.span.since:%Y年%-m月}）"
    year = Span("so-far", due.span.since.replace(month=1, day=1), due.span.until)
    return title, [
        _section("本月工作", ["本月"], _work_rows(cases, orders, due.span)),
        _section("本年累计", ["本年累计"], _work_rows(cases, orders, year)),
        _ranking_of_agencies(year, marked=agency.name),
    ]


def _half_year(due: Due) -> Sections:
    """Write how far the half-year's inspection covered the district."""
    on = due.span.last_day
    title = f"{due.span.since.year}年{'上' if due.span.since.month == 1 else '下'}半年检查覆盖情况通报"
    monthly, posted = coverage.inspected_monthly(on), coverage.posted(on)
    rows = [["重点单位责任人公布", *_rate(posted)], ["责任人每月检查", *_rate(monthly)]]
    return title, [_section("真名实管", RATE_HEADS, rows), _ranking_of_places(on)]


def _annual(due: Due) -> Sections:
    """Write the year: everything that the page of figures shows."""
    panels = [panel for section in dashboard(due.span, due.span.until) for panel in section.panels]
    return f"{due.span.since.year}年度安全生产举报与执法工作报告", [
        _from_panel(panel) for panel in panels if panel.rows
    ]


# ---- Sections --------------------------------------------------------------------------------------------------
RATE_HEADS = ["比率", "完成", "基数"]


def _section(title: str, heads: list[str], rows: list[list[str]], note: str = "") -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows, "note": note}


def _from_panel(panel: Panel) -> dict[str, Any]:
    head, *lines = panel.table
    return _section(head[0], head[1:], lines, str(panel.definition))


def _happened(span: Span, year: Span) -> dict[str, Any]:
    """Say what the day and the year so far brought.

    Tips are counted to the end of the last month: two briefs of two days, subtracted, would show a single one.
    """
    months = Span("months", year.since, max(year.since, span.since.replace(day=1)))
    columns = [_brief(each) for each in (span, year, year.before)]
    rows = [[label, *(column[label] for column in columns)] for label in columns[0]]
    tips = [_tips(counting.count_tips(each).received) for each in (months, months.before)]
    rows.append(["收到举报（件，截至上月末）", NONE, *tips])
    note = "举报不按日统计，少于5件的不写具体数字，以免推知举报人。"
    return _section("日调度", ["当日", "本年累计", "去年同期"], rows, note)


def _brief(span: Span) -> dict[str, str]:
    accidents = counting.count_accidents(span)
    return {
        "生产安全事故（起）": str(accidents.count),
        "死亡人数（人）": str(accidents.deaths),
        "作出处罚决定（件）": str(counting.fen_imposed(span)[0]),
    }


def _tips(number: int) -> str:
    return FEW if suppressed(number) is None else str(number)


def _ranking_of_places(on: datetime.date) -> dict[str, Any]:
    rates = {
        DIVISIONS[code].title_zh if code in DIVISIONS else code: rate
        for code, rate in coverage.inspected_half_yearly(on).items()
    }
    return _ranking("街道乡镇排名：半年检查覆盖率", rates, on)


def _ranking_of_agencies(span: Span, marked: str = "") -> dict[str, Any]:
    by_agency: dict[str, counting.Orders] = {}
    for (_division, agency), orders in counting.count_orders(span).items():
        by_agency.setdefault(agency, counting.Orders()).add(orders.due, orders.closed, orders.in_time)
    rates = {name: Rate(one.closed, one.due) for name, one in by_agency.items()}
    return _ranking("部门排名：整改复查通过率", rates, span.last_day, marked)


def _ranking(title: str, rates: Mapping[str, Rate], on: datetime.date, marked: str = "") -> dict[str, Any]:
    """Rank by the rate, equal rates alike; whose base is small stands below, unranked."""
    least, rows = small_base(on), []
    ordered = sorted(rates.items(), key=lambda one: (one[1].base < least, -(one[1].share or 0), one[0]))
    place, last = 0, None
    for number, (name, rate) in enumerate(ordered, 1):
        if rate.base >= least and rate.share != last:
            place, last = number, rate.share
        is_ranked = rate.base >= least
        rows.append(
            [
                f"{name}（本单位）" if name == marked else name,
                f"{place}" if is_ranked else "基数小",
                *_rate(rate),
            ]
        )
    note = f"按比率排名，比率相同的名次相同；基数不足{least}的不参加排名。"
    return _section(title, ["名次", *RATE_HEADS], rows, note)


def _overdue(span: Span) -> dict[str, Any]:
    """Name how many periods and orders of each agency are overdue (日通报)."""
    orders = RectificationOrder.objects.filter(due_on__lt=span.until, case__is_internal=False)
    rows: dict[str, int] = {}
    for name in orders.filter(state__in=[OrderState.ORDERED, OrderState.REPORTED]).values_list(
        "case__lead_agency__name", flat=True
    ):
        rows[name] = rows.get(name, 0) + 1
    lines = [[name, str(number)] for name, number in sorted(rows.items(), key=lambda one: (-one[1], one[0]))]
    return _section("日通报：逾期未通过复查的整改", ["件数"], lines)


def _work_rows(cases: Any, orders: Any, span: Span) -> list[list[str]]:
    opened = cases.filter(created_at__gte=span.start, created_at__lt=span.end).exclude(
        state=CaseState.CANCELLED
    )
    ended = cases.filter(concluded_at__gte=span.start, concluded_at__lt=span.end)
    due = orders.filter(due_on__gte=span.since, due_on__lt=span.until).exclude(state=OrderState.CANCELLED)
    accidents = Accident.objects.filter(case__in=cases, happened_at__gte=span.start, happened_at__lt=span.end)
    return [
        ["新立案件（件）", _tips(opened.count())],
        ["核查结束（件）", _tips(ended.count())],
        ["在办案件（件）", _tips(cases.filter(Q(state__in=OPEN), created_at__lt=span.end).count())],
        ["牵头调查的事故（起）", str(accidents.count())],
        ["到期整改（件）", str(due.count())],
        ["其中通过复查（件）", str(due.filter(state=OrderState.PASSED).count())],
    ]


def _rate(rate: Rate) -> list[str]:
    return [Cell(rate.share, "share").text, str(rate.part), str(rate.base)]


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# ---- What changed ----------------------------------------------------------------------------------------------
def _with_changes(section: dict[str, Any], last: Mapping[str, Any] | None) -> dict[str, Any]:
    """Set beside each line what its first number was in the report before."""
    before = _first_numbers(last["sections"] if last else (), section["title"])
    if not before:
        return {**section, "changes": []}
    return {
        **section,
        "changes": [before.get(row[0].removesuffix("（本单位）"), NONE) for row in section["rows"]],
    }


def _first_numbers(sections: Iterable[Mapping[str, Any]], title: str) -> dict[str, str]:
    found = next((section for section in sections if section["title"] == title), None)
    rows = found["rows"] if found else []
    return {row[0].removesuffix("（本单位）"): row[1] for row in rows if len(row) > 1}
