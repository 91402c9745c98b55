"""Who plays which kind of table: a key of `kinds.KINDS`, a player."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from config.replay.accidents import AccidentsPlayer
from config.replay.listings import ListingsPlayer
from config.replay.penalties import PenaltiesPlayer
from config.replay.player import Player
from config.replay.rewards import RewardsPlayer
from config.replay.tips import TipsPlayer

PLAYERS: Mapping[str, Callable[[Path], Player]] = MappingProxyType(
    {
        "rewards": RewardsPlayer,
        "accidents": AccidentsPlayer,
        "penalties": PenaltiesPlayer,
        "blacklist": ListingsPlayer,
        "tips": TipsPlayer,
    }
)
