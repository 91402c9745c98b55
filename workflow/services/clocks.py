"""Legal periods on subjects: start, stop, resume, extend, end. The lengths stand in `statutes`."""

from __future__ import annotations

import datetime

from django.utils import timezone

from statutes.calendar import deadline
from statutes.clocks import get_clock
from workflow.models import Clock, ClockStop, Subject


def start_clock(subject: Subject, rule_id: str, *, at: datetime.datetime | None = None) -> Clock:
    """Start the clock of rule `rule_id` on `subject` at `at` (now when left out)."""
    started_at = at or timezone.now()
    rule = get_clock(rule_id, on=timezone.localdate(started_at))
    due = deadline(started_at, rule.period, rolls_over=rule.rolls_over)
    return Clock.objects.create(
        subject_label=subject.label(),
        subject_id=subject.pk,
        rule_id=rule_id,
        started_at=started_at,
        due_at=due.due_at,
        is_provisional=due.is_provisional,
    )


def running_clock(subject: Subject, rule_id: str) -> Clock | None:
    """Return the running clock of that rule, locked, or None."""
    return (
        Clock.objects.select_for_update()
        .filter(
            subject_label=subject.label(),
            subject_id=subject.pk,
            rule_id=rule_id,
            outcome=Clock.Outcome.RUNNING,
        )
        .first()
    )


def stop_clock(subject: Subject, rule_id: str, *, reason: str) -> None:
    """Stop counting, with a reason the file keeps."""
    clock = running_clock(subject, rule_id)
    if clock is None or clock.stopped_at is not None:
        return
    clock.stopped_at = timezone.now()
    clock.save(update_fields=["stopped_at"])
    ClockStop.objects.create(clock=clock, started_at=clock.stopped_at, reason=reason)


def resume_clock(subject: Subject, rule_id: str) -> None:
    """Count again; the due time moves on by as long as the clock stood still."""
    clock = running_clock(subject, rule_id)
    if clock is None or clock.stopped_at is None:
        return
    now = timezone.now()
    clock.due_at += now - clock.stopped_at
    clock.stopped_at = None
    clock.save(update_fields=["due_at", "stopped_at"])
    ClockStop.objects.filter(clock=clock, ended_at=None).update(ended_at=now)


def extend_clock(subject: Subject, rule_id: str) -> None:
    """Extend once by what the rule allows, counted from the due date. The approval is the caller's policy."""
    clock = running_clock(subject, rule_id)
    extension = get_clock(rule_id).extension
    if clock is None or clock.is_extended or extension is None:
        return
    due = deadline(clock.due_at, extension.period)
    clock.due_at, clock.is_extended = due.due_at, True
    clock.is_provisional = clock.is_provisional or due.is_provisional
    clock.save(update_fields=["due_at", "is_extended", "is_provisional"])


def end_clock(subject: Subject, rule_id: str, *, at: datetime.datetime | None = None) -> None:
    """End a running clock: met when in time, late when not. Nothing happens when none runs."""
    clock = running_clock(subject, rule_id)
    if clock is None:
        return
    clock.ended_at = at or timezone.now()
    clock.outcome = Clock.Outcome.MET if clock.ended_at <= clock.due_at else Clock.Outcome.LATE
    clock.save(update_fields=["ended_at", "outcome"])


def cancel_clock(subject: Subject, rule_id: str) -> None:
    """Cancel a running clock, because what started it was withdrawn."""
    clock = running_clock(subject, rule_id)
    if clock is None:
        return
    clock.ended_at, clock.outcome = timezone.now(), Clock.Outcome.CANCELLED
    clock.save(update_fields=["ended_at", "outcome"])


def mark_late_clocks() -> int:
    """Mark running clocks that are past due, so that lists and leaders see them; return how many."""
    return Clock.objects.filter(
        outcome=Clock.Outcome.RUNNING, stopped_at=None, is_overdue=False, due_at__lt=timezone.now()
    ).update(is_overdue=True)
