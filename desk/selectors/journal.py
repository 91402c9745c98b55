"""The log as the auditor reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Recusal
from alarms.models import Alarm
from alarms.sources import all_sources
from desk.selectors.files import KINDS
from enterprises.selectors import ties_of, without_conflicts
from investigations.models import (
    Case,
    Evidence,
    FileAccess,
    MajorHazard,
    RectificationOrder,
    Supervision,
    Target,
    Task,
)
from notices.models import Notice
from partners.models import Offer
from reports.models import Disclosure, Disposal, Report
from rewards.models import Clawback, Fabrication, Reward
from sanctions.models import Exposure, GoodCredit, Interview, Listing, Measure, Penalty
from workflow.models import LogEntry, Subject

# How each kind of file leads to the unit it is about, and to the files by which a person may be kept away from it.
_WAYS: Mapping[type[Subject], tuple[str, Mapping[str, str]]] = {
    Report: ("unit", {Report.label(): "pk"}),
    Disclosure: ("report__unit", {Report.label(): "report"}),
    Disposal: ("report__unit", {Report.label(): "report"}),
    Offer: ("report__unit", {Report.label(): "report"}),
    Case: ("unit", {Case.label(): "pk", Report.label(): "report"}),
    RectificationOrder: ("unit", {Case.label(): "case", Report.label(): "case__report"}),
    MajorHazard: ("case__unit", {Case.label(): "case", Report.label(): "case__report"}),
    Supervision: ("case__unit", {Case.label(): "case", Report.label(): "case__report"}),
    Target: ("unit", {Case.label(): "case", Report.label(): "case__report"}),
    Task: ("case__unit", {Case.label(): "case", Report.label(): "case__report"}),
    Evidence: ("case__unit", {Case.label(): "case", Report.label(): "case__report"}),
    FileAccess: ("case__unit", {Case.label(): "case", Report.label(): "case__report"}),
    Penalty: ("unit", {Case.label(): "case", Report.label(): "case__report"}),
    Listing: ("unit", {Case.label(): "penalty__case", Report.label(): "penalty__case__report"}),
    Interview: ("unit", {Case.label(): "case", Report.label(): "case__report"}),
    Exposure: ("unit", {Case.label(): "case", Report.label(): "case__report"}),
    Measure: ("unit", {Case.label(): "case", Report.label(): "case__report"}),
    GoodCredit: ("unit", {}),
    Clawback: (
        "payment__reward__case__unit",
        {Case.label(): "payment__reward__case", Report.label(): "payment__reward__report"},
    ),
    Fabrication: ("case__unit", {Case.label(): "case", Report.label(): "report"}),
    Reward: ("case__unit", {Case.label(): "case", Report.label(): "report"}),
}

UNIT_WAYS: Mapping[type[Subject], str] = {model: unit for model, (unit, _columns) in _WAYS.items()}


def log_entries(user: Any, *, about: str = "") -> QuerySet[LogEntry]:
    """Return the log, the newest entry first, but for files in which `user` has a conflict of interest.

    For the auditor alone; it names no reporter. `about` is the reference of one file: none when there is no such file.
    """
    entries = LogEntry.objects.select_related("actor__agency", "annulled_by").order_by("-pk")
    if about:
        subject = _subject_called(about.upper())
        entries = (
            entries.filter(subject_label=subject.label(), subject_id=subject.pk)
            if subject
            else entries.none()
        )
    conflicts = Recusal.objects.filter(person=user).values("pk").union(ties_of(user).order_by().values("pk"))
    return entries.exclude(_in_conflict(user)) if conflicts.exists() else entries


def _subject_called(reference: str) -> Any:
    model = KINDS.get(reference[:2])
    try:
        return model.objects.by_reference(reference) if model else None
    except model.DoesNotExist:  # type: ignore[union-attr]
        return None


def _in_conflict(user: Any) -> Q:
    """Say in SQL which entries are about a file that `user` is kept away from, or about a paper of one."""
    found = Q(pk__in=[])
    for label, source in all_sources().items():
        alarms = Alarm.objects.filter(about_label=label)
        closed = alarms.exclude(about_id__in=source.open_to(user).order_by().values("pk")).values("pk")
        found |= Q(subject_label=Alarm.label(), subject_id__in=closed)
    for model, (unit, columns) in _WAYS.items():
        free = without_conflicts(model._default_manager.all(), user, unit=unit, columns=columns)
        kept_away = model._default_manager.exclude(pk__in=free.values("pk")).values("pk")
        papers = Notice.objects.filter(subject_label=model.label(), subject_id__in=kept_away).values("pk")
        found |= Q(subject_label=model.label(), subject_id__in=kept_away)
        found |= Q(subject_label=Notice.label(), subject_id__in=papers)
    return found


def references_of(entries: Iterable[LogEntry]) -> dict[tuple[str, int], str]:
    """Map the subjects of entries to their references. One query a kind of file."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject_label, set()).add(entry.subject_id)
    found: dict[tuple[str, int], str] = {}
    for model in KINDS.values():
        keys = wanted.get(model.label(), set())
        for subject in model._default_manager.filter(pk__in=keys).only("pk", "created_at") if keys else ():
            found[subject.label(), subject.pk] = subject.reference
    return found
