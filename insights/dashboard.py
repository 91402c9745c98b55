"""The page of figures, section by section: each figure with its definition and its base beside it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.coverage import HALF_YEARLY, MONTHLY
from insights import counting, coverage
from insights.cells import are_sayable
from insights.coverage import Rate
from insights.panels import (
    BARS,
    COLUMNS,
    SHARE,
    TILES,
    Cell,
    Panel,
    Row,
    Section,
    days_cells,
    guarded_rate_cells,
    merged_rows,
    rate_cells,
)
from insights.spans import Span
from reports.bilingual import in_language, title_of
from reports.states import Channel, Kind
from statutes.clocks import CLOCKS
from statutes.codes import DIVISIONS, SECTORS
from statutes.rulebook import standing_of
from statutes.rules import HOME, Rule, get_rule

CACHE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that the page shows, counted."""

    accidents: counting.Accidents
    accidents_before: counting.Accidents
    tips: counting.Tips
    funnel: counting.Funnel
    days: dict[str, counting.Days]
    periods: dict[str, counting.Periods]
    online: dict[str, Rate]
    orders: dict[tuple[str, str], counting.Orders]
    posted: Rate
    monthly: Rate
    half_yearly: dict[str, Rate]


def counted(span: Span, today: datetime.date) -> Counted:
    """Count a span, or find it counted in the last ten minutes."""
    key = f"insights.dashboard.{span.since.isoformat()}.{span.until.isoformat()}.{today.isoformat()}"
    found: Counted | None = cache.get(key)
    if found is None:
        found = count(span, today)
        cache.set(key, found, CACHE_SECONDS)
    return found


def count(span: Span, today: datetime.date) -> Counted:
    """Count a span. The number of queries is fixed."""
    return Counted(
        accidents=counting.count_accidents(span),
        accidents_before=counting.count_accidents(span.before),
        tips=counting.count_tips(span),
        funnel=counting.count_outcomes(span),
        days=counting.count_days(span),
        periods=counting.count_periods(span, timezone.now()),
        online=coverage.online_rates(span),
        orders=counting.count_orders(span),
        posted=coverage.posted(today),
        monthly=coverage.inspected_monthly(today),
        half_yearly=coverage.inspected_half_yearly(today),
    )


def small_base(today: datetime.date) -> int:
    """Return below which base a rate is marked and not ranked."""
    return int(get_rule("figures.small_base", place=HOME, on=today).choice)


def dashboard(span: Span, today: datetime.date) -> list[Section]:
    """Return the sections of the page for a span, in the reader's language."""
    found, least = counted(span, today), small_base(today)
    return [
        Section(
            "accidents", _("Accidents and deaths"), (accident_panel(found, span), month_panel(found, span))
        ),
        Section("tips", _("Reports"), tip_panels(found.tips)),
        Section("rates", _("From the report to the reward"), (rates_panel(found, least),)),
        Section("days", _("How long it takes"), (days_panel(found, least), periods_panel(found, least))),
        Section("online", _("Enforcement online"), (online_panel(found, today),)),
        Section("closing", _("Rectification and inspection"), closing_panels(found, least, today)),
    ]


# ---- Accidents -------------------------------------------------------------------------------------------------
def accident_panel(found: Counted, span: Span) -> Panel:
    """Compare accidents and deaths with the year before (双下降)."""
    now, before = found.accidents, found.accidents_before
    rows = (
        _compared(_("Accidents"), now.count, before.count),
        _compared(_("Deaths"), now.deaths, before.deaths),
        _compared(_("Larger accidents and above"), now.larger, before.larger),
    )
    is_down = now.count < before.count and now.deaths < before.deaths
    verdict = _("Both are below last year.") if is_down else _("Not both are below last year.")
    if not (now.count or before.count):
        verdict = _("No accident is recorded in these months of either year.")
    return Panel(
        "accidents",
        _("Against last year"),
        _(
            "Production-safety accidents recorded here that happened in these months, by the number of deaths and the "
            "level as they are known today. The target is that accidents and deaths are both below last year, and "
            "that no larger accident happens."
        ),
        (_("This year"), _("Year before"), _("Difference")),
        rows,
        note=verdict,
    )


def _compared(label: str, now: int, before: int) -> Row:
    return Row(label, (Cell(now), Cell(before), Cell(now - before)))


