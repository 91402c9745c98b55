"""The district as squares that lie to each other as its divisions do (docs/adr/0024), shaded by a figure."""

from __future__ import annotations

from dataclasses import dataclass

from insights.panels import Panel, said_by_code
from reports.bilingual import in_language
from reports.forms_public.tiles import Tile, tile_rows

SHADES = 5


@dataclass(frozen=True, slots=True)
class Square:
    """A division with what is said of it; `shade` goes from 0 (nothing said) to SHADES."""

    name: str
    text: str
    shade: int


def squares(panel: Panel) -> list[list[Square | None]]:
    """Lay a panel out over the district; what is said of no division by name is left blank."""
    said = {code: cell for code, cell in said_by_code(panel).items() if cell.number is not None}
    most = max((cell.number or 0 for cell in said.values()), default=0)

    def square(tile: Tile | None) -> Square | None:
        if tile is None:
            return None
        cell = said.get(tile.code)
        shade = 0 if cell is None or not most else max(1, round(SHADES * (cell.number or 0) / most))
        name = in_language(tile.short_zh, tile.short_en)
        return Square(name, cell.text if cell else "", shade if cell else 0)

    return [[square(tile) for tile in row] for row in tile_rows()]
