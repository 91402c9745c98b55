"""What a row of the table of my work is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from desk.selectors.queues_rare import Seldom
from workflow.models import Subject

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Source:
    """A queue: who it is for, which files stand in it, and what to do with them (by state, where that differs)."""

    key: str
    title: Words
    duties: tuple[str, ...]
    read: Callable[[Any], QuerySet[Any]]
    todo: Words | Mapping[str, Words] = ""
    # A day on the row itself, where no clock runs.
    due_field: str = ""
    # A kind of file that seldom waits: where none does in the whole office, nobody is asked what they may see.
    kind: type[Subject] | None = None
    # The same of what no state tells.
    waits: Callable[[Seldom], bool] | None = None

    def may_wait(self, seldom: Seldom) -> bool:
        """Say whether it is worth asking who may see what."""
        if self.kind is not None:
            return self.kind in seldom.waiting
        return self.waits is None or self.waits(seldom)

    def todo_of(self, subject: Any) -> Words:
        """Say what to do with one file."""
        if isinstance(self.todo, Mapping):
            return self.todo.get(subject.state, self.title)
        return self.todo or self.title
