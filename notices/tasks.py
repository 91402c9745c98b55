"""The worker prints what was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celery import shared_task
from django.utils.module_loading import import_string

from notices import services
from notices.serving import elapse_services
from workflow.events import on

if TYPE_CHECKING:
    from workflow.models import LogEntry

# By name and not by import: every process loads this module to know the subscribers, and the worker alone pays for
# weasyprint and pyHanko.
RENDERER, SIGNER = "notices.rendering.render_pdf", "notices.signing.sign_pdf"
BINDER, FRONT = "notices.binding.bind_volume", "notices.rendering.render_sheet"


@on("notices.notice.issue", "notices.notice.retry", is_atomic=False)
def print_issued(entry: LogEntry) -> None:
    """Print the paper; not atomic, so that nobody waits for a lock while a page is drawn."""
    services.print_notice(entry.subject, **printing())


def printing() -> dict[str, Any]:
    """Return what a paper is printed with, for the worker alone."""
    return {
        "draw": import_string(RENDERER),
        "sign": import_string(SIGNER),
        "bind": import_string(BINDER),
    }


@shared_task(name="notices.watch")
def watch() -> int:
    """Count as served what was announced for as long as the law asks."""
    return elapse_services()
