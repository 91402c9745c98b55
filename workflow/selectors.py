"""Reads of the engine: timelines, clocks, and what a person may do now, with the reason why not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.models import Act, Annulment, Clock, LogEntry, Subject
from workflow.verdicts import ALLOWED, Verdict, refused

S = TypeVar("S", bound=Subject)
# Counting further costs a walk through the table and tells a person nothing more.
COUNT_CAP = 1000


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that the machine allows from here, and whether this person may make it."""

    move: str
    label: str | Promise
    verdict: Verdict


def get_by_reference(visible: QuerySet[S], reference: str) -> S:
    """Return the one of `visible` that is called `reference`, or raise Http404: missing and forbidden look alike."""
    try:
        found: S = visible.get(pk=visible.model.objects.key_in(reference))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if found.reference != reference:
        raise Http404
    return found


def state_field(model: type[Subject]) -> Any:
    """Return the machine's field; every concrete subject declares its own `state`."""
    return next(field for field in model._meta.concrete_fields if field.name == "state")


def transitions_from(subject: Subject) -> Iterator[Any]:
    """Yield the machine's transitions out of the subject's state that apply to it, in the order of declaration."""
    field = state_field(type(subject))
    for method in field.transitions[type(subject)].values():
        transition = method._django_fsm.get_transition(subject.state)
        if transition is not None and transition.custom.get("applies", applies_always)(subject):
            yield transition


def applies_always(_subject: Subject) -> bool:
    """Let a move apply to every row."""
    return True


def transition_from(subject: Subject, move: str) -> Any | None:
    """Return the transition called `move` out of the subject's state, or None."""
    return next((transition for transition in transitions_from(subject) if transition.name == move), None)


def states_that_wait(model: type[Subject]) -> frozenset[str]:
    """Return the states out of which a file of this kind goes on."""
    return frozenset(transition.source for transition in _transitions(model) if transition.target)


def states_left(model: type[Subject]) -> frozenset[str]:
    """Return the states in which anything can be done with a file of this kind, whether it goes on or stays."""
    return frozenset(transition.source for transition in _transitions(model))


def _transitions(model: type[Subject]) -> Iterator[Any]:
    for method in state_field(model).transitions[model].values():
        yield from method._django_fsm.transitions.values()


def begun_before(entry: LogEntry, model: type[Subject]) -> Exists:
    """Tell, as a condition on files of this kind, whether their logs began before an entry of another log.

    The order of the log says what came first. The programs' clocks do not: each may be wrong in its own way.
    """
    first = LogEntry.objects.filter(subject_label=model.label(), subject_id=OuterRef("pk"), sequence=1)
    return Exists(first.filter(pk__lt=entry.pk))


def verdict_on(subject: Subject, transition: Any, user: Any) -> Verdict:
    """Ask the transition's policy, then whether this person has already done a duty kept apart from it."""
    verdict: Verdict = transition.permission(subject, user) if transition.permission else ALLOWED
    if not verdict or "act" not in transition.custom or user is None:
        return verdict
    separation, duty = transition.custom["act"]
    done = acts_of(subject.separation_root, separation).filter(person__in=user.hands).exclude(duty=duty)
    earlier = done.first()
    return refused(act_refusal(earlier, user)) if earlier else ALLOWED


def act_refusal(act: Act, user: Any) -> str | Promise:
    """Say why the same person cannot act again, or who stands in for another."""
    if act.person_id != user.pk:
        return _(
            "Somebody for whom you stand in, or who stands in for you, has acted on this file; another person must "
            "take this step."
        )
    titles: dict[str, Promise] = {
        "handle": _("You worked on this file as a handling officer; another person must take this step."),
        "investigate": _("You investigated this case; another person must take this step."),
        "propose": _("You made the proposal on this file; another person must take this step."),
        "chair": _("You chaired the hearing on this file; another person must take this step."),
        "review": _("You reviewed this file; another person must take this step."),
        "clear": _("You agreed to this file for finance; another person must take this step."),
        "approve": _("You approved this file; another person must take this step."),
        "decide": _("You decided this file; another person must take this step."),
        "pay": _("You paid out on this file; another person must take this step."),
    }
    return titles.get(act.duty, _("You have already acted on this file; another person must take this step."))


def acts_of(root: Subject, separation: str) -> QuerySet[Act]:
    """Return who did which of the duties kept apart on `root`."""
    return Act.objects.filter(subject_label=root.label(), subject_id=root.pk, separation=separation)


def moves_for(subject: Subject, user: Any) -> list[Offer]:
    """List every move out of the subject's state with this person's verdict; moves of the system are left out."""
    return [
        Offer(
            transition.name,
            transition.custom.get("label", transition.name),
            verdict_on(subject, transition, user),
        )
        for transition in transitions_from(subject)
        if not transition.custom.get("is_automatic")
    ]


