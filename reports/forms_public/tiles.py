"""The district as squares that lie to each other as its divisions do: for who knows the place and not its name.

It is no map: a map for the public needs an approval of its own, and tiles of one come from somebody else's server.
"""

from __future__ import annotations

from dataclasses import dataclass

from statutes.codes import DIVISIONS

_ENDINGS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Tile:
    """A division as a square."""

    code: str
    title_zh: str
    title_en: str

    @property
    def short_zh(self) -> str:
        """The name without what kind of division it is: a square is small."""
        ending = next((ending for ending in _ENDINGS if self.title_zh.endswith(ending)), "")
        return self.title_zh.removesuffix(ending)

    @property
    def short_en(self) -> str:
        """The gloss without its last word."""
        return self.title_en.rpartition(" ")[0] or self.title_en


def tile_rows() -> list[list[Tile | None]]:
    """Lay the squares out row by row; None where there is none. Empty where the divisions have no places."""
    placed = {
        division.tile: Tile(division.code, division.title_zh, division.title_en)
        for division in DIVISIONS.values()
        if division.tile
    }
    height, width = (max((tile[axis] for tile in placed), default=0) for axis in (0, 1))
    return [[placed.get((row, column)) for column in range(1, width + 1)] for row in range(1, height + 1)]
