"""What a higher floor says of the files on which alarms are raised: this floor knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Facts:
    """What the duty officer must know at once. No word of the reporter's is among it; `url` is empty without access."""

    what: Words
    where: Words
    unit: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file.

    `facts(file, user)` says what it is; `kept_away(file)` who must never hear of it; `open_to(user)` is the query of
    the files that this person is not kept away from.
    """

    get: Callable[[int], Any]
    facts: Callable[[Any, User], Facts]
    kept_away: Callable[[Any], QuerySet[User]]
    open_to: Callable[[User], QuerySet[Any]]


_sources: dict[str, Source] = {}


def register_source(label: str, source: Source) -> None:
    """Let files called `label` ("reports.report") raise alarms."""
    _sources[label] = source


def source_of(label: str) -> Source:
    """Return what was registered for a kind of file."""
    return _sources[label]


def all_sources() -> dict[str, Source]:
    """Return every kind of file that raises alarms."""
    return dict(_sources)
