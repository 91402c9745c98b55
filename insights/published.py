"""The published editions as people read them, and as open data. It reads what was frozen, and counts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from insights.editions import OTHERS
from insights.models import Edition
from reports.bilingual import title_of
from reports.states import Channel, Kind
from statutes.codes import DIVISIONS, SECTORS

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `value` is None where it is too small to be said, or would give something small away."""

    title: Words
    value: int | None
    is_money: bool = False


def title_of_edition(edition: Edition) -> str:
    """Name the half-year of an edition."""
    is_first = edition.since.month == 1
    title = _("First half of %(year)s") if is_first else _("Second half of %(year)s")
    return title % {"year": edition.since.year}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, with money where the table counts some."""

    label: Words
    count: int
    yuan: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition in the reader's language."""

    edition: Edition
    title: Words
    figures: tuple[Figure, ...]
    tables: tuple[tuple[Words, tuple[Line, ...]], ...]
    reward_figures: tuple[Figure, ...]
    reward_tables: tuple[tuple[Words, tuple[Line, ...]], ...]


def shown(edition: Edition) -> Shown:
    """Put an edition into words."""
    tips, rewards = edition.tables["tips"], edition.tables["rewards"]
    penalties, accidents = edition.tables["penalties"], edition.tables["accidents"]
    figures = (
        Figure(_("reports received"), tips["received"]),
        Figure(_("of these, accepted"), tips["accepted"]),
        Figure(_("reporters answered"), tips["answered"]),
        Figure(_("penalties decided"), penalties["decided"]),
        Figure(_("fines, in yuan"), penalties["yuan"], is_money=True),
        Figure(_("accidents"), accidents["happened"]),
        Figure(_("deaths"), accidents["deaths"]),
    )
    reward_figures = (
        Figure(_("rewards awarded"), rewards["awarded"]),
        Figure(_("awarded, in yuan"), rewards["yuan"], is_money=True),
        Figure(_("collected by the reporter"), rewards["collected"]),
        Figure(_("days from the report to the money, the middle of all"), rewards["days"]),
    )
    return Shown(edition, title_of_edition(edition), figures, _tables(tips), reward_figures, _tables(rewards))


def _tables(part: dict[str, Any]) -> tuple[tuple[Words, tuple[Line, ...]], ...]:
    titles = {
        "channel": _("By channel"),
        "kind": _("By kind"),
        "sector": _("By sector"),
        "division": _("By place"),
    }
    found = []
    for name, rows in part["tables"].items():
        # Where nothing but the others is left, the table says no more than the whole.
        if rows and rows[0][0] != OTHERS:
            found.append((titles[name], tuple(Line(_label(name, row[0]), *row[1:]) for row in rows)))
    return tuple(found)


def _label(name: str, key: str) -> Words:
    if key == OTHERS:
        return _("others, together")
    known: dict[str, dict[str, Any]] = {"channel": dict(Channel.choices), "kind": dict(Kind.choices)}
    titled: dict[str, Any] = {"sector": SECTORS, "division": DIVISIONS}
    if name in titled:
        return title_of(titled[name][key]) if key in titled[name] else _("not stated")
    return str(known[name].get(key, _("not stated")))


# ---- Open data -------------------------------------------------------------------------------------------------
HEADS = ["edition", "since", "until", "theme", "table", "key", "count", "yuan"]


def open_rows(editions: list[Edition]) -> Iterator[list[str]]:
    """Yield every published figure as a row, its headings first; what is not said is an empty cell."""
    yield HEADS
    for edition in editions:
        head = [edition.key, edition.since.isoformat(), edition.until.isoformat()]
        for theme, part in edition.tables.items():
            for name, value in part.items():
                if name != "tables":
                    yield [*head, theme, "total", name, _text(value), ""]
            for name, rows in part.get("tables", {}).items():
                for key, *values in rows:
                    yield [*head, theme, name, key, *map(_text, [*values, None][:2])]


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def open_document(editions: list[Edition], *, method: str) -> dict[str, Any]:
    """Return every published figure as one document."""
    return {
        "method": method,
        "editions": [
            {
                "edition": edition.key,
                "since": edition.since.isoformat(),
                "until": edition.until.isoformat(),
                "published_at": edition.published_at.isoformat(timespec="seconds"),
                "figures": edition.tables,
            }
            for edition in editions
        ],
    }
