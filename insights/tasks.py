"""The worker's part: publishing what has ended, writing what is due, drawing it."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone
from django.utils.module_loading import import_string

from insights import services
from insights.editions import publish_due_editions

# By name and not by import: see notices.tasks.
RENDERER = "notices.rendering.render_sheet"


@shared_task(name="insights.publish_editions")
def publish_editions() -> int:
    """Publish the public figures of the half-years that have ended. Runs daily."""
    return publish_due_editions()


@shared_task(name="insights.write_reports")
def write_reports() -> int:
    """Write the briefs and reports that are due. Runs every morning, and writes nothing twice."""
    return services.write_due_reports(timezone.localdate())


@shared_task(name="insights.draw_reports")
def draw_reports() -> int:
    """Draw the reports that wait."""
    return services.draw_reports(import_string(RENDERER))
