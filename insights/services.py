"""Writes of this floor: its own reports, kept as they were written, and drawn by the worker."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction

from insights.duty_reports import Due, reports_due, words_of
from insights.models import DutyReport
from notices.files import store

Draw = Callable[..., bytes]
TEMPLATE, STYLE = "insights/report.html", "insights/report.css"


def write_due_reports(today: datetime.date) -> int:
    """Write what is due and not written yet; return how many were."""
    return sum(write_report(due) for due in reports_due(today))


@transaction.atomic
def write_report(due: Due) -> bool:
    """Write one report once; a second time finds it written, and nothing of it changes."""
    if DutyReport.objects.filter(key=due.key).exists():
        return False
    same = DutyReport.objects.filter(kind=due.kind, agency=due.agency, until__lte=due.span.since)
    last = same.order_by("-until").first()
    defaults: dict[str, Any] = {
        "kind": due.kind,
        "agency": due.agency,
        "since": due.span.since,
        "until": due.span.until,
        "words": words_of(due, last.words if last else None),
    }
    return DutyReport.objects.get_or_create(key=due.key, defaults=defaults)[1]


def draw_reports(draw: Draw) -> int:
    """Draw what waits; what fails stays with the kind of its error and is tried again. Return how many were drawn."""
    return sum(_is_drawn(report, draw) for report in DutyReport.objects.filter(file="").order_by("pk"))


def _is_drawn(report: DutyReport, draw: Draw) -> bool:
    try:
        data = draw(
            TEMPLATE, {**report.words, "written_on": report.written_at.date().isoformat()}, style=STYLE
        )
    except Exception as error:  # a missing font, a full disk: the row says so and the next round tries again
        DutyReport.objects.filter(pk=report.pk).update(failure=type(error).__name__)
        return False
    name = store(f"duty-reports/{report.key}.pdf", data)
    DutyReport.objects.filter(pk=report.pk).update(file=name, failure="")
    return True
