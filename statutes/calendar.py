"""Working days and deadlines in mainland China, in the zone Asia/Shanghai.

The first day is not counted (Civil Code art. 201). A last day on a rest day moves to the first day after it
(art. 203). The last day ends at 24:00 (art. 203), stored as 23:59:59 of that day. Hours and minutes run from
the moment itself.
"""

import calendar as civil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from holidays import country_holidays

from statutes.office import NoticeDays, office
from statutes.periods import Period, PeriodUnit
from statutes.rules import load_rulebook, national_rule
from statutes.rules.rows import HolidayYearRow

__all__ = [
    "ZONE",
    "CalendarYearMissing",
    "Deadline",
    "Period",
    "PeriodUnit",
    "add_working_days",
    "count_working_days",
    "deadline",
    "end_of_day",
    "is_announced",
    "is_working_day",
    "last_listed_year",
    "last_table_year",
    "latest_day_before",
    "next_working_day",
    "reaches_into",
    "rest_days_of",
    "subtract_working_days",
    "working_days_of",
]

ZONE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
MONTHS_PER_YEAR = 12

Stop = tuple[datetime, datetime]
T = TypeVar("T", date, datetime)


class CalendarYearMissing(LookupError):
    """The table of working days has no such year; the message names it."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the calendar of working days has no year {year}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment of a period; provisional while a year it depends on is not yet announced."""

    due_at: datetime
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class _Year:
    """The days off and the make-up working days of one year."""

    rest_days: frozenset[date]
    make_up_days: frozenset[date]


@lru_cache(maxsize=1)
def _years() -> range:
    first = national_rule("calendar.first_year").number
    last = national_rule("calendar.last_year").number
    return range(first, last + 1)


def _year(year: int) -> _Year:
    if year not in _years():
        raise CalendarYearMissing(year)
    notices = office().notices
    return _assembled(year, notices.get(year), notices.get(year + 1))


@lru_cache(maxsize=64)
def _assembled(year: int, own: NoticeDays | None, following: NoticeDays | None) -> _Year:
    """Take a year from the notice that the office imported, else from the library.

    A New Year's holiday may take or make up for the last days of the year before: the notice of the following year
    has the last word on those.
    """
    if own is None:
        source = country_holidays("CN", years=(year, year + 1))
        own = NoticeDays(frozenset(source), frozenset(source.weekend_workdays))
    rest = frozenset(day for day in own.rest_days if day.year == year)
    made_up = frozenset(day for day in own.make_up_days if day.year == year)
    if following is not None:
        late_rest = frozenset(day for day in following.rest_days if day.year == year)
        late_made_up = frozenset(day for day in following.make_up_days if day.year == year)
        rest, made_up = (rest | late_rest) - late_made_up, (made_up | late_made_up) - late_rest
    return _Year(rest_days=rest, make_up_days=made_up)


@lru_cache(maxsize=1)
def last_listed_year() -> int:
    """Give the last year whose notice the rule files know; every year before it has been announced too."""
    return max(row.year for row, _ in load_rulebook().rows(HolidayYearRow))


def is_announced(day: date) -> bool:
    """Tell whether it is final that a day is worked or not."""
    return not _is_open(day, day)


def reaches_into(year: int, day: date) -> bool:
    """Tell whether the New Year's holiday of a year may take or make up for a day of the December before."""
    return timedelta(0) < date(year, 1, 1) - day <= timedelta(days=_new_year_reach())


def last_table_year() -> int:
    """Give the last year that can be computed."""
    return _years()[-1]


@lru_cache(maxsize=1)
def _new_year_reach() -> int:
    return national_rule("calendar.new_year_reach").number


def is_working_day(day: date) -> bool:
    """Tell whether offices work on a day; raise CalendarYearMissing outside the table."""
    year = _year(day.year)
    if day in year.make_up_days:
        return True
    return day.weekday() < civil.SATURDAY and day not in year.rest_days


