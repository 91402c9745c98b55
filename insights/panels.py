"""What is shown of figures: a panel is a question, its definition, a table, and how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from insights.cells import partition
from insights.counting import Days
from insights.coverage import Rate
from interface.figures import SMALLEST_CELL, suppressed
from reports.bilingual import title_of

Words = str | Promise
PERCENT = 100
WIDEST_BESIDE = 4  # columns
COUNT, DAYS, SHARE, YUAN = "count", "days", "share", "yuan"
BARS, COLUMNS, TILES = "bars", "columns", "tiles"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table; None where there is none, or where it is not said (`is_few`)."""

    value: float | None
    unit: str = COUNT
    is_few: bool = False
    is_small_base: bool = False

    @property
    def number(self) -> float | None:
        """The value as it is drawn: a share in hundredths, with one place."""
        return round(self.value * PERCENT, 1) if self.unit == SHARE and self.value is not None else self.value

    @property
    def text(self) -> str:
        """The value as people read it."""
        if self.value is None:
            return _("few") if self.is_few else "—"
        if self.unit == SHARE:
            return f"{self.number:.1f}%"
        return f"{self.value:,.0f}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a panel; `note` is its definition, `standing` how sure the office is of it."""

    label: Words
    cells: tuple[Cell, ...]
    note: Words = ""
    standing: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One question with its answer."""

    key: str
    title: Words
    definition: Words
    heads: tuple[Words, ...]
    rows: tuple[Row, ...]
    picture: str = ""
    # How many of the columns are drawn, counted from the first.
    drawn: int = 1
    note: Words = ""

    @property
    def has_notes(self) -> bool:
        """Whether the lines have definitions of their own."""
        return any(row.note for row in self.rows)

    @property
    def is_wide(self) -> bool:
        """Whether it needs the width of the page."""
        return len(self.heads) > WIDEST_BESIDE and not self.picture

    @property
    def table(self) -> list[list[str]]:
        """The panel as a sheet, its headings first."""
        last = [str(_("Definition"))] if self.has_notes else []
        lines = [[str(self.title), *map(str, self.heads), *last]]
        for row in self.rows:
            lines.append(
                [str(row.label), *(cell.text for cell in row.cells), *([str(row.note)] if last else [])]
            )
        return lines


@dataclass(frozen=True, slots=True)
class Section:
    """Panels that belong together."""

    key: str
    title: Words
    panels: tuple[Panel, ...]


# ---- Cells -----------------------------------------------------------------------------------------------------
def rate_cells(rate: Rate, small_base: int) -> tuple[Cell, Cell, Cell]:
    """Show a rate with what it is a part of: share, part, base."""
    is_small = 0 < rate.base < small_base
    return Cell(rate.share, SHARE, is_small_base=is_small), Cell(rate.part), Cell(rate.base)


def guarded_rate_cells(rate: Rate, small_base: int) -> tuple[Cell, Cell, Cell]:
    """Show a rate of tips: nothing of it where the part, or what is left of the base, is too small to be said."""
    base = suppressed(rate.base)
    hidden = base is None or suppressed(rate.part) is None or suppressed(rate.base - rate.part) is None
    if not hidden:
        return rate_cells(rate, small_base)
    few = Cell(None, is_few=True)
    return Cell(None, SHARE, is_few=True), few, few if base is None else Cell(rate.base)


def merged_rows(counts: Mapping[str, int], names: Mapping[str, Any]) -> tuple[Row, ...]:
    """Show counts of tips by a key, the largest first; those too few stand together as others."""
    rows = []
    for group in partition(counts):
        is_one = len(group) == 1
        label = _named(group[0], names) if is_one else _("others, together")
        number = sum(counts[key] for key in group)
        rows.append(Row(label, (Cell(number),), code=group[0] if is_one else ""))
    return tuple(rows)


def _named(key: str, names: Mapping[str, Any]) -> Words:
    name = names.get(key, _("not stated"))
    return title_of(name) if hasattr(name, "title_zh") else name


def said_by_code(panel: Panel) -> dict[str, Cell]:
    """Map the codes of a panel to what is said of each."""
    return {row.code: row.cells[0] for row in panel.rows if row.code}


def days_cells(days: Days, small_base: int) -> tuple[Cell, Cell, Cell]:
    """Show how many days something took: the middle, nine in ten, and of how many."""
    base = sum(days.values())
    if 0 < base < SMALLEST_CELL:
        return Cell(None, DAYS, is_few=True), Cell(None, DAYS, is_few=True), Cell(None, is_few=True)
    is_small = 0 < base < small_base
    middle, most = (percentile(days, share) for share in (MIDDLE, NINE_IN_TEN))
    return Cell(middle, DAYS, is_small_base=is_small), Cell(most, DAYS, is_small_base=is_small), Cell(base)


MIDDLE, NINE_IN_TEN = 0.5, 0.9


def percentile(days: Days, share: float) -> int | None:
    """Return the least number of days within which at least this share was done (nearest rank)."""
    wanted, seen = math.ceil(share * sum(days.values())), 0
    for day in sorted(days):
        seen += days[day]
        if seen >= wanted:
            return day
    return None
