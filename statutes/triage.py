"""To whom a tip belongs, by the rows that the laws give: a suggestion with its article, and never a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.investigation import Government, investigating_level
from statutes.levels import accident_level
from statutes.rules import HOME, Citation, Status, load_rulebook
from statutes.rules.rows import Placed, RouteRow, SectorRow

UNKNOWN = "other"


class Act(StrEnum):
    """What the desk does with a tip of a route."""

    ACCEPT = "accept"
    TRANSFER = "transfer"
    GOVERNMENT = "government"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of a tip when it comes in. `text` is what may be read by now: the unit's name, the working text."""

    kind: str
    sector: str
    division: str
    deaths: int = 0
    is_accused: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a tip belongs, what the desk does, and the article that says so; `led_by` when a government verifies."""

    key: str
    act: Act
    competent: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    citation: Citation
    status: Status
    led_by: Government | None = None


def route_of(matter: Matter, *, on: date, home: str = HOME) -> Route:
    """Suggest where a tip belongs: the first row that fits, else the department of its sector."""
    for row, placed in sorted(_rows(on), key=lambda found: found[0].order):
        if _fits(row, matter, home):
            return _route(row, placed, matter, on=on, home=home)
    return _by_sector(matter.sector or UNKNOWN)


def _rows(on: date) -> Iterator[tuple[RouteRow, Placed]]:
    return ((row, at) for row, at in load_rulebook().rows(RouteRow) if at.instrument.is_in_force(on))


def _fits(row: RouteRow, matter: Matter, home: str) -> bool:
    """Say whether every condition that the row names holds."""
    return all(
        (
            not row.kinds or matter.kind in row.kinds,
            not row.sectors or (matter.sector or UNKNOWN) in row.sectors,
            not row.words or any(word in matter.text for word in row.words),
            not row.is_death or matter.deaths > 0,
            not row.is_elsewhere or not matter.division.startswith(home),
            not row.is_accused or matter.is_accused,
        )
    )


def _route(row: RouteRow, placed: Placed, matter: Matter, *, on: date, home: str) -> Route:
    act = Act(row.act)
    level = accident_level(deaths=matter.deaths, on=on)
    return Route(
        key=row.key,
        act=act,
        competent=row.competent,
        title_zh=row.competent_zh,
        title_en=row.competent_en,
        text_zh=row.text,
        text_en=row.text_en,
        citation=placed.citation(row.article),
        status=row.status,
        led_by=investigating_level(level, place=home, on=on) if act is Act.GOVERNMENT else None,
    )


def _by_sector(sector: str) -> Route:
    row, placed = next(found for found in load_rulebook().rows(SectorRow) if found[0].key == sector)
    return Route(
        key=f"sector.{row.key}",
        act=Act.ACCEPT if row.is_accepted else Act.TRANSFER,
        competent=row.competent,
        title_zh=row.competent_zh,
        title_en="The emergency bureau" if row.is_accepted else f"The department for {row.title_en.lower()}",
        text_zh=f"{row.title_zh}：由{row.competent_zh}受理或者办理。",
        text_en=f"{row.title_en}: "
        + ("taken in by the emergency bureau." if row.is_accepted else "handed on."),
        citation=placed.citation(row.article),
        status=row.status,
    )
