"""The same intake move on several tips: one by one, through the same services, each with its own result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from reports.models import Report
from workflow.errors import MoveRefused
from workflow.models import LogEntry


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one tip; `reason` says why it was not done."""

    reference: str
    is_done: bool
    reason: str | Promise = ""


def take_in_several(reports: Iterable[Report], act: Callable[[Report], LogEntry]) -> list[Line]:
    """Do `act` to each tip in a transaction of its own; what one refuses holds up no other."""
    return [_line(report, act) for report in reports]


def _line(report: Report, act: Callable[[Report], LogEntry]) -> Line:
    try:
        act(report)
    except MoveRefused as refusal:
        return Line(report.reference, is_done=False, reason=refusal.reason)
    return Line(report.reference, is_done=True)
