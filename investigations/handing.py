"""What a member of a team has in hand: every kind of file that names one says so here, and it goes over with the seat.

A module that puts something into a person's hands declares it once; a hand-over then leaves nothing behind, and
`holdings_of` lists what somebody still has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from investigations.models import Case
from workflow.models import Subject

Reader = Callable[[User], QuerySet[Any]]
Giver = Callable[[Any, User, User], None]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of file: how what a person holds is read, and how one of them is given (file, to, actor)."""

    read: Reader
    give: Giver
    case: str


_holdings: list[Holding] = []


def held(read: Reader, give: Giver, *, case: str = "case") -> None:
    """Declare a kind of file that stands in a person's hands; `case` names the column of its case."""
    _holdings.append(Holding(read, give, case))


def holdings_of(person: User, case: Case | None = None) -> list[Subject]:
    """List what is in a person's hands, in one case or in all."""
    return [file for kind in _holdings for file in _read(kind, person, case)]


def give_all(person: User, case: Case, *, to: User, actor: User) -> int:
    """Give everything of one case that a person has to somebody else, and say how many files that were."""
    given = [(kind, file) for kind in _holdings for file in _read(kind, person, case)]
    for kind, file in given:
        kind.give(file, to, actor)
    return len(given)


def _read(kind: Holding, person: User, case: Case | None) -> list[Any]:
    found = kind.read(person)
    return list(found.filter(**{kind.case: case}) if case else found)
