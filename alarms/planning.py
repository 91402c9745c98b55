"""Reading the roster of a month as an office has it: a line a shift, pasted from a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alarms.models import Shift

DAY = datetime.timedelta(days=1)
PARTS = re.compile(r"\s*[,，;；\t]\s*")
FORMATS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M")
DAYS = ("%Y-%m-%d", "%Y/%m/%d")


class Unreadable(Exception):
    """A line that says no shift, with the sentence for whoever pasted it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def month_of(text: str) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the first moment of a month ("2026-12") and of the next; raise ValueError for anything else."""
    first = datetime.datetime.strptime(text, "%Y-%m")  # noqa: DTZ007 - made aware below
    following = (first.replace(day=1) + 31 * DAY).replace(day=1)
    return timezone.make_aware(first), timezone.make_aware(following)


def read_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that say something, with their numbers and their parts."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, PARTS.split(line.strip())


def read_shift(parts: list[str], *, changes_at: datetime.time, people: Mapping[str, User]) -> Shift:
    """Make the shift of a line; raise `Unreadable` with the reason.

    A line is "day, first, second" (until the same hour of the next day) or "from, to, first, second"; the second in
    line may be absent.
    """
    starts_at = _moment(parts[0]) or _day(parts[0], changes_at)
    if starts_at is None:
        raise Unreadable(_("it does not begin with a day such as 2026-12-01."))
    ends_at = _moment(parts[1]) if len(parts) > 1 else None
    names = parts[1:] if ends_at is None else parts[2:]
    ends_at = ends_at or starts_at + DAY
    if ends_at <= starts_at:
        raise Unreadable(_("the shift ends before it begins."))
    found = [_person(name, people) for name in names if name]
    if not 0 < len(found) <= 2:
        raise Unreadable(_("name one or two people."))
    if len(set(found)) < len(found):
        raise Unreadable(_("the same person stands there twice."))
    return Shift(starts_at=starts_at, ends_at=ends_at, first=found[0], second=found[1] if found[1:] else None)


def people_by_name(people: list[User]) -> dict[str, User]:
    """Map user names, and the names that only one person bears, to the people."""
    names = [person.name for person in people]
    by_name = {person.name: person for person in people if names.count(person.name) == 1}
    return by_name | {person.username: person for person in people}


def _person(name: str, people: Mapping[str, User]) -> User:
    if name not in people:
        raise Unreadable(_("nobody here is called %(name)s; use the user name.") % {"name": name[:40]})
    return people[name]


def _moment(text: str) -> datetime.datetime | None:
    return _parsed(text, FORMATS)


def _day(text: str, changes_at: datetime.time) -> datetime.datetime | None:
    day = _parsed(text, DAYS)
    return timezone.make_aware(datetime.datetime.combine(day.date(), changes_at)) if day else None


def _parsed(text: str, formats: tuple[str, ...]) -> datetime.datetime | None:
    for wanted in formats:
        try:
            return timezone.make_aware(datetime.datetime.strptime(text, wanted))  # noqa: DTZ007
        except (ValueError, OverflowError):
            continue
    return None
