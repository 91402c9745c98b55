"""The log as the auditor reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from desk.selectors.files import KINDS
from workflow.models import LogEntry


def log_entries() -> QuerySet[LogEntry]:
    """Return the whole log, the newest entry first. For the auditor alone; it names no reporter."""
    return LogEntry.objects.select_related("actor__agency", "annulled_by").order_by("-pk")


def entries_about(reference: str) -> QuerySet[LogEntry]:
    """Return the entries about the file called `reference`; none when there is no such file."""
    model = KINDS.get(reference[:2].upper())
    try:
        subject = model.objects.by_reference(reference.upper()) if model else None
    except model.DoesNotExist:  # type: ignore[union-attr]
        subject = None
    return (
        log_entries().filter(subject_label=subject.label(), subject_id=subject.pk)
        if subject
        else LogEntry.objects.none()
    )


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
