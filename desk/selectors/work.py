"""What needs me now, the nearest deadline first. One query a source, however many rows there are."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.utils import timezone

from accounts.models import Duty
from desk.selectors.files import VISIBLE
from desk.selectors.source import Source, Words
from desk.selectors.sources import SOURCES
from investigations.models import Accident, Case
from reports.models import Report, Retaliation
from statutes.clocks import CLOCKS
from workflow.models import Clock, Escalation, Subject

WORK_ROWS = 50


@dataclass(frozen=True, slots=True)
class DueOn:
    """A day on a file, drawn like a clock."""

    due_at: datetime.datetime
    title: Words = ""
    citation: str = ""
    is_provisional: bool = False
    outcome: str = Clock.Outcome.RUNNING
    stopped_at: datetime.datetime | None = None

    @property
    def remaining(self) -> datetime.timedelta:
        """The time left; negative when it has run out."""
        return self.due_at - timezone.now()


@dataclass(frozen=True, slots=True)
class Row:
    """A file that waits for me."""

    subject: Any
    todo: Words
    clock: Any

    @property
    def order(self) -> tuple[bool, datetime.datetime | int, int]:
        """The nearest deadline first, files without one last, the oldest first among equals."""
        return (self.clock is None, self.clock.due_at if self.clock else 0, self.subject.pk)


@dataclass(slots=True)
class Queue:
    """All sources under one key, counted."""

    key: str
    title: Words
    total: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A person's work now: the queues with their counts, and the nearest rows of those that are asked for."""

    queues: list[Queue]
    rows: list[Row]
    total: int
    overdue: int
    today: int
    has_next: bool


def work_of(user: Any, *, key: str = "", page: int = 1) -> Work:
    """Return what needs `user` now. One query for each source of the person's duties, and one for the clocks."""
    queues: dict[str, Queue] = {}
    rows: list[Row] = []
    figures = {"total": 0, "overdue": 0, "today": 0}
    reach = WORK_ROWS * page + 1
    waiting: list[tuple[Source, Any]] = []
    for source in SOURCES:
        if not user.has_duty(*source.duties):
            continue
        found = list(_by_deadline(source, user)[:reach])
        queue = queues.setdefault(source.key, Queue(source.key, source.title))
        if found:
            queue.total += found[0].queue_total
            for name in figures:
                figures[name] += getattr(found[0], f"queue_{name}")
        if key in ("", source.key):
            waiting += [(source, subject) for subject in found]
    clocks = Clock.objects.in_bulk([subject.clock_id for _source, subject in waiting if subject.clock_id])
    rows = sorted((_row(source, subject, clocks) for source, subject in waiting), key=lambda row: row.order)
    shown = rows[WORK_ROWS * (page - 1) : WORK_ROWS * page]
    return Work([*queues.values()], shown, has_next=len(rows) > WORK_ROWS * page, **figures)


def _row(source: Source, subject: Any, clocks: Mapping[int, Clock]) -> Row:
    clock: Any = clocks.get(subject.clock_id)
    if clock is None and source.due_field:
        clock = DueOn(_end_of_day(getattr(subject, source.due_field)))
    return Row(subject, source.todo_of(subject), clock)


def _by_deadline(source: Source, user: Any) -> QuerySet[Any]:
    """Return a source's files, the nearest deadline first, each row with the counts of the whole queue."""
    subjects: Any = source.read(user)
    running = _binding_clocks(subjects.model)
    if source.due_field:
        due, now, tonight = source.due_field, timezone.localdate(), timezone.localdate()
    else:
        due, now, tonight = "clock_due_at", timezone.now(), _end_of_day(timezone.localdate())
    overdue = Q(**{f"{due}__lt": now})
    counted = subjects.annotate(
        clock_id=Subquery(running.values("pk")[:1]), clock_due_at=Subquery(running.values("due_at")[:1])
    ).annotate(
        queue_total=Window(Count("pk")),
        queue_overdue=Window(Count("pk", filter=overdue)),
        queue_today=Window(Count("pk", filter=Q(**{f"{due}__lte": tonight}) & ~overdue)),
    )
    ordered: QuerySet[Any] = counted.order_by(F(due).asc(nulls_last=True), "pk")
    return ordered


def _binding_clocks(model: type[Subject]) -> QuerySet[Clock]:
    """Return the running clocks of the outer query's file, the nearest first.

    A case keeps those of what it answers and of its accident too. What binds the party or the reporter is no
    deadline of the office.
    """
    binding = Q(subject_label=model.label(), subject_id=OuterRef("pk"))
    if model is Case:
        binding |= Q(subject_label=Report.label(), subject_id=OuterRef("report_id"))
        binding |= Q(subject_label=Retaliation.label(), subject_id=OuterRef("retaliation_id"))
        binding |= Q(subject_label=Accident.label(), subject_id=OuterRef("pk"))
    ours = [rule_id for rule_id, rule in CLOCKS.items() if rule.binds == "office"]
    running = Clock.objects.filter(binding, outcome=Clock.Outcome.RUNNING, rule_id__in=ours)
    return running.order_by("due_at", "pk")


def _end_of_day(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))


# ---- What a leader is told of ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Alert:
    """A period of which the leader was told, with its file."""

    subject: Any
    clock: Clock


def alerts_of(user: Any) -> list[Alert]:
    """Return the running periods of which a leader was told, the most urgent first. One query a kind of file."""
    if not user.has_duty(Duty.LEADER):
        return []
    told = Escalation.objects.filter(clock=OuterRef("pk"), audience=Escalation.Audience.LEADER)
    clocks = Clock.objects.filter(Exists(told), outcome=Clock.Outcome.RUNNING, stopped_at=None)
    shown = list(clocks.order_by("due_at", "pk")[:WORK_ROWS])
    files: dict[tuple[str, int], Any] = {}
    for label in {clock.subject_label for clock in shown}:
        keys = [clock.subject_id for clock in shown if clock.subject_label == label]
        files |= {(label, file.pk): file for file in VISIBLE[label](user).filter(pk__in=keys)}
    return [Alert(files[clock.subject_key], clock) for clock in shown if clock.subject_key in files]
