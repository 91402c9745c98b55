"""What I have done my part of and others now have in hand."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

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

    One query for the acts, one or two for each kind of file among them.
    """
    acted: dict[tuple[str, int], datetime.datetime] = {}
    acts = LogEntry.objects.filter(actor=user.pk, subject_label__in=VISIBLE).order_by("-pk")
    for label, key, at in acts.values_list("subject_label", "subject_id", "at")[:ACTS_READ]:
        if (label, key) not in mine:
            acted.setdefault((label, key), at)
    files = [file for label in {label for label, _key in acted} for file in _open_files(label, acted, user)]
    clocks = running_clocks(files)
    found = [
        Elsewhere(file, next_step(file), clocks.get((file.label(), file.pk)), acted[file.label(), file.pk])
        for file in files
    ]
    return sorted(found, key=lambda file: file.order)


def _open_files(label: str, acted: Collection[tuple[str, int]], user: Any) -> list[Any]:
    states = states_that_wait(subject_model(label))
    keys = [key for kind, key in acted if kind == label]
    return list(VISIBLE[label](user).filter(pk__in=keys, state__in=states)) if states else []


def next_step(subject: Any) -> str | Promise:
    """Name the first step that leads on from here."""
    steps = [step for step in transitions_from(subject) if step.target]
    first = min(steps, key=lambda step: bool(step.custom.get("is_automatic")), default=None)
    label: str | Promise = first.custom.get("label", first.name) if first else ""
    return label