def month_panel(found: Counted, span: Span) -> Panel:
    """Show accidents and deaths month by month, beside the year before."""
    now, before = found.accidents, found.accidents_before
    rows = tuple(
        Row(
            f"{month}",
            (
                Cell(now.by_month[month]),
                Cell(before.by_month[month]),
                Cell(now.deaths_by_month[month]),
                Cell(before.deaths_by_month[month]),
            ),
        )
        for month in range(span.since.month, span.last_day.month + 1)
    )
    heads = (_("Accidents"), _("Accidents, year before"), _("Deaths"), _("Deaths, year before"))
    title, told = _("Month by month"), _("By the month in which the accident happened.")
    return Panel("months", title, told, heads, rows, picture=COLUMNS, drawn=len(heads))


# ---- Tips ------------------------------------------------------------------------------------------------------
def tip_panels(tips: counting.Tips) -> tuple[Panel, ...]:
    """Show where tips come from and what they are about; those too few stand together."""
    told = _(
        "Reports received in these months. What is fewer than five stands together with the next smallest as “others”, "
        "so that nobody can be found out."
    )
    names: tuple[tuple[str, str, Any, str], ...] = (
        ("channel", _("By channel"), dict(Channel.choices), BARS),
        ("kind", _("By kind"), dict(Kind.choices), BARS),
        ("sector", _("By sector"), SECTORS, BARS),
        ("division", _("By place"), DIVISIONS, TILES),
    )
    return tuple(
        Panel(key, title, told, (_("Reports"),), merged_rows(tips.by[key], known), picture)
        for key, title, known, picture in names
    )


# ---- Rates -----------------------------------------------------------------------------------------------------
def rates_panel(found: Counted, least: int) -> Panel:
    """Show what became of the tips."""
    tips, funnel = found.tips, found.funnel
    rates = (
        (
            _("Acceptance rate"),
            Rate(tips.accepted, tips.decided),
            _(
                "Reports received in these months that were taken on; base: those on which the desk has decided."
            ),
        ),
        (
            _("Rate of substantiation"),
            Rate(funnel.proved, funnel.verified),
            _("Verifications that ended in these months with something proved; base: all that ended."),
        ),
        (
            _("Penalty rate"),
            Rate(funnel.penalised, funnel.proved),
            _("Of the cases in which something was proved, those with a penalty that stands."),
        ),
        (
            _("Reward rate"),
            Rate(funnel.rewarded, funnel.proved),
            _("Of the cases in which something was proved, those whose reward was approved."),
        ),
        (
            _("Collection rate"),
            Rate(funnel.collected, funnel.approved),
            _("Of the rewards approved in these months, those that the reporter has claimed."),
        ),
    )
    # How many were proved is the base of what follows: hidden above, it is hidden there too.
    is_told = are_sayable(funnel.proved, funnel.verified - funnel.proved)
    few = Cell(None, SHARE, is_few=True)
    rows = tuple(
        Row(
            label,
            guarded_rate_cells(rate, least) if is_told or rate.base != funnel.proved else (few, few, few),
            note,
        )
        for label, rate, note in rates
    )
    told = _("Where the part or what is left of the base is fewer than five, neither is said.")
    return Panel("rates", _("What became of the reports"), told, rate_heads(), rows, picture=BARS)


def rate_heads() -> tuple[str, str, str]:
    """Return the headings of a rate."""
    return _("Rate, %"), _("Part"), _("Base")


# ---- Days ------------------------------------------------------------------------------------------------------
def days_panel(found: Counted, least: int) -> Panel:
    """Show how many days each stage takes."""
    stages = {
        "accept": _("From the report to the decision to accept it"),
        "verify": _("From acceptance to the end of the verification"),
        "penalise": _("From the opening of a case to the penalty decision"),
        "pay": _("From the approval of a reward to its payment"),
        "answer": _("From the report to the answer"),
    }
    rows = tuple(Row(label, days_cells(found.days[key], least)) for key, label in stages.items())
    told = _(
        "Days of the calendar, of what ended in these months. The middle: half took no longer. The slow ones: nine in "
        "ten took no longer."
    )
    heads = (_("Middle, days"), _("Nine in ten, days"), _("Base"))
    return Panel("days", _("Days at each stage"), told, heads, rows, picture=BARS, drawn=2)


