"""Lines of text in columns, for a terminal: a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

WIDE = frozenset("WF")


def width_of(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in WIDE else 1
        for letter in text
    )


def padded(text: str, width: int, *, is_right: bool = False) -> str:
    """Fill `text` with spaces up to `width` columns."""
    filling = " " * (width - width_of(text))
    return filling + text if is_right else text + filling


def rows_as_text(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay rows of equal length out in columns."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
