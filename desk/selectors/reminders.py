"""Reads of reminders: whose work an entry of the log is, and how each person wants to be told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import DutyAssignment, User
from desk.models import MailChoice, Reminder
from desk.selectors.source import Source
from desk.selectors.sources import SOURCES
from statutes.rules import HOME, get_rule
from workflow.models import LogEntry

TITLES = {source.key: source.title for source in SOURCES}


def whose_work(entry: LogEntry) -> Iterator[tuple[User, str]]:
    """Yield the people in whose queues the file of an entry stands now, with the queue; never who made the move."""
    told: set[int] = {entry.actor_id} if entry.actor_id else set()
    for source in SOURCES:
        for person in _holders(source).exclude(pk__in=told):
            found = source.read(person)
            if found.model.label() == entry.subject_label and found.filter(pk=entry.subject_id).exists():
                told.add(person.pk)
                yield person, source.key


def _holders(source: Source) -> QuerySet[User]:
    held = DutyAssignment.objects.in_force().filter(duty__in=source.duties)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


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
