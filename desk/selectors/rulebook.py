"""The rulebook as a list: what is in force on a date, narrowed and grouped by instrument; the years of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from reports.bilingual import in_language, title_of
from statutes.calendar import last_listed_year, working_days_of
from statutes.codes import DIVISIONS
from statutes.models import HolidayNotice, OfficeSetting, RuleConfirmation
from statutes.office import office
from statutes.rulebook import Entry, Standing, entries_in_force
from statutes.rules import NATION, load_rulebook
from statutes.rules.rows import ClockRow, HolidayYearRow
from statutes.selectors import holiday_notices

HERE, OPEN = "here", "open"
YEARS_AHEAD = 2
CODES = frozenset({"division", "sector"})


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of an instrument that follow each other on a page."""

    instrument: str
    number: str
    place: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Version:
    """A row of the rule files under its id, the confirmation that holds for it, and its clock where it is one."""

    entry: Entry
    is_in_force: bool
    confirmation: RuleConfirmation | None
    clock: ClockRow | None


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year of the calendar: from which notice its days come, and how many are worked."""

    year: int
    number: str
    is_announced: bool
    working_days: int
    notice: HolidayNotice | None = None


def rulebook_entries(wanted: Mapping[str, Any]) -> list[Entry]:
    """List the entries in force on a date that fit the filter, as the instruments and their rows follow each other."""
    entries = entries_in_force(wanted.get("on") or timezone.localdate())
    place, standing = wanted.get("place", HERE), wanted.get("standing", "")
    words = str(wanted.get("q", "")).casefold().split()
    return [
        entry
        for entry in sorted(entries, key=_in_reading_order)
        if _is_of_place(entry, place)
        and wanted.get("instrument", "") in ("", entry.citation.instrument)
        and _stands(entry, standing)
        and all(word in _words_of(entry) for word in words)
    ]


def _in_reading_order(entry: Entry) -> tuple[Any, ...]:
    """The nation before narrower places, rules before lists of codes, rows as they are written."""
    return entry.kind in CODES, entry.place != NATION, len(entry.place), entry.place, entry.file, entry.line


def _is_of_place(entry: Entry, place: str) -> bool:
    return not place or (entry.binds_here if place == HERE else entry.place == place)


def _stands(entry: Entry, standing: str) -> bool:
    if standing == OPEN:
        return not entry.standing.is_settled
    return standing in ("", entry.standing.value)


def _words_of(entry: Entry) -> str:
    parts = (
        entry.id,
        str(entry.citation),
        entry.text,
        entry.text_en,
        *entry.value,
        *entry.sheet,
        entry.source,
    )
    return " ".join(parts).casefold()


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """Put the entries of a page together by instrument."""
    by_instrument = groupby(
        entries, key=lambda entry: (entry.citation.instrument, entry.citation.number, entry.place)
    )
    return [Group(*head, entries=list(found)) for head, found in by_instrument]


def versions(entries: Iterable[Entry], confirmations: Iterable[RuleConfirmation], on: date) -> list[Version]:
    """Show the rows of one id with the confirmation that holds for each, and its clock where it is one."""
    standing = {row.digest: row for row in confirmations if row.is_standing}
    return [
        Version(entry.as_of(on), entry.is_in_force(on), standing.get(entry.digest), _clock_of(entry))
        for entry in entries
    ]


def _clock_of(entry: Entry) -> ClockRow | None:
    return next((clock for rule, clock in load_rulebook().clocks if rule is entry.rule), None)


def coming_words(entry: Entry, choice: OfficeSetting | None) -> dict[str, Any] | None:
    """Say what the office will do, and from when."""
    if choice is None or entry.rule is None:
        return None
    words = next(((one.text, one.text_en) for one in entry.rule.options if one.key == choice.value), ("", ""))
    return {"words": words, "on": choice.effective_from}


def instruments() -> list[str]:
    """List the titles of all loaded instruments, each once."""
    return sorted({file.instrument.title for file in load_rulebook().files})


def places() -> list[str]:
    """List the places that have rules of their own."""
    return sorted(
        {file.instrument.place for file in load_rulebook().files}, key=lambda code: (code != NATION, code)
    )


def place_title(code: str) -> str:
    """Name a place in the reader's language."""
    if code == NATION:
        return in_language("全国", "Nation")
    return title_of(DIVISIONS[code]) if code in DIVISIONS else code


def count_open(entries: Iterable[Entry]) -> dict[str, int]:
    """Count what waits for a confirmation among the entries that bind this office."""
    standings = [entry.standing for entry in entries if entry.binds_here]
    return {
        standing.value: standings.count(standing) for standing in (Standing.UNVERIFIED, Standing.SECONDARY)
    }


def calendar_years() -> list[CalendarYear]:
    """List the years whose notice is known, and the next ones, the latest first."""
    listed = {row.year: row.number for row, _placed in load_rulebook().rows(HolidayYearRow)}
    imported = {notice.year: notice for notice in holiday_notices().filter(withdrawn_at=None).order_by("pk")}
    last = max(last_listed_year(), timezone.localdate().year, *office().notices) + YEARS_AHEAD
    return [_calendar_year(year, listed, imported) for year in range(last, min(listed) - 1, -1)]


def _calendar_year(
    year: int, listed: Mapping[int, str], imported: Mapping[int, HolidayNotice]
) -> CalendarYear:
    notice = imported.get(year)
    return CalendarYear(
        year=year,
        number=notice.number if notice else listed.get(year, ""),
        is_announced=year <= last_listed_year() or notice is not None,
        working_days=working_days_of(year),
        notice=notice,
    )
