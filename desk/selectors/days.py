"""From a day to a day, in the office's own time."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone


def within(field: str, since: datetime.date | None, until: datetime.date | None) -> Q:
    """Choose the moments from the morning of one day to the evening of another.

    Before the first day that a calendar knows is no other, which its morning would be in UTC, and after the last none.
    """
    chosen = Q()
    if since and since != datetime.date.min:
        chosen &= Q(**{f"{field}__gte": _at(since, datetime.time.min)})
    if until:
        chosen &= Q(**{f"{field}__lte": _at(until, datetime.time.max)})
    return chosen


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, timezone.get_default_timezone())
