"""Reads of the questions whether a report was made up."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Duty
from enterprises.selectors import without_conflicts
from investigations.models import Case
from investigations.states import State as CaseState
from reports.matters import matter_of
from reports.models import Report
from rewards.models import Fabrication
from workflow.selectors import get_by_reference

ENDED = (CaseState.CONCLUDED, CaseState.CLOSED)
READERS = (Duty.REWARDS, Duty.REVIEWER, Duty.LEADER)


def fabrications_visible_to(user: Any) -> QuerySet[Fabrication]:
    """Return the questions that `user` may see: who raised it, reward officers, legal reviewers and leaders."""
    found = without_conflicts(
        Fabrication.objects.select_related("report", "case"),
        user,
        unit="case__unit",
        columns={Case.label(): "case", Report.label(): "report"},
    )
    return found if user.has_duty(*READERS) else found.filter(Q(raised_by__in=user.hands))


def get_fabrication(user: Any, reference: str) -> Fabrication:
    """Return one of them, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(fabrications_visible_to(user), reference)


def ended_case_of(number: str, user: Any) -> tuple[Report, Case] | None:
    """Return the report of that number with its ended case, or None: unknown and not for `user` are one."""
    try:
        report = Report.objects.get(pk=Report.objects.key_in(number))
    except Report.DoesNotExist:
        return None
    if report.reference != number:
        return None
    cases = without_conflicts(
        Case.objects.all(), user, unit="unit", columns={Case.label(): "pk", Report.label(): "report"}
    )
    case = cases.filter(report=matter_of(report), state__in=ENDED).first()
    if case is None or not (user.has_duty(Duty.REWARDS) or case.is_member(user)):
        return None
    return report, case


def fabrication_of(report: Report) -> Fabrication | None:
    """Return what the reporter is asked or was told, or None: what was never put to them they never learn of."""
    return report.fabrications.exclude(asked_at=None).order_by("pk").last()
