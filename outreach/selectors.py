"""Reads of notice boards: which there are, and about how much came by each. A small count is never said."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from interface.figures import suppressed
from outreach.models import CODE_LENGTH, LETTERS, Board, Sheet, Tally

MONTHS = 12
# One filing in this many that came by no board is counted for some board all the same (docs/adr/0021).
DECOY_IN = 4


def standing_boards() -> QuerySet[Board]:
    """Return the boards in use."""
    return Board.objects.filter(retired_at=None)


def board_called(code: str) -> Board | None:
    """Return the board in use with this code, or None."""
    is_code = len(code) == CODE_LENGTH and set(code) <= set(LETTERS)
    return standing_boards().filter(code=code).first() if is_code else None


def sheets_waiting() -> QuerySet[Sheet]:
    """Return what is still to be drawn."""
    return Sheet.objects.filter(file="", board__retired_at=None).order_by("pk")


# ---- Counts ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reach:
    """About how much came by a board, or by all; None where it is too little to be said."""

    opened: int | None
    filed: int | None


def since_when(today: datetime.date) -> datetime.date:
    """Return the first of the twelve whole months before this one."""
    first = today.replace(day=1)
    return first.replace(year=first.year - 1)


def reach_of_boards(on: datetime.date | None = None) -> dict[int, Reach]:
    """Map each board to what came by it in twelve whole months. Two queries, however many boards.

    The present month is left out, so that nobody sees one report come in.
    """
    opened, filed = _sums(on or timezone.localdate())
    return {key: Reach(suppressed(opened[key]), suppressed(round(filed[key]))) for key in {*opened, *filed}}


def participation(on: datetime.date | None = None) -> Reach:
    """Return what came by all boards in twelve whole months: awareness (opened) and participation (filed)."""
    opened, filed = _sums(on or timezone.localdate())
    return Reach(suppressed(sum(opened.values())), suppressed(round(sum(filed.values()))))


def _sums(today: datetime.date) -> tuple[dict[int, int], dict[int, float]]:
    """Add up the months, and take out of each what was counted only to hide the rest."""
    opened: dict[int, int] = defaultdict(int)
    filed: dict[int, float] = defaultdict(float)
    tallies = Tally.objects.filter(month__gte=since_when(today), month__lt=today.replace(day=1))
    months: dict[datetime.date, list[Tally]] = defaultdict(list)
    for tally in tallies:
        months[tally.month].append(tally)
    boards = list(Board.objects.values_list("pk", "made_at", "retired_at"))
    for month, found in months.items():
        standing = [key for key, made_at, retired_at in boards if _stood(month, made_at, retired_at)]
        total = sum(tally.filed for tally in found if tally.board_id is None)
        decoys = _decoys(sum(tally.filed for tally in found if tally.board_id), total) / max(len(standing), 1)
        counted = {tally.board_id: tally.filed for tally in found if tally.board_id}
        for key in {*standing, *counted}:
            filed[key] += counted.get(key, 0) - decoys
        for tally in found:
            if tally.board_id:
                opened[tally.board_id] += tally.opened
    return opened, {key: max(count, 0.0) for key, count in filed.items()}


def _decoys(counted: int, total: int) -> float:
    """Say how many of the filings counted for boards came by none: counted = real + (total - real) / DECOY_IN."""
    real = max(0.0, (counted - total / DECOY_IN) / (1 - 1 / DECOY_IN))
    return min(float(counted), (total - real) / DECOY_IN)


def _stood(month: datetime.date, made_at: datetime.datetime, retired_at: datetime.datetime | None) -> bool:
    following = (month + datetime.timedelta(days=31)).replace(day=1)
    is_made = timezone.localdate(made_at) < following
    return is_made and (retired_at is None or timezone.localdate(retired_at) >= month)
