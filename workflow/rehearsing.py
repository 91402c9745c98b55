"""A move is rehearsed: made as it would be, looked at, and taken back before anybody else could see it.

So a person sees the paper that a move issues beside its form, from the very service that will issue it. What a move
makes is noted by the floor that makes it, which also says how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import transaction

Service = TypeVar("Service", bound=Callable[..., Any])
Show = Callable[[Any], str]

_made: ContextVar[list[Any] | None] = ContextVar("made", default=None)
_show: dict[str, Show] = {}


def issues_paper(service: Service) -> Service:
    """Mark a service of a move that issues a paper: its page offers to show it."""
    service.issues_paper = True  # type: ignore[attr-defined]
    return service


def register_show(show: Show) -> None:
    """Say how a paper that was made in a rehearsal is shown: as a page that stands for itself."""
    _show["paper"] = show


def note_made(paper: Any) -> None:
    """Note a paper; outside a rehearsal nobody looks."""
    made = _made.get()
    if made is not None:
        made.append(paper)


def rehearse(act: Callable[[], Any]) -> list[str]:
    """Do `act` in a transaction that is taken back; return the papers that it made, as pages. Raises what it raises."""
    with transaction.atomic(), _noting() as made:
        act()
        pages = [_show["paper"](paper) for paper in made]
        transaction.set_rollback(True)
    return pages


@contextmanager
def _noting() -> Iterator[list[Any]]:
    made: list[Any] = []
    token = _made.set(made)
    try:
        yield made
    finally:
        _made.reset(token)
