"""What needs me now, the nearest deadline first. A query a source, however many rows there are."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Duty
from desk.selectors.files import VISIBLE
from desk.selectors.queues_rare import Seldom
from desk.selectors.source import Source, Words
from desk.selectors.sources import SOURCES
from investigations.models import Accident, Case
from reports.models import Report, Retaliation
from statutes.clocks import CLOCKS
from workflow.models import Clock, Escalation, Subject, subject_model
from workflow.selectors import COUNT_CAP

WORK_ROWS = 50
OVERDUE, TODAY = "overdue", "today"


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
    key: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a file in a queue, before the file itself is read."""

    source: Source
    label: str
    pk: int
    due_at: datetime.datetime | None
    # Whether the day is known: it is read afterwards for the others.
    is_dated: bool = True

    @property
    def order(self) -> tuple[bool, datetime.datetime | int, int]:
        """The nearest deadline first, files without one last, the oldest first among equals."""
        return (self.due_at is None, self.due_at or 0, self.pk)

    @property
    def key(self) -> tuple[str, int]:
        """The file, whatever queue it stands in."""
        return (self.label, self.pk)


@dataclass(slots=True)
class Queue:
    """All sources under one key, counted as far as the cap."""

    key: str
    title: Words
    total: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one queue on a page."""

    queue: Queue
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Work:
    """A person's work now: the queues with their counts, and the nearest rows of those that are asked for."""

    queues: list[Queue]
    rows: list[Row]
    total: int
    overdue: int
    today: int
    has_next: bool
    # The files in the queues, as far as they were counted.
    keys: frozenset[tuple[str, int]]

    @property
    def groups(self) -> list[Group]:
        """The rows by what to do, the group with the nearest deadline first."""
        titles = {queue.key: queue for queue in self.queues}
        by_key: dict[str, list[Row]] = {}
        for row in self.rows:
            by_key.setdefault(row.key, []).append(row)
        return [Group(titles[key], rows) for key, rows in by_key.items()]


def work_of(user: Any, *, key: str = "", due: str = "", page: int = 1) -> Work:
    """Return what needs `user` now; `key` asks for one queue, `due` for what is overdue or due today.

    One query for each source of the person's duties, one more for each that stands on the page, one for the periods of
    each kind of file that waits, one for the clocks, and two for what seldom waits.
    Nothing is counted beyond the cap: with more than that in a queue, the count says so.
    """
    sources = [source for source in SOURCES if user.has_duty(*source.duties)]
    slots = _slots(sources, user)
    queues = {source.key: Queue(source.key, source.title) for source in sources}
    for slot in slots:
        queues[slot.source.key].total += 1
    wanted = [slot for slot in _due(slots, due) if key in ("", slot.source.key)]
    wanted.sort(key=lambda slot: slot.order)
    shown = wanted[WORK_ROWS * (page - 1) : WORK_ROWS * page]
    return Work(
        [*queues.values()],
        _rows(shown, user),
        total=len(slots),
        overdue=len(_due(slots, OVERDUE)),
        today=len(_due(slots, TODAY)),
        has_next=len(wanted) > WORK_ROWS * page,
        keys=frozenset(slot.key for slot in slots),
    )


def queue_of(user: Any, key: str, *, most: int) -> list[Row]:
    """Return the rows of one of the person's queues, the nearest deadline first; the other queues are not read."""
    sources = [source for source in SOURCES if source.key == key and user.has_duty(*source.duties)]
    return _rows(sorted(_slots(sources, user), key=lambda slot: slot.order)[:most], user)


def _slots(sources: Iterable[Source], user: Any) -> list[Slot]:
    """Return the places in the queues of these sources, of each no more than one above the cap.

    Which file waits is asked first, and the periods of all that wait afterwards: hardly a queue is as long as the cap,
    and a short question is built, planned and answered in half the time.
    """
    sources = list(sources)
    seldom = Seldom(user, {source.kind for source in sources if source.kind})
    slots = [slot for source in sources if source.may_wait(seldom) for slot in _first_of(source, user)]
    due = _due_of(slot.key for slot in slots if not slot.is_dated)
    return [slot if slot.is_dated else replace(slot, due_at=due.get(slot.key)) for slot in slots]


