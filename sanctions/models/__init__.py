"""Penalty proceedings and the list of dishonest subjects."""

from sanctions.models.listings import Listing
from sanctions.models.penalties import Penalty

__all__ = ["Listing", "Penalty"]
