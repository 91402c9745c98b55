"""Reads of a matter: the tip that is being worked on, and those that are handled with it, in the order of arrival."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from reports.models import Precedence, Report
from reports.states import State

OWED = (State.ACCEPTED, State.MERGED)
"""In these states a reporter waits for the answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """A tip on a matter: the how many-th it was to arrive, and what it added."""

    number: int
    report: Report
    added: str


def matter_of(report: Report) -> Report:
    """Return the tip that stands for the matter: the one it was merged into, else itself."""
    return report.merged_into or report


def companions_of(report: Report) -> list[Report]:
    """Return the tips that are handled with this one, as they arrived."""
    return list(report.merged_reports.order_by("pk"))


def places_of(report: Report) -> list[Place]:
    """Number the tips of a report's matter as they arrived; empty where it is the only one."""
    matter = matter_of(report)
    found = Report.objects.filter(Q(pk=matter.pk) | Q(merged_into=matter)).select_related("contribution")
    tips = sorted(found, key=_arrival)
    if len(tips) == 1:
        return []
    return [Place(number, tip, _added_by(tip)) for number, tip in enumerate(tips, start=1)]


def _arrival(report: Report) -> tuple[datetime.date, int]:
    return report.received_on or timezone.localdate(report.created_at), report.pk


def _added_by(report: Report) -> str:
    return report.contribution.added if hasattr(report, "contribution") else report.working_text


def precedence_of(report: Report) -> Precedence | None:
    """Return the finding who of a matter's reporters was first, or None; one about a tip that left counts no longer."""
    matter = matter_of(report)
    found = (
        Precedence.objects.filter(matter=matter).select_related("first", "found_by").order_by("-pk").first()
    )
    if found is None or found.first not in (matter, *companions_of(matter)):
        return None
    return found


def first_of(report: Report) -> Report:
    """Return the tip whose reporter counts as the first of a matter: as was found, else the one that stands for it."""
    found = precedence_of(report)
    return found.first if found else matter_of(report)
