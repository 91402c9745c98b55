"""The spans of whole months over which figures are counted. They are fixed, so that nobody cuts out a single tip."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

YEARS_BACK = 3
HALF = 7  # the month in which the second half of a year begins


@dataclass(frozen=True, slots=True)
class Span:
    """From a day up to a day that no longer counts."""

    key: str
    since: datetime.date
    until: datetime.date

    @property
    def start(self) -> datetime.datetime:
        """The first moment that counts."""
        return _moment(self.since)

    @property
    def end(self) -> datetime.datetime:
        """The first moment that no longer counts."""
        return _moment(self.until)

    @property
    def last_day(self) -> datetime.date:
        """The last day that counts."""
        return self.until - datetime.timedelta(days=1)

    @property
    def before(self) -> Span:
        """The same days of the year before."""
        return Span(f"{self.key}-before", _year_earlier(self.since), _year_earlier(self.until))

    @property
    def title(self) -> str | Promise:
        """What it is called."""
        told = {"since": f"{self.since:%Y-%m}", "until": f"{self.last_day:%Y-%m}"}
        return _("%(since)s to %(until)s") % told


def spans(today: datetime.date) -> list[Span]:
    """List what can be asked for: this year's whole months so far, then the years before."""
    this_month, first = today.replace(day=1), today.replace(month=1, day=1)
    so_far = [Span(str(today.year), first, this_month)] if this_month > first else []
    years = [today.year - back for back in range(1, YEARS_BACK + 1)]
    return so_far + [year_of(year) for year in years]


def span_called(key: str, today: datetime.date) -> Span:
    """Return the span of that name, or the newest."""
    offered = spans(today)
    return next((span for span in offered if span.key == key), offered[0])


def year_of(year: int) -> Span:
    """Return a whole year."""
    return Span(str(year), datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))


def half_of(day: datetime.date) -> Span:
    """Return the half-year in which a day lies."""
    middle = datetime.date(day.year, HALF, 1)
    if day < middle:
        return Span(f"{day.year}-h1", datetime.date(day.year, 1, 1), middle)
    return Span(f"{day.year}-h2", middle, datetime.date(day.year + 1, 1, 1))


def month_of(day: datetime.date) -> Span:
    """Return the month in which a day lies."""
    first = day.replace(day=1)
    return Span(f"{first:%Y-%m}", first, following_month(first))


def day_of(day: datetime.date) -> Span:
    """Return a day."""
    return Span(day.isoformat(), day, day + datetime.timedelta(days=1))


def following_month(first: datetime.date) -> datetime.date:
    """Return the first day of the month after the one that begins with `first`."""
    return (first + datetime.timedelta(days=31)).replace(day=1)


def _year_earlier(first: datetime.date) -> datetime.date:
    """Go back a year; 29 February becomes the 28th."""
    try:
        return first.replace(year=first.year - 1)
    except ValueError:
        return first.replace(year=first.year - 1, day=28)


def _moment(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())