def _first_of(source: Source, user: Any) -> list[Slot]:
    """Return the places in a queue, with the day on the file where it has one; the nearest where it is too long."""
    subjects: QuerySet[Any] = source.read(user).order_by("pk")
    label, most = subjects.model.label(), COUNT_CAP + 1
    if source.due_field:
        days = subjects.order_by(F(source.due_field).asc(nulls_last=True), "pk")
        dated = days.values_list("pk", source.due_field)[:most]
        return [Slot(source, label, pk, _end_of_day(day) if day else None) for pk, day in dated]
    keys = list(subjects.values_list("pk", flat=True)[:most])
    if len(keys) < most:
        return [Slot(source, label, pk, None, is_dated=False) for pk in keys]
    ends = subjects.annotate(ends_at=_nearest_end(subjects.model))
    nearest = ends.order_by(F("ends_at").asc(nulls_last=True), "pk").values_list("pk", "ends_at")[:most]
    return [Slot(source, label, pk, at) for pk, at in nearest]


def _due_of(files: Iterable[tuple[str, int]]) -> dict[tuple[str, int], datetime.datetime]:
    """Return when the nearest period of each file ends. One query a kind."""
    keys = defaultdict[str, set[int]](set)
    for label, pk in files:
        keys[label].add(pk)
    due: dict[tuple[str, int], datetime.datetime] = {}
    for label, pks in keys.items():
        model = subject_model(label)
        ends = model._default_manager.filter(pk__in=pks).order_by().values_list("pk", _nearest_end(model))
        due |= {(label, pk): at for pk, at in ends}
    return due


def _nearest_end(model: type[Subject]) -> Subquery:
    return Subquery(binding_clocks(model).values("due_at")[:1])


def _due(slots: Iterable[Slot], due: str) -> list[Slot]:
    """Keep what is overdue or due today, or everything where nothing is said."""
    now, tonight = timezone.now(), _end_of_day(timezone.localdate())
    if due == OVERDUE:
        return [slot for slot in slots if slot.due_at and slot.due_at < now]
    if due == TODAY:
        return [slot for slot in slots if slot.due_at and now <= slot.due_at <= tonight]
    return [*slots]


def _rows(slots: list[Slot], user: Any) -> list[Row]:
    """Read the files at these places. One query a source, and one for the clocks."""
    by_source: dict[int, list[Slot]] = {}
    for slot in slots:
        by_source.setdefault(id(slot.source), []).append(slot)
    files: dict[tuple[int, int], Any] = {}
    for key, those in by_source.items():
        subjects: Any = those[0].source.read(user).filter(pk__in=[slot.pk for slot in those])
        clock = Subquery(binding_clocks(subjects.model).values("pk")[:1])
        files |= {(key, file.pk): file for file in subjects.annotate(clock_id=clock)}
    clocks = Clock.objects.in_bulk([file.clock_id for file in files.values() if file.clock_id])
    found = [(slot, files.get((id(slot.source), slot.pk))) for slot in slots]
    return [_row(slot, file, clocks) for slot, file in found if file is not None]


def _row(slot: Slot, subject: Any, clocks: Mapping[int, Clock]) -> Row:
    clock: Any = clocks.get(subject.clock_id)
    if clock is None and slot.due_at is not None:
        clock = DueOn(slot.due_at)
    return Row(subject, slot.source.todo_of(subject), clock, slot.source.key)


def binding_clocks(model: type[Subject]) -> QuerySet[Clock]:
    """Return the running clocks of the outer query's file, the nearest first.

    A case keeps those of what it answers and of its accident too. What binds the party or the reporter is no
    deadline of the office.
    """
    binding = Q(subject_label=model.label(), subject_id=OuterRef("pk"))
    if model is Case:
        binding |= Q(subject_label=Report.label(), subject_id=OuterRef("report_id"))
        binding |= Q(subject_label=Retaliation.label(), subject_id=OuterRef("retaliation_id"))
        binding |= Q(subject_label=Accident.label(), subject_id=OuterRef("pk"))
    theirs = [rule_id for rule_id, rule in CLOCKS.items() if rule.binds != "office"]
    running = Clock.objects.filter(binding, outcome=Clock.Outcome.RUNNING)
    # Left out and not named: SQLite would look each of those named up in turn.
    return running.exclude(rule_id__in=theirs).order_by("due_at", "pk")


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
