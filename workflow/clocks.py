"""Which moves drive a legal period: a floor's `clocks.py` says it in one line a clock, the engine does the rest.

Every log entry, of whichever move, is held against these lines inside its own transaction (`drive_clocks`); so no
service starts or ends a period by hand, and none can forget one. An annulled move takes back what it did to them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Moves = str | Sequence[str]
When = datetime.date | datetime.datetime | None
# A field of the subject's own row, or a function of the row; nothing given means the time of the entry.
Moment = str | Callable[[Any], When]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved an extension: the paper's number and day, and the new last day where the rule names no length."""

    number: str = ""
    approved_on: datetime.date | None = None
    until_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """A clock of one kind of subject, with the moves that drive it.

    `at` names the field that says when a move really took place; the entry's own time counts where it names none.
    `since` and `until` say for this clock alone when it began and when it was kept; a moment that is not known yet has
    no effect. `when` tells for which rows it starts at all.
    """

    label: str
    rule_id: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    cancels: tuple[str, ...]
    stops: Mapping[str, tuple[str, ...]]
    extends: tuple[str, ...]
    since: Moment | None
    until: Moment | None
    when: Callable[[Any], bool]
    at: Mapping[str, Moment]

    @property
    def moves(self) -> frozenset[str]:
        """Every move that does something to the clock."""
        resumes = [move for moves in self.stops.values() for move in moves]
        return frozenset((*self.starts, *self.ends, *self.cancels, *self.stops, *resumes, *self.extends))


_bindings: dict[str, dict[str, Binding]] = defaultdict(dict)


def always(_row: Any) -> bool:
    """Start for every row."""
    return True


class ClockTable:
    """The clocks of one kind of subject; called once a clock. `at` maps a move to the field that says when it was."""

    def __init__(self, label: str, at: Mapping[str, Moment]) -> None:
        self.label, self.at = label, at

    def __call__(
        self,
        rule_id: str,
        *,
        starts: Moves,
        ends: Moves = (),
        cancels: Moves = (),
        stops: Mapping[str, Moves] | None = None,
        extends: Moves = (),
        since: Moment | None = None,
        until: Moment | None = None,
        when: Callable[[Any], bool] = always,
    ) -> None:
        """Declare a clock. `stops` maps each move that stops it to those that let it run again."""
        _bindings[self.label][rule_id] = Binding(
            label=self.label,
            rule_id=rule_id,
            starts=_names(starts),
            ends=_names(ends),
            cancels=_names(cancels),
            stops={move: _names(resumes) for move, resumes in (stops or {}).items()},
            extends=_names(extends),
            since=since,
            until=until,
            when=when,
            at=self.at,
        )


def clocks_on(label: str, *, at: Mapping[str, Moment] = MappingProxyType({})) -> ClockTable:
    """Return the table in which the clocks of the subjects called `label` are declared."""
    return ClockTable(label, at)


def _names(moves: Moves) -> tuple[str, ...]:
    return (moves,) if isinstance(moves, str) else tuple(moves)


def bindings_of(label: str, move: str) -> list[Binding]:
    """List the clocks of a kind of subject that a move drives."""
    return [binding for binding in _bindings.get(label, {}).values() if move in binding.moves]


def all_bindings() -> list[Binding]:
    """List every clock of every floor."""
    return [binding for bindings in _bindings.values() for binding in bindings.values()]


def moment_of(row: Any, moment: Moment | None, *, otherwise: When) -> When:
    """Return what the row says about a moment, or `otherwise` where nothing was declared."""
    if moment is None:
        return otherwise
    found: When = getattr(row, moment) if isinstance(moment, str) else moment(row)
    return found
