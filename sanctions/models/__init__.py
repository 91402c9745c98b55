"""Penalty proceedings and the list of dishonest subjects."""

from sanctions.models.listings import Listing
from sanctions.models.penalties import Penalty
from sanctions.models.publicity import Board, Shown, Telling

__all__ = ["Board", "Listing", "Penalty", "Shown", "Telling"]
