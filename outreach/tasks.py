"""The worker's part: drawing what is to be printed."""

from __future__ import annotations

from celery import shared_task
from django.utils.module_loading import import_string

from outreach.drawing import draw_sheets

# By name and not by import: see notices.tasks.
RENDERER = "notices.rendering.render_poster"


@shared_task(name="outreach.draw_sheets")
def draw_waiting_sheets() -> None:
    """Draw the sheets that wait. Runs every few seconds."""
    draw_sheets(import_string(RENDERER))
