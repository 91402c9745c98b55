"""What clients were told while things broke, and which way each tip was to go."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from bench.floor.ways import HOUSE, WAYS, Step


class Moved(NamedTuple):
    """A move that somebody was told of."""

    label: str
    key: int
    move: str


@dataclass
class Told:
    """What clients were told: the codes of filings, moves, annulments that were proposed; and what the bank did."""

    codes: list[str] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    proposals: list[tuple[str, int]] = field(default_factory=list)
    ways: dict[int, tuple[Step, ...]] = field(default_factory=dict)
    # By the number of an instruction: whether the bank paid. It says the same however often it is asked.
    bank: dict[str, bool] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def way_of(self, tip: int) -> tuple[Step, ...]:
        """Return the way of a tip; whoever asks first gives it the next one in turn."""
        with self._turn:
            return self.ways.setdefault(tip, WAYS[len(self.ways) % len(WAYS)])

    @property
    def steps(self) -> list[int]:
        """How many kinds of move of the ways were told so far, and how many can be."""
        wanted = {step[:2] for way in WAYS for step in way if step.person != HOUSE}
        return [len(wanted & {(move.label, move.move) for move in self.moves}), len(wanted)]