def periods_panel(found: Counted, least: int) -> Panel:
    """Show how legal periods are kept, the most overdue first."""
    ordered = sorted(found.periods.items(), key=lambda one: (-one[1].overdue, -one[1].missed, one[0]))
    rows = tuple(
        Row(
            in_language(CLOCKS[key].title_zh, CLOCKS[key].title_en),
            (
                *rate_cells(Rate(row.kept, row.kept + row.missed), least),
                Cell(row.missed),
                Cell(row.overdue),
            ),
            str(CLOCKS[key].citation),
            standing_of(key, str(CLOCKS[key].citation)).value,
        )
        for key, row in ordered
    )
    told = _(
        "Periods that bind the office: how many of those that ended in these months were kept, and how many are "
        "overdue today."
    )
    heads = (_("Kept, %"), _("Kept in time"), _("Came to an end"), _("Missed"), _("Overdue today"))
    return Panel("periods", _("Periods kept and overdue"), told, heads, rows)


# ---- Enforcement -----------------------------------------------------------------------------------------------
def online_panel(found: Counted, today: datetime.date) -> Panel:
    """Show the four rates of online enforcement against their target."""
    names = {
        "figures.online.units": _("Entry of units"),
        "figures.online.officers": _("Entry of officers"),
        "figures.online.cases": _("Online enforcement"),
        "figures.online.sectors": _("Coverage of sectors"),
    }
    # The base is all there is, however few: it is never marked as small.
    rows = tuple(
        _ruled(names[key], rate, get_rule(key, place=HOME, on=today)) for key, rate in found.online.items()
    )
    target = get_rule("figures.online.target", place=HOME, on=today)
    title = _("The four rates of online enforcement")
    return Panel("online", title, in_language(target.text, target.text_en), rate_heads(), rows, picture=BARS)


def _ruled(label: str, rate: Rate, rule: Rule) -> Row:
    standing = standing_of(rule.id, str(rule.citation)).value
    return Row(label, rate_cells(rate, 0), in_language(rule.text, rule.text_en), standing)


def closing_panels(found: Counted, least: int, today: datetime.date) -> tuple[Panel, Panel, Panel]:
    """Show rectification by agency, real-name supervision, and inspection by place."""
    by_agency: dict[str, counting.Orders] = {}
    for (_division, agency), orders in found.orders.items():
        by_agency.setdefault(agency, counting.Orders()).add(orders.due, orders.closed, orders.in_time)
    ordered = sorted(by_agency.items(), key=lambda one: (-one[1].due, one[0]))
    every = counting.summed(by_agency.values())
    lines = [(_("All together"), every), *ordered] if ordered else []
    rows = tuple(
        Row(name, (*rate_cells(Rate(one.closed, one.due), least), Cell(one.in_time))) for name, one in lines
    )
    told = _(
        "Orders to rectify that were due in these months, and those of them that passed the recheck; by the agency "
        "that leads."
    )
    heads = (*rate_heads(), _("In time"))
    closing = Panel("closing", _("Rectification closed"), told, heads, rows, picture=BARS)
    return closing, real_name_panel(found, today), inspection_panel(found, least, today)


def real_name_panel(found: Counted, today: datetime.date) -> Panel:
    """Show real-name supervision as it stands today."""
    seen = found.half_yearly.values()
    half = Rate(sum(one.part for one in seen), sum(one.base for one in seen))
    monthly, half_yearly = (get_rule(key, place=HOME, on=today) for key in (MONTHLY, HALF_YEARLY))
    posted = Row(
        _("Key units with three responsible persons"),
        rate_cells(found.posted, 0),
        _(
            "Key units for which one person of the government, of the sector and of the unit are posted today."
        ),
    )
    rows = (
        posted,
        _ruled(_("Responsible persons who inspected in time"), found.monthly, monthly),
        _ruled(_("Units inspected in time"), half, half_yearly),
    )
    told = _("As it stands today, whatever months are chosen above.")
    return Panel("real_name", _("Real-name supervision"), told, rate_heads(), rows, picture=BARS)


def inspection_panel(found: Counted, least: int, today: datetime.date) -> Panel:
    """Show by place how many units were inspected in time."""
    rule = get_rule(HALF_YEARLY, place=HOME, on=today)
    ordered = sorted(found.half_yearly.items(), key=lambda one: (-(one[1].share or 0), -one[1].base, one[0]))
    rows = tuple(
        Row(title_of(DIVISIONS[code]) if code in DIVISIONS else code, rate_cells(rate, least), code=code)
        for code, rate in ordered
    )
    title, told = _("Inspected in time, by place"), in_language(rule.text, rule.text_en)
    return Panel("inspection", title, told, rate_heads(), rows, picture=TILES)
