"""The beat's look at the clocks: who must be told that a period runs out, and what has run its course."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from statutes.clocks import Level, level_at, next_warning, warnings_for
from workflow.models import Clock, Escalation, Subject, subject_model
from workflow.services.clocks import computed_due, count_anew
from workflow.services.moves import lock_subject, record

WATCH_BATCH = 500


def watch_clocks() -> int:
    """Warn of every clock that has passed a threshold, and end the terms that have run out; return how many.

    It reads what has become due and nothing else, however many clocks run.
    """
    due = Clock.objects.filter(
        outcome=Clock.Outcome.RUNNING, stopped_at=None, warn_at__lte=timezone.now()
    ).order_by("warn_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:WATCH_BATCH])
    return sum(_look_at(key) for key in keys)


@transaction.atomic
def _look_at(key: int) -> bool:
    seen = Clock.objects.get(pk=key)
    subject = lock_subject(_subject_of(seen))
    clock = Clock.objects.select_for_update().get(pk=key)
    now = timezone.now()
    if clock.outcome != Clock.Outcome.RUNNING or clock.stopped_at or not clock.warn_at or clock.warn_at > now:
        return False
    level = level_at(clock.rule_id, clock.due_at, now)
    if clock.is_term and level is Level.OVERDUE:
        clock.outcome, clock.ended_at, clock.warn_at = Clock.Outcome.MET, clock.due_at, None
        clock.save(update_fields=["outcome", "ended_at", "warn_at"])
        return True
    clock.urgency, clock.warn_at = level.value, next_warning(clock.rule_id, clock.due_at, level)
    clock.save(update_fields=["urgency", "warn_at"])
    if _escalate(clock, level):
        record(subject, "escalate", actor=None, note=_words(clock))
    return True


def _subject_of(clock: Clock) -> Subject:
    model: Any = subject_model(clock.subject_label)
    found: Subject = model(pk=clock.subject_id)
    return found


def _words(clock: Clock) -> str:
    """Name the period in the file's own language: which, and until when."""
    title = clock.rule.title_zh if clock.rule else clock.rule_id
    return f"{title}：{timezone.localtime(clock.due_at):%Y-%m-%d %H:%M}"


def _escalate(clock: Clock, level: Level) -> bool:
    """Tell the person, and from the office's level on the leader; return whether anybody had not been told yet."""
    warnings = warnings_for(clock.rule_id)
    told = [Escalation.Audience.PERSON]
    if warnings is not None and level.rank >= warnings.leader_from.rank:
        told.append(Escalation.Audience.LEADER)
    made = [
        Escalation.objects.get_or_create(clock=clock, level=level.value, audience=audience)[1]
        for audience in told
    ]
    return any(made)


def recompute_provisional_clocks(*, year: int | None = None) -> int:
    """Compute anew every running clock that hung on a year not yet announced; return how many are now due otherwise.

    Call it after the yearly holiday notice was imported; with the `year` of a notice that was amended or withdrawn,
    whatever is due in it or later is computed anew as well, and in the year before, whose last days it may shift. A
    file whose period moved gets an entry in its log, to which a floor may subscribe that keeps the day elsewhere.
    """
    hanging = Q(is_provisional=True)
    if year is not None:
        hanging |= Q(due_at__year__gte=year - 1)
    found = Clock.objects.filter(hanging, outcome=Clock.Outcome.RUNNING)
    # Looked at before anything is locked: most stay as they are, and nobody is to wait for those.
    return sum(_recompute(clock) for clock in found.order_by("due_at", "pk") if _is_outdated(clock))


def _is_outdated(clock: Clock) -> bool:
    due = computed_due(clock)
    return (due.due_at, due.is_provisional) != (clock.due_at, clock.is_provisional)


@transaction.atomic
def _recompute(seen: Clock) -> bool:
    subject = lock_subject(_subject_of(seen))
    clock = Clock.objects.select_for_update().get(pk=seen.pk)
    if clock.outcome != Clock.Outcome.RUNNING:
        return False
    has_moved = computed_due(clock).due_at != clock.due_at
    count_anew(clock)
    if has_moved:
        record(subject, "recompute", actor=None)
    return has_moved
