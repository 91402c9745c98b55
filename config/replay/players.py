"""Who plays which kind of table. The seam for the kinds that are to follow: a key of `kinds.KINDS`, a player."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from config.replay.outcomes import Result
from config.replay.reading import Row
from config.replay.rewards import RewardsPlayer


class Player(Protocol):
    """Plays one row after another."""

    def play(self, row: Row) -> Result:
        """Play one row and say what came of it; never raise."""


PLAYERS: Mapping[str, Callable[[Path], Player]] = MappingProxyType({"rewards": RewardsPlayer})
