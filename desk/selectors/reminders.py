"""Reads of reminders: whose work an entry of the log is, and how each person wants to be told."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Delegation, DutyAssignment, User
from desk.models import MailChoice, Reminder
from desk.selectors.source import Source
from desk.selectors.sources import SOURCES
from statutes.rules import HOME, get_rule
from workflow.models import LogEntry

TITLES = {source.key: source.title for source in SOURCES}


@dataclass(frozen=True, slots=True)
class Post:
    """A queue with the kind of file that stands in it, and the people whose work it is."""

    source: Source
    label: str
    people: tuple[User, ...]


def posts() -> list[Post]:
    """Return the queues with their people, read once for a round. Three queries and no file.

    Who stands in for somebody is reminded of that duty's work too, as long as it lasts.
    """
    holders: dict[str, dict[int, User]] = {}
    people = {person.pk: person for person in User.objects.filter(is_active=True).order_by("pk")}
    held = DutyAssignment.objects.in_force().order_by("user").values_list("duty", "user")
    taken = Delegation.objects.in_force().order_by("deputy").values_list("duty", "deputy")
    for duty, key in [*held, *taken]:
        if key in people:
            holders.setdefault(duty, {})[key] = people[key]
    found = []
    for source in SOURCES:
        of_it = {key: one for duty in source.duties for key, one in holders.get(duty, {}).items()}
        if of_it:
            label = source.read(next(iter(of_it.values()))).model.label()
            found.append(Post(source, label, tuple(of_it.values())))
    return found


def whose_work(entries: Iterable[LogEntry], found: Iterable[Post]) -> Iterator[tuple[LogEntry, User, str]]:
    """Yield entries with the people in whose queues their files stand now, and the queue; never who made the move.

    The entries are about a file each. One query for each person of each queue in which such files stand.
    """
    files = defaultdict[str, dict[int, LogEntry]](dict)
    for entry in entries:
        files[entry.subject_label][entry.subject_id] = entry
    told = {entry.pk: {entry.actor_id} for of_a_kind in files.values() for entry in of_a_kind.values()}
    for post in found:
        here = files.get(post.label, {})
        for person in post.people if here else ():
            for key in post.source.read(person).filter(pk__in=here).values_list("pk", flat=True):
                entry = here[key]
                if person.pk not in told[entry.pk]:
                    told[entry.pk].add(person.pk)
                    yield entry, person, post.source.key


def reminders_of(user: Any) -> QuerySet[Reminder]:
    """Return a person's own reminders, the newest first."""
    return Reminder.objects.filter(person=user)


@dataclass(frozen=True, slots=True)
class Terms:
    """How somebody is reminded, the office's own settings filled in."""

    way: str
    quiet_from: int
    quiet_until: int
    digest_hour: int

    def is_quiet(self, hour: int) -> bool:
        """Tell whether no mail goes out in an hour of the day."""
        first, last = self.quiet_from, self.quiet_until
        return first <= hour < last if first <= last else hour >= first or hour < last


def terms_of(choice: MailChoice | None) -> Terms:
    """Return what somebody chose, or what the office does."""
    today = timezone.localdate()
    first, last = map(int, get_rule("mail.quiet", place=HOME, on=today).choice.split("-"))
    hour = int(get_rule("mail.digest", place=HOME, on=today).choice)
    if choice is None:
        return Terms(MailChoice.Way.EACH, first, last, hour)
    chosen = (choice.quiet_from, choice.quiet_until, choice.digest_hour)
    quiet_from, quiet_until, digest = (
        own if own is not None else office for own, office in zip(chosen, (first, last, hour), strict=True)
    )
    return Terms(choice.way, quiet_from, quiet_until, digest)


def is_digest_due(choice: MailChoice | None, terms: Terms, now: datetime.datetime) -> bool:
    """Tell whether the one mail of the day is to go out now."""
    local = timezone.localtime(now)
    is_sent = choice is not None and choice.digested_on == local.date()
    return not is_sent and local.hour >= terms.digest_hour
