"""What I have done my part of and others now have in hand."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from desk.selectors.files import VISIBLE
from desk.selectors.source import Words
from workflow.models import Clock, LogEntry, subject_model
from workflow.selectors import running_clocks, states_that_wait, transitions_from

# A person's latest acts; what they did before these has been looked at often enough.
ACTS_READ = 500


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file with somebody else: what comes next there, and when I last acted on it."""

    subject: Any
    next_step: Words
    clock: Clock | None
    since: datetime.datetime

    @property
    def order(self) -> tuple[bool, datetime.datetime, datetime.datetime]:
        """The nearest deadline first, then what waits longest."""
        return (self.clock is None, self.clock.due_at if self.clock else self.since, self.since)


def in_other_hands(user: Any, *, mine: Collection[tuple[str, int]]) -> list[Elsewhere]:
    """Return the open files that `user` acted on and that are in none of their queues (`mine`).

    One query for the acts, one for each kind of file among them, one for the clocks.
    """
    acted = _acted_on(user, mine)
    files = [file for found in _open_files(user, acted) for file in found]
    clocks = running_clocks(files)
    found = [
        Elsewhere(file, next_step(file), clocks.get((file.label(), file.pk)), acted[file.label(), file.pk])
        for file in files
    ]
    return sorted(found, key=lambda file: file.order)


def count_in_other_hands(user: Any, *, mine: Collection[tuple[str, int]]) -> int:
    """Count them, without reading them."""
    return sum(files.count() for files in _open_files(user, _acted_on(user, mine)))


def _acted_on(user: Any, mine: Collection[tuple[str, int]]) -> dict[tuple[str, int], datetime.datetime]:
    """Return the other files that `user` acted on lately, with the time of the last act."""
    acted: dict[tuple[str, int], datetime.datetime] = {}
    acts = LogEntry.objects.filter(actor=user.pk, subject_label__in=VISIBLE).order_by("-pk")
    for label, key, at in acts.values_list("subject_label", "subject_id", "at")[:ACTS_READ]:
        if (label, key) not in mine:
            acted.setdefault((label, key), at)
    return acted


def _open_files(user: Any, acted: Collection[tuple[str, int]]) -> Iterator[QuerySet[Any]]:
    """Return a query for each kind of file of which some may be open."""
    for label in {label for label, _key in acted}:
        if states := states_that_wait(subject_model(label)):
            keys = [key for kind, key in acted if kind == label]
            yield VISIBLE[label](user).filter(pk__in=keys, state__in=states)


def next_step(subject: Any) -> str | Promise:
    """Name the first step that leads on from here."""
    steps = [step for step in transitions_from(subject) if step.target]
    first = min(steps, key=lambda step: bool(step.custom.get("is_automatic")), default=None)
    label: str | Promise = first.custom.get("label", first.name) if first else ""
    return label
