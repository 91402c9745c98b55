"""Read the yearly notice on days off as an officer pastes it: a date or a span of days and its kind, line by line."""

from __future__ import annotations

import calendar as civil
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from statutes.calendar import last_table_year, reaches_into
from statutes.models import HolidayDay

REST, WORK = HolidayDay.Kind.REST.value, HolidayDay.Kind.WORK.value
KINDS = {
    REST: {"rest", "off", "holiday", "放假", "放假调休", "调休", "休", "休息"},
    WORK: {"work", "working", "workday", "make-up", "上班", "补班", "调休上班", "班"},
}
A_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
BETWEEN = re.compile(r"^\s*(?:至|到|to|[-~—–]+)\s*$", re.IGNORECASE)
LONGEST_SPAN = timedelta(days=31)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read, and why."""

    line: int
    text: str
    reason: str

    def __str__(self) -> str:
        return _("Line %(line)d, “%(text)s”: %(reason)s") % {
            "line": self.line,
            "text": self.text,
            "reason": self.reason,
        }


@dataclass(slots=True)
class Announcement:
    """The days of a notice by their kind, and the lines that could not be read."""

    days: dict[date, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The year that the notice is about: its last days may lie in no later one."""
        return max(self.days).year

    @property
    def working_days(self) -> int:
        """How many days of the year are worked by this notice."""
        year = _span(date(self.year, 1, 1), date(self.year + 1, 1, 1) - ONE_DAY)
        return sum(self.is_worked(day) for day in year)

    def is_worked(self, day: date) -> bool:
        """Tell whether a day is worked by this notice."""
        kind = self.days.get(day)
        return kind == WORK or (kind is None and day.weekday() < civil.SATURDAY)

    @property
    def rest_days(self) -> list[date]:
        """The days off, in order."""
        return self.of_kind(REST)

    @property
    def make_up_days(self) -> list[date]:
        """The days that are worked to make up for them."""
        return self.of_kind(WORK)

    @property
    def as_text(self) -> str:
        """The days as lines that can be read again."""
        return "\n".join(f"{day.isoformat()} {kind}" for day, kind in sorted(self.days.items()))

    def of_kind(self, kind: str) -> list[date]:
        """List the days of a kind."""
        return sorted(day for day, found in self.days.items() if found == kind)


class _Unreadable(ValueError):
    """Why a line cannot be taken."""


def read_announcement(text: str) -> Announcement:
    """Read the lines of a notice; every line that does not fit is named, and none is left out in silence."""
    found = Announcement()
    lines: dict[date, tuple[int, str]] = {}
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            days, kind = _read_line(line)
            for day in days:
                if day in found.days:
                    raise _Unreadable(_("%(day)s stands here twice.") % {"day": day.isoformat()})
                found.days[day] = kind
                lines[day] = (number, line.strip())
        except _Unreadable as fault:
            found.faults.append(Fault(number, line.strip(), str(fault)))
    found.faults += _outside_the_year(found, lines)
    return found


def _read_line(line: str) -> tuple[list[date], str]:
    dates = list(A_DAY.finditer(line))
    if not dates or len(dates) > 2:
        raise _Unreadable(_("a line holds a date, or a first and a last day, and what they are."))
    days = [_day(match) for match in dates]
    if len(dates) == 2 and not BETWEEN.match(line[dates[0].end() : dates[1].start()]):
        raise _Unreadable(_("write “to” between the first and the last day."))
    kind = _kind((line[: dates[0].start()] + line[dates[-1].end() :]).strip(" \t,;:，；：。"))
    if not ONE_DAY * 0 <= days[-1] - days[0] < LONGEST_SPAN:
        raise _Unreadable(_("the last day comes before the first, or more than a month after it."))
    span = list(_span(days[0], days[-1]))
    if kind == WORK and (weekday := next((day for day in span if day.weekday() < civil.SATURDAY), None)):
        said = _("%(day)s is no Saturday or Sunday; only those are worked to make up.")
        raise _Unreadable(said % {"day": weekday.isoformat()})
    return span, kind


def _day(match: re.Match[str]) -> date:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as fault:
        raise _Unreadable(_("there is no such day.")) from fault


def _kind(words: str) -> str:
    for kind, names in KINDS.items():
        if words.lower() in names:
            return kind
    raise _Unreadable(_("after the date write “rest” (放假) or “work” (上班)."))


def _span(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def _outside_the_year(found: Announcement, lines: dict[date, tuple[int, str]]) -> Iterator[Fault]:
    """Name the days that cannot belong to the notice of the year of its last day."""
    if not found.days:
        return
    if found.year > last_table_year():
        reason = _("the calendar ends with %(year)d.") % {"year": last_table_year()}
    else:
        reason = _("it does not belong to %(year)d.") % {"year": found.year}
    for day in sorted(found.days):
        is_late = day.year > last_table_year()
        if is_late or not (day.year == found.year or reaches_into(found.year, day)):
            yield Fault(*lines[day], reason)
