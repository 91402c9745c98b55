"""From a day to a day, in the office's own time."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone


def within(field: str, since: datetime.date | None, until: datetime.date | None) -> Q:
    """Choose the moments from the morning of one day to the evening of another.

    People may type the first and the last day that a calendar knows: before the one, and after the other, is no day.
    """
    chosen = Q()
    if since and since != datetime.date.min:
        chosen &= Q(**{f"{field}__gte": _at(since, datetime.time.min)})
    if until:
        chosen &= Q(**{f"{field}__lte": _at(until, datetime.time.max)})
    return chosen


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, timezone.get_default_timezone())
