"""Refuse two rows of one kind that describe the same thing at the same place and time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from statutes.rules.rows import (
    DivisionRow,
    DocumentRow,
    HolidayYearRow,
    Placed,
    PublicityClassRow,
    RouteRow,
    RuleFile,
    SectorRow,
    SituationRow,
)
from statutes.rules.schema import RuleFileError

# What names a row of each kind; rules, schedules, elements and numbers have their own checks.
KEYS: dict[type, str] = {
    DivisionRow: "code",
    DocumentRow: "kind",
    HolidayYearRow: "year",
    PublicityClassRow: "key",
    RouteRow: "key",
    SectorRow: "key",
    SituationRow: "key",
}


def check_keyed_rows(files: Iterable[RuleFile]) -> None:
    """Raise RuleFileError for the first double; the message names both rows."""
    seen: dict[tuple[type, str, Any], list[tuple[date, date, Placed]]] = {}
    for file in files:
        for kind, field in KEYS.items():
            for row, placed in file.rows.get(kind, []):
                key = getattr(row, field)
                starts, ends = _dates(row, placed)
                others = seen.setdefault((kind, placed.instrument.place, key), [])
                for began, ended, other in others:
                    if starts <= ended and began <= ends:
                        raise RuleFileError(f"{placed} ({key}): already in force by {other}")
                others.append((starts, ends, placed))


def _dates(row: Any, placed: Placed) -> tuple[date, date]:
    head = placed.instrument
    starts = getattr(row, "effective_from", None) or head.effective_from
    return starts, getattr(row, "effective_to", None) or head.effective_to or date.max
