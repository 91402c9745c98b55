"""Figures of rewards: what was awarded, collected and left, and where the days go. Small cells are not said."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interface.figures import SMALLEST_CELL, suppressed
from reports.bilingual import title_of
from reports.states import Kind
from rewards.models import Reward
from rewards.states import State
from statutes.codes import DIVISIONS, SECTORS
from workflow.models import LogEntry

CACHE_SECONDS = 600
CENTS = 100
TIP_AND_CASE = "tip"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many rewards of one kind, place or sector were awarded, and their sum in whole yuan."""

    label: str | Promise
    count: int
    yuan: int


@dataclass(frozen=True, slots=True)
class RewardFigures:
    """The rewards that were approved in a time; None where a count is too small to be said."""

    awarded: int | None
    awarded_yuan: int | None
    collected: int | None
    unclaimed: int | None
    days: int | None
    tables: tuple[tuple[str | Promise, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What counts of a reward."""

    kind: str
    division: str
    sector: str
    fen: int
    state: str
    days: int | None
    is_late: bool


def reward_figures(since: datetime.date, until: datetime.date) -> RewardFigures:
    """Count the rewards approved in a time for everybody. Kept for ten minutes."""
    key = f"insights.rewards.{since.isoformat()}.{until.isoformat()}"
    rows: list[Row] | None = cache.get(key)
    if rows is None:
        rows = _rows(since, until)
        cache.set(key, rows, CACHE_SECONDS)
    collected = sum(row.state in (State.CLAIMED, State.PAID) for row in rows)
    left = sum(row.state == State.LAPSED or row.is_late for row in rows)
    days = [row.days for row in rows if row.days is not None]
    # None of the three may follow from the other two.
    is_said = all(suppressed(count) is not None for count in (collected, left, len(rows) - collected - left))
    return RewardFigures(
        awarded=suppressed(len(rows)),
        awarded_yuan=None if suppressed(len(rows)) is None else sum(row.fen for row in rows) // CENTS,
        collected=collected if is_said else None,
        unclaimed=left if is_said else None,
        days=round(median(days)) if len(days) >= SMALLEST_CELL else None,
        tables=(
            (_("By kind"), cells(rows, "kind", dict(Kind.choices))),
            (_("By place"), cells(rows, "division", DIVISIONS)),
            (_("By sector"), cells(rows, "sector", SECTORS)),
        ),
    )


def cells(rows: Iterable[Row], by: str, names: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Put rewards together; those of small cells become one, which takes in the next until it is large enough.

    So no cell is small, and none follows from the sum and the others.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    rest: list[Row] = []
    while ordered and (len(ordered[-1][1]) < SMALLEST_CELL or 0 < len(rest) < SMALLEST_CELL):
        rest += ordered.pop()[1]
    found = [_cell(names.get(value, _("not stated")), group) for value, group in ordered]
    return (*found, *([_cell(_("others"), rest)] if len(rest) >= SMALLEST_CELL else []))


def _cell(name: Any, group: list[Row]) -> Cell:
    return Cell(
        title_of(name) if hasattr(name, "title_zh") else name,
        len(group),
        sum(row.fen for row in group) // CENTS,
    )


def _rows(since: datetime.date, until: datetime.date) -> list[Row]:
    zone, today = timezone.get_default_timezone(), timezone.localdate()
    start, end = (datetime.datetime.combine(day, datetime.time(), zone) for day in (since, until))
    values = Reward.objects.filter(approved_at__gte=start, approved_at__lt=end, amount_fen__gt=0).values_list(
        *("report__kind", "report__division", "case__sector", "amount_fen", "state"),
        *("report__created_at", "paid_at", "claim_until"),
    )
    return [
        Row(
            kind,
            division,
            sector,
            fen,
            state,
            (paid_at - filed_at).days if paid_at else None,
            state == State.APPROVED and claim_until is not None and claim_until < today,
        )
        for kind, division, sector, fen, state, filed_at, paid_at, claim_until in values
    ]


# ---- For the office --------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Stay:
    """How long rewards stood in a state before they went on."""

    label: str | Promise
    count: int
    middle: Decimal
    longest: Decimal


def where_days_go(rewards: QuerySet[Reward]) -> list[Stay]:
    """Say how many days rewards of which this person may know stood at each step, from the log."""
    filed: dict[int, datetime.datetime] = dict(rewards.values_list("pk", "report__created_at"))
    entries = LogEntry.objects.filter(subject_label=Reward.label(), subject_id__in=rewards.values("pk"))
    moves = entries.filter(~Q(source=F("target"))).order_by("subject_id", "sequence")
    stays: dict[str, list[float]] = defaultdict(list)
    since: dict[int, datetime.datetime] = {}
    for pk, source, at in moves.values_list("subject_id", "source", "at"):
        began = since.get(pk, filed[pk])
        stays[source or TIP_AND_CASE].append((at - began).total_seconds())
        since[pk] = at
    labels: dict[str, str | Promise] = {
        TIP_AND_CASE: _("From the report to the assessment"),
        **dict(State.choices),
    }
    return [_stay(label, stays[name]) for name, label in labels.items() if stays[name]]


def _stay(label: str | Promise, seconds: list[float]) -> Stay:
    day = datetime.timedelta(days=1).total_seconds()
    middle, longest = (round(Decimal(value / day), 1) for value in (median(seconds), max(seconds)))
    return Stay(label, len(seconds), middle, longest)