def timeline_of(subject: Subject) -> QuerySet[LogEntry]:
    """Return the subject's log, oldest first, with actors and notes."""
    return LogEntry.objects.about(subject).select_related("actor", "note", "annuls")


def clocks_of(subject: Subject) -> QuerySet[Clock]:
    """Return the clocks that bind the subject, the nearest deadline first."""
    wanted = Q(pk__in=[])
    for label, key in subject.clock_keys:
        wanted |= Q(subject_label=label, subject_id=key)
    return Clock.objects.filter(wanted).order_by("due_at")


def running_clock(subject: Subject, rule_id: str) -> Clock:
    """Return the running clock of that rule on the subject itself; raise Clock.DoesNotExist for none."""
    return Clock.objects.get(
        subject_label=subject.label(), subject_id=subject.pk, rule_id=rule_id, outcome=Clock.Outcome.RUNNING
    )


def has_run_out(subject: Subject, rule_id: str) -> bool:
    """Tell whether the subject's last period of that rule is over; no when there is none, or it stands still."""
    clock = last_clock(subject, rule_id)
    return clock is not None and clock.stopped_at is None and clock.due_at < timezone.now()


def has_begun(subject: Subject, rule_id: str) -> bool:
    """Tell whether a period of that rule runs on the subject, and its first day has come."""
    clock = last_clock(subject, rule_id)
    is_running = clock is not None and clock.outcome == Clock.Outcome.RUNNING
    return clock is not None and is_running and clock.started_at <= timezone.now()


def last_clock(subject: Subject, rule_id: str) -> Clock | None:
    """Return the subject's last clock of that rule which was not cancelled, or None."""
    clocks = Clock.objects.filter(subject_label=subject.label(), subject_id=subject.pk, rule_id=rule_id)
    return clocks.exclude(outcome=Clock.Outcome.CANCELLED).order_by("pk").last()


def days_counted(clock: Clock, *, until: datetime.datetime) -> int:
    """Count the days after the clock's first up to `until` on which it did not stand still."""
    first, last = timezone.localdate(clock.started_at), timezone.localdate(until)
    days = {first + datetime.timedelta(days=number) for number in range(1, (last - first).days + 1)}
    for stop in clock.stops.all():
        began, ended = timezone.localdate(stop.started_at), timezone.localdate(stop.ended_at or until)
        days = {day for day in days if not began < day <= ended}
    return len(days)


def running_clocks(subjects: Iterable[Subject]) -> dict[tuple[str, int], Clock]:
    """Map each subject to the running clock with the nearest deadline that binds it. One query per kind of file."""
    keys = {(subject.label(), subject.pk): subject.clock_keys for subject in subjects}
    by_label: dict[str, set[int]] = {}
    for label, key in {pair for pairs in keys.values() for pair in pairs}:
        by_label.setdefault(label, set()).add(key)
    nearest: dict[tuple[str, int], Clock] = {}
    for label, wanted in by_label.items():
        clocks = Clock.objects.filter(
            subject_label=label, subject_id__in=wanted, outcome=Clock.Outcome.RUNNING
        ).order_by("due_at")
        for clock in clocks:
            nearest.setdefault(clock.subject_key, clock)
    found = {subject: [nearest[pair] for pair in pairs if pair in nearest] for subject, pairs in keys.items()}
    return {
        subject: min(clocks, key=lambda clock: clock.due_at) for subject, clocks in found.items() if clocks
    }


def annullable_entry(subject: Subject) -> LogEntry | None:
    """Return the last move that stands and may be taken back, or None (the first entry never is)."""
    moves = list(LogEntry.objects.about(subject).reverse())
    annulled = {entry.annuls_id for entry in moves}
    for entry in moves:
        if entry.annuls_id or entry.pk in annulled or not entry.source:
            continue
        if entry.source == entry.target and not entry.before:
            continue
        return entry if entry.target == subject.state and _is_reversible(subject, entry) else None
    return None


def _is_reversible(subject: Subject, entry: LogEntry) -> bool:
    field = state_field(type(subject))
    method = field.transitions[type(subject)].get(entry.move)
    transition = method._django_fsm.get_transition(entry.source) if method else None
    return bool(transition and transition.custom.get("is_reversible", True))


def open_annulment(subject: Subject) -> Annulment | None:
    """Return the annulment that waits for a second person, or None."""
    return (
        Annulment.objects.filter(
            entry__subject_label=subject.label(), entry__subject_id=subject.pk, confirmed_at=None
        )
        .select_related("proposed_by", "entry")
        .first()
    )
