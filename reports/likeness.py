"""How alike two tips are. A score only puts candidates in order before a person, who decides; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from reports.models import Report
from reports.states import State
from statutes.codes import HOME

UNIT, NAME, KIND, PLACE, DAYS, MONTH, ARRIVED = "unit", "name", "kind", "place", "days", "month", "arrived"
# What speaks for the same matter, and how much of a hundred it weighs; a unit alone, or a place alone, says too little.
WEIGHTS: Mapping[str, int] = {UNIT: 40, NAME: 30, DAYS: 20, KIND: 15, PLACE: 15, MONTH: 10, ARRIVED: 10}
REASONS: Mapping[str, str | Promise] = {
    UNIT: _("the same unit"),
    NAME: _("a unit of a similar name"),
    KIND: _("the same kind"),
    PLACE: _("the same street, town or township"),
    DAYS: _("the same days"),
    MONTH: _("the same weeks"),
    ARRIVED: _("arrived within the same weeks"),
}
WORTH_SHOWING = 45
ALIKE_NAMES = 80
SOME_DAYS, SOME_WEEKS, LONG_AGO = (datetime.timedelta(days=days) for days in (3, 30, 365))
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two tips are by their structured answers, of a hundred, and why."""

    score: int
    reasons: list[str]


def compare(report: Report, other: Report) -> Alike:
    """Compare two tips by unit, kind, place and time; their words lie sealed."""
    reasons = [
        reason for reason in (_unit(report, other), _kind(report, other), _place(report, other)) if reason
    ]
    reasons += [reason for reason in (_time(report, other), _arrival(report, other)) if reason]
    reasons.sort(key=lambda reason: -WEIGHTS[reason])
    return Alike(sum(WEIGHTS[reason] for reason in reasons), reasons)


def candidates_for(report: Report) -> QuerySet[Report]:
    """Return the earlier tips worth comparing: about the unit, of its name, or of the kind in the same place."""
    same = Q(unit_name=report.unit_name) | Q(division=report.division, kind=report.kind)
    if report.unit_id:
        same |= Q(unit=report.unit_id)
    earlier = Report.objects.filter(
        same,
        pk__lt=report.pk,
        is_internal=report.is_internal,
        created_at__gt=report.created_at - LONG_AGO,
    )
    return earlier.exclude(state=State.WITHDRAWN).order_by("-pk")[:MOST_COMPARED]


def text_likeness(text: str, other: str) -> int:
    """Compare two texts by their pairs of characters, whatever the order; of a hundred, 0 where one is empty."""
    return round(fuzz.token_set_ratio(_pairs(text), _pairs(other))) if text and other else 0


def _pairs(text: str) -> str:
    letters = filter(str.isalnum, text)
    return " ".join(map("".join, pairwise(letters)))


def _unit(report: Report, other: Report) -> str:
    if report.unit_id and report.unit_id == other.unit_id:
        return UNIT
    if report.unit_id and other.unit_id:
        return ""
    return NAME if fuzz.ratio(report.unit_name, other.unit_name) >= ALIKE_NAMES else ""


def _kind(report: Report, other: Report) -> str:
    return KIND if report.kind == other.kind else ""


def _place(report: Report, other: Report) -> str:
    return PLACE if report.division == other.division != HOME else ""


def _time(report: Report, other: Report) -> str:
    if report.happened_on is None or other.happened_on is None:
        return ""
    apart = abs(report.happened_on - other.happened_on)
    return DAYS if apart <= SOME_DAYS else MONTH if apart <= SOME_WEEKS else ""


def _arrival(report: Report, other: Report) -> str:
    return ARRIVED if abs(report.created_at - other.created_at) <= SOME_WEEKS else ""