def next_working_day(day: date) -> date:
    """Give the day itself, or the first working day after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def add_working_days(start: date, amount: int) -> date:
    """Count working days forward; the start day is not counted."""
    day = start
    for _ in range(amount):
        day = next_working_day(day + ONE_DAY)
    return day


def subtract_working_days(end: date, amount: int) -> date:
    """Count working days backward; the end day is not counted."""
    day = end
    for _ in range(amount):
        day -= ONE_DAY
        while not is_working_day(day):
            day -= ONE_DAY
    return day


def count_working_days(start: date, end: date) -> int:
    """Count the working days after start up to and including end; negative when end is earlier."""
    if end < start:
        return -count_working_days(end, start)
    return sum(is_working_day(day) for day in _days_after(start, end))


def rest_days_of(year: int) -> list[date]:
    """List the days off of a year, besides ordinary weekends, as they are known now."""
    return sorted(_year(year).rest_days)


def working_days_of(year: int) -> int:
    """Count the working days of a year as they are known now."""
    last = date(year, MONTHS_PER_YEAR, civil.monthrange(year, MONTHS_PER_YEAR)[1])
    return count_working_days(date(year, 1, 1) - ONE_DAY, last)


def latest_day_before(event: date, period: Period) -> date:
    """Give the last day on which something due a period before an event may be done.

    The whole period lies between the two days, neither of which is counted ("seven days before the hearing").
    """
    if period.unit is PeriodUnit.WORKING_DAY:
        return subtract_working_days(event, period.amount) - ONE_DAY
    if period.unit is PeriodUnit.CALENDAR_DAY:
        return event - timedelta(days=period.amount) - ONE_DAY
    raise ValueError(f"a period before an event is counted in days, not in {period.unit.value}")


def deadline(
    start: date | datetime, period: Period, *, rolls_over: bool = True, stops: Sequence[Stop] = ()
) -> Deadline:
    """Compute when a period that begins with a day or a moment ends.

    `stops` are spans in which the clock stood still: the days after a stop up to the resumption do not count.
    Raises CalendarYearMissing outside the table, ValueError for hours without a moment or a naive moment.
    """
    if period.unit.is_exact:
        return Deadline(_exact_end(start, period, stops), is_provisional=False)
    first = _local_day(start)
    paused = _without_overlap((_local_day(stopped), _local_day(resumed)) for stopped, resumed in stops)
    if period.unit is PeriodUnit.WORKING_DAY:
        last = _working_end(first, period.amount, paused)
        return Deadline(end_of_day(last), is_provisional=_is_open(first, last))
    last = _with_pauses(first, _civil_end(first, period), paused)
    if not rolls_over:
        return Deadline(end_of_day(last), is_provisional=False)
    rolled = next_working_day(last)
    return Deadline(end_of_day(rolled), is_provisional=_is_open(last, rolled))


def end_of_day(day: date) -> datetime:
    """Give 23:59:59 of a day in Asia/Shanghai, which stands for the law's 24:00."""
    return datetime.combine(day, time.max.replace(microsecond=0), tzinfo=ZONE)


def _local_day(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(ZONE).date()


def _exact_end(start: date | datetime, period: Period, stops: Sequence[Stop]) -> datetime:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise ValueError("a period in hours or minutes begins at a moment with its time zone")
    is_hours = period.unit is PeriodUnit.HOUR
    length = timedelta(hours=period.amount) if is_hours else timedelta(minutes=period.amount)
    begun = start.astimezone(ZONE)
    due = begun + length
    for stopped, resumed in _without_overlap(stops):
        if stopped <= due and resumed > begun:
            due += resumed - max(stopped, begun)
    return due


def _working_end(first: date, amount: int, paused: Sequence[tuple[date, date]]) -> date:
    day = first
    for _ in range(amount):
        day = next_working_day(day + ONE_DAY)
        while _is_paused(day, paused):
            day = next_working_day(day + ONE_DAY)
    return day


def _is_paused(day: date, paused: Sequence[tuple[date, date]]) -> bool:
    return any(stopped < day <= resumed for stopped, resumed in paused)


def _with_pauses(first: date, last: date, paused: Sequence[tuple[date, date]]) -> date:
    for stopped, resumed in paused:
        if stopped <= last and resumed > first:
            last += resumed - max(stopped, first)
    return last


def _without_overlap(spans: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """Sort spans and join those that overlap: time in which a clock stood still twice over counts once."""
    joined: list[tuple[T, T]] = []
    for began, ended in sorted(spans):
        if joined and began <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ended, joined[-1][1]))
        else:
            joined.append((began, ended))
    return joined


def latest_start(period: Period, *, over_by: date) -> date:
    """Give the latest day from which a period in calendar days, months or years is over by a day."""
    return _shifted(over_by, period, forward=False)


def _civil_end(first: date, period: Period) -> date:
    """Add calendar days, months or years; a month without the day ends on its last day (art. 202)."""
    return _shifted(first, period, forward=True)


def _shifted(first: date, period: Period, *, forward: bool) -> date:
    amount = period.amount if forward else -period.amount
    if period.unit is PeriodUnit.CALENDAR_DAY:
        return first + timedelta(days=amount)
    months = amount * (MONTHS_PER_YEAR if period.unit is PeriodUnit.YEAR else 1)
    years, month_index = divmod(first.month - 1 + months, MONTHS_PER_YEAR)
    year, month = first.year + years, month_index + 1
    _, month_end = civil.monthrange(year, month)
    return date(year, month, min(first.day, month_end))


def _is_open(first: date, last: date) -> bool:
    """Tell whether a day from first to last is not final.

    The last days of a year wait for the notice of the next: its New Year's holiday may reach back to them.
    """
    years = range(first.year, (last + timedelta(days=_new_year_reach())).year + 1)
    return not all(year <= last_listed_year() or year in office().notices for year in years)


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += ONE_DAY
        yield day
