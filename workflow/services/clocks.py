"""Legal periods on subjects, driven by the log: what each floor's `clocks.py` declares is done here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from statutes.calendar import CalendarYearMissing, Deadline
from statutes.clocks import ClockRule, Level, due_of, get_clock, level_at, next_warning
from workflow.clocks import Approval, Binding, bindings_of, moment_of
from workflow.errors import MoveRefused
from workflow.models import Clock, ClockExtension, ClockStop, LogEntry, Subject

REASON_LENGTH = 200


def drive_clocks(row: Subject, entry: LogEntry, *, note: str = "", approval: Approval | None = None) -> None:
    """Start, stop, extend and end what the entry's move is bound to, in the entry's own transaction."""
    bound = bindings_of(entry.subject_label, entry.move)
    if not bound:
        return
    running = {} if entry.sequence == 1 else _running(row, [binding.rule_id for binding in bound])
    for binding in bound:
        _drive(binding, row, entry, running.get(binding.rule_id), note, approval)


def _drive(
    binding: Binding, row: Subject, entry: LogEntry, clock: Clock | None, note: str, approval: Approval | None
) -> None:
    move = entry.move
    if move in binding.starts and binding.when(row):
        if clock is not None and move in binding.ends:  # one rung of a ladder is kept, the next begins
            _keep(clock, entry, moment_of(row, binding.until, otherwise=_happened(binding, row, entry)))
            _start(binding, row, entry)
            return
        if clock is not None:
            _end(clock, entry, entry.at, Clock.Outcome.CANCELLED)
        clock = _start(binding, row, entry)
    if clock is None:
        return
    if move in binding.extends:
        _extend(clock, entry, approval or Approval(), note)
    if move in binding.stops:
        _stop(clock, entry, _moment(_happened(binding, row, entry)), note)
    if causes := [cause for cause, moves in binding.stops.items() if move in moves]:
        _resume(clock, entry, _moment(_happened(binding, row, entry)), causes)
    if move in binding.cancels:
        _cancel(clock, entry)
    elif move in binding.ends:
        _keep(clock, entry, moment_of(row, binding.until, otherwise=_happened(binding, row, entry)))


def _happened(binding: Binding, row: Subject, entry: LogEntry) -> datetime.date:
    """Return when the move really took place: a day of service is often entered later."""
    return moment_of(row, binding.at.get(entry.move), otherwise=entry.at) or entry.at


def _running(row: Subject, rule_ids: Iterable[str]) -> dict[str, Clock]:
    found = Clock.objects.select_for_update().filter(
        subject_label=row.label(), subject_id=row.pk, rule_id__in=rule_ids, outcome=Clock.Outcome.RUNNING
    )
    return {clock.rule_id: clock for clock in found}


def _moment(when: datetime.date) -> datetime.datetime:
    """Return a moment; a day stands for its first moment, since the law does not count it."""
    if isinstance(when, datetime.datetime):
        return when
    return timezone.make_aware(datetime.datetime.combine(when, datetime.time.min))


# ---- One clock -------------------------------------------------------------------------------------------------
def _start(binding: Binding, row: Subject, entry: LogEntry) -> Clock | None:
    since = moment_of(row, binding.since, otherwise=_happened(binding, row, entry))
    if since is None:
        return None
    rule = get_clock(binding.rule_id, on=timezone.localdate(entry.at))
    clock = Clock(
        subject_label=row.label(),
        subject_id=row.pk,
        rule_id=binding.rule_id,
        started_at=entry.at if rule.counts_backward else _moment(since),
        event_at=_moment(since) if rule.counts_backward else None,
        started_by=entry,
    )
    with _within_the_calendar():
        _set_due(clock, due_of(rule, _moment(since)))
    clock.save(force_insert=True)
    return clock


def _extend(clock: Clock, entry: LogEntry, approval: Approval, note: str) -> None:
    extension = get_rule_of(clock).extension
    if extension and extension.times and clock.extensions.count() >= extension.times:
        raise MoveRefused(_("This period has been extended already, and the law allows it no further time."))
    if (approval.approved_on or timezone.localdate(entry.at)) > timezone.localdate(clock.due_at):
        raise MoveRefused(_("This period ran out before the extension was approved."))
    ClockExtension.objects.create(
        clock=clock,
        entry=entry,
        approval_number=approval.number,
        approved_on=approval.approved_on,
        until_on=approval.until_on,
        reason=note[:REASON_LENGTH],
    )
    count_anew(clock)


def _stop(clock: Clock, entry: LogEntry, at: datetime.datetime, note: str) -> None:
    ClockStop.objects.get_or_create(
        clock=clock,
        cause=entry.move,
        ended_at=None,
        defaults={"started_at": at, "started_by": entry, "reason": note[:REASON_LENGTH]},
    )
    count_anew(clock)


def _resume(clock: Clock, entry: LogEntry, at: datetime.datetime, causes: Sequence[str]) -> None:
    for stop in clock.stops.filter(cause__in=causes, ended_at=None):
        stop.ended_at, stop.ended_by = max(at, stop.started_at), entry
        stop.save(update_fields=["ended_at", "ended_by"])
    count_anew(clock)


def _cancel(clock: Clock, entry: LogEntry) -> None:
    """Cancel a clock; a term that has run out by now was met all the same."""
    is_over = clock.is_term and clock.due_at < entry.at
    _end(clock, entry, entry.at, Clock.Outcome.MET if is_over else Clock.Outcome.CANCELLED)


def _keep(clock: Clock, entry: LogEntry, when: datetime.date | None) -> None:
    if when is None:
        return
    at = _moment(when)
    is_in_time = clock.is_term or at <= clock.due_at or clock.stopped_at is not None
    _end(clock, entry, at, Clock.Outcome.MET if is_in_time else Clock.Outcome.LATE)


def _end(clock: Clock, entry: LogEntry | None, at: datetime.datetime, outcome: str) -> None:
    clock.ended_at, clock.ended_by, clock.outcome, clock.warn_at = at, entry, outcome, None
    clock.save(update_fields=["ended_at", "ended_by", "outcome", "warn_at"])


# ---- When it is due --------------------------------------------------------------------------------------------
def get_rule_of(clock: Clock) -> ClockRule:
    """Return the rule as it stood when the clock was set going."""
    return get_clock(clock.rule_id, on=timezone.localdate(clock.started_at))


def computed_due(clock: Clock) -> Deadline:
    """Compute from a clock's stops and extensions when it is due; a stop that has not ended moves nothing yet."""
    extensions = list(clock.extensions.order_by("pk").values_list("until_on", flat=True))
    granted = [until_on for until_on in extensions if until_on is not None]
    stops = clock.stops.values_list("started_at", "ended_at")
    return due_of(
        get_rule_of(clock),
        clock.event_at or clock.started_at,
        stops=[(began, ended) for began, ended in stops if ended is not None],
        extended=len(extensions) - len(granted),
        until=max(granted, default=None),
    )


