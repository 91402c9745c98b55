"""The list of seriously dishonest subjects: its situations, its periods, and the classes of publicity."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from statutes.calendar import ZONE, deadline
from statutes.codes import SECTORS
from statutes.lazy import LazyMapping
from statutes.periods import Period
from statutes.rules import HOME, NATION, Citation, RuleNotLoaded, Status, get_rule, load_rulebook
from statutes.rules.rows import PublicityClassRow, SituationRow

WAITING = "waiting"
MINIMUM_OVER = "is_minimum_over"


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation that leads to listing; `subjects` says who is listed: unit, principal, responsible."""

    key: str
    title_zh: str
    title_en: str
    subjects: tuple[str, ...]
    is_after_accident: bool
    citation: Citation
    status: Status


@dataclass(frozen=True, slots=True)
class PublicityClass:
    """A class of dishonesty with the shortest and longest time its record is public (None: not at all)."""

    key: str
    title_zh: str
    title_en: str
    penalties: tuple[str, ...]
    citation: Citation
    status: Status


def situations_on(on: date) -> Mapping[str, Situation]:
    """List the situations of the regime in force on a date, by key, in the order of the text."""
    rows = sorted(load_rulebook().rows(SituationRow), key=lambda pair: pair[0].order)
    return {
        row.key: Situation(
            key=row.key,
            title_zh=row.title_zh,
            title_en=row.title_en,
            subjects=row.subjects,
            is_after_accident=row.is_after_accident,
            citation=placed.citation(row.article),
            status=row.status,
        )
        for row, placed in rows
        if placed.instrument.is_in_force(on)
    }


def _situations() -> Mapping[str, Situation]:
    return situations_on(datetime.now(ZONE).date())


def _publicity_classes() -> Mapping[str, PublicityClass]:
    return {
        row.key: PublicityClass(
            key=row.key,
            title_zh=row.title_zh,
            title_en=row.title_en,
            penalties=row.penalties,
            citation=placed.citation(row.article),
            status=row.status,
        )
        for row, placed in load_rulebook().rows(PublicityClassRow)
    }


SITUATIONS: Mapping[str, Situation] = LazyMapping(_situations)
"""The nine situations of decree 11, by key, in the order of the text."""

PUBLICITY_CLASSES: Mapping[str, PublicityClass] = LazyMapping(_publicity_classes)
"""The three classes of publicity since 2026-04-01: minor, general, serious."""


def is_listable(sector: str) -> bool:
    """Tell whether the list of decree 11 covers a sector."""
    return sector in SECTORS and SECTORS[sector].is_listable


def listing_period(*, on: date, place: str = HOME) -> Period:
    """Give how long a subject stays listed."""
    return get_rule("listing.period", place=place, on=on).period


def repeated_period(*, on: date, place: str = HOME) -> Period:
    """Give how long a subject stays that is listed again at once, under the regimes that say so."""
    return get_rule("listing.period.repeated", place=place, on=on).period


def is_named(text: str, *, on: date) -> bool:
    """Tell whether words name the national regime in force on a date, by its title, number or a short name."""
    rule = get_rule("listing.period", place=NATION, on=on)
    head = next(file.instrument for file in load_rulebook().files if file.path == rule.file)
    written = _bare(text)
    return any(_bare(name) in written for name in (head.title, head.number, *head.aliases))


def _bare(text: str) -> str:
    return re.sub(r"[\s〔〕\[\]()（）【】《》“”\"]", "", text)


def early_removal_after(*, on: date, place: str = HOME) -> Period:
    """Give after how long a subject may apply for early removal."""
    return get_rule("listing.early_removal", place=place, on=on).period


def unmet_removal_conditions(
    *, listed_on: date, on: date, facts: Mapping[str, bool], place: str = HOME
) -> tuple[str, ...]:
    """List what still stands against an early removal: "waiting" for the time, and each condition not in `facts`."""
    may_ask_from = deadline(
        listed_on, early_removal_after(on=on, place=place), rolls_over=False
    ).due_at.date()
    conditions = get_rule("listing.early_removal.conditions", place=place, on=on).keys
    waiting = (WAITING,) if on < may_ask_from else ()
    return (*waiting, *(key for key in conditions if not facts.get(key)))


def listed_until(
    listed_on: date, *, on: date | None = None, restored_on: date | None = None, place: str = HOME
) -> date:
    """Give the last day on the list; after a restoration the period runs anew where the text says so."""
    day = on or listed_on
    restarts = restored_on is not None and get_rule("listing.restoration.restarts", place=place, on=day).flag
    start = restored_on if restarts and restored_on else listed_on
    return deadline(start, listing_period(on=day, place=place), rolls_over=False).due_at.date()


def unmet_repair_conditions(
    key: str, *, decided_on: date, on: date, facts: Mapping[str, bool], place: str = HOME
) -> tuple[str, ...]:
    """List what stands against repairing the record of a class; its shortest time runs from the document's date."""
    low, _ = publicity_bounds(key, on=on, place=place)
    is_over = on >= deadline(decided_on, low, rolls_over=False).due_at.date()
    known = {**facts, MINIMUM_OVER: is_over}
    grounds = get_rule("publicity.repair.grounds", place=place, on=on).keys
    return tuple(ground for ground in grounds if not known.get(ground))


def publicity_bounds(key: str, *, on: date, place: str = HOME) -> tuple[Period, Period]:
    """Give the shortest and the longest time the record of a class of dishonesty is public."""
    low = get_rule(f"publicity.{key}.minimum", place=place, on=on)
    high = get_rule(f"publicity.{key}.maximum", place=place, on=on)
    return low.period, high.period


def is_minor_published(*, on: date, place: str = HOME) -> bool:
    """Tell whether minor records are published; they are before the classes came into force, and not since."""
    try:
        return get_rule("publicity.minor.published", place=place, on=on).flag
    except RuleNotLoaded:
        return True


def heaviest_class(kinds: Iterable[str]) -> PublicityClass:
    """Find the heaviest class that any of the kinds of penalty belongs to; raise KeyError when there is none."""
    order = list(PUBLICITY_CLASSES)
    return max(map(publicity_class_of, kinds), key=lambda found: order.index(found.key))


def publicity_class_of(penalty_kind: str) -> PublicityClass:
    """Find the class that a kind of penalty belongs to; raise KeyError for an unknown kind."""
    for item in PUBLICITY_CLASSES.values():
        if penalty_kind in item.penalties:
            return item
    raise KeyError(penalty_kind)
