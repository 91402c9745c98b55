"""Draws a board's sheets. Called in the worker, which alone pays for loading the renderer."""

from __future__ import annotations

from collections.abc import Callable

from notices.files import store
from outreach.models import Sheet
from outreach.selectors import sheets_waiting

Draw = Callable[[str, dict[str, object]], bytes]


def draw_sheets(draw: Draw) -> int:
    """Draw what waits; what fails stays with the kind of its error and is tried again. Return how many were drawn."""
    return sum(_is_drawn(sheet, draw) for sheet in sheets_waiting().select_related("board"))


def _is_drawn(sheet: Sheet, draw: Draw) -> bool:
    try:
        data = draw(f"outreach/sheet_{sheet.size}.html", sheet.words)
    except Exception as error:  # a missing font, a full disk: the row says so and the next round tries again
        Sheet.objects.filter(pk=sheet.pk).update(failure=type(error).__name__)
        return False
    name = store(f"posters/{sheet.board.code}-{sheet.size}.pdf", data)
    Sheet.objects.filter(pk=sheet.pk).update(file=name, failure="")
    return True