def count_anew(clock: Clock) -> None:
    """Compute anew when a clock is due, from its stops and extensions, and when it is next warned of."""
    first = clock.stops.filter(ended_at=None).order_by("started_at").first()
    clock.stopped_at = first.started_at if first else None
    with _within_the_calendar():
        _set_due(clock, computed_due(clock))
    clock.save(update_fields=["stopped_at", "due_at", "is_provisional", "urgency", "warn_at"])


@contextmanager
def _within_the_calendar() -> Iterator[None]:
    """Refuse in words a day for which no working days are known."""
    try:
        yield
    except (CalendarYearMissing, OverflowError) as error:
        raise MoveRefused(_("The calendar of working days does not reach this day.")) from error


def _set_due(clock: Clock, due: Deadline) -> None:
    clock.due_at, clock.is_provisional = due.due_at, due.is_provisional
    # A later due date can calm a clock; only the beat job makes it more urgent, because it tells somebody.
    reached = level_at(clock.rule_id, clock.due_at, timezone.now())
    level = min(Level(clock.urgency), reached, key=lambda level: level.rank)
    clock.urgency, clock.warn_at = level.value, next_warning(clock.rule_id, clock.due_at, level)


# ---- Taken back ------------------------------------------------------------------------------------------------
def rewind_clocks(entry: LogEntry, undo: LogEntry) -> None:
    """Take back what an annulled entry did to clocks: what it started is cancelled, what it ended runs on."""
    for clock in entry.started_clocks.select_for_update().filter(outcome=Clock.Outcome.RUNNING):
        _end(clock, undo, undo.at, Clock.Outcome.CANCELLED)
    ended = list(entry.ended_clocks.select_for_update())
    changed = {stop.clock_id for stop in (*entry.started_stops.all(), *entry.ended_stops.all())}
    changed |= {extension.clock_id for extension in entry.extensions.all()}
    entry.started_stops.all().delete()
    entry.ended_stops.update(ended_at=None, ended_by=None)
    entry.extensions.all().delete()
    for clock in ended:
        clock.ended_at, clock.ended_by, clock.outcome = None, None, Clock.Outcome.RUNNING
        clock.save(update_fields=["ended_at", "ended_by", "outcome"])
        count_anew(clock)
    for clock in Clock.objects.select_for_update().filter(pk__in=changed, outcome=Clock.Outcome.RUNNING):
        count_anew(clock)
