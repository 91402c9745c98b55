"""Reads of the roster and of alarms. Whoever is kept away from a file learns of no alarm about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Duty, User
from accounts.selectors import people_doing
from alarms.messages import can_reach
from alarms.models import Alarm, Call, Shift
from alarms.policies import BEHIND
from alarms.sources import Facts, all_sources, source_of
from workflow.selectors import get_by_reference


# ---- The roster ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which nobody is on duty."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime


def shifts_between(since: datetime.datetime, until: datetime.datetime) -> QuerySet[Shift]:
    """Return the shifts that touch a span of time, the earliest first."""
    standing = Shift.objects.filter(replaced_at=None, starts_at__lt=until, ends_at__gt=since)
    return standing.select_related("first__contact", "second__contact").order_by("starts_at")


def shift_at(when: datetime.datetime) -> Shift | None:
    """Return who is on duty at a moment, or None."""
    return shifts_between(when, when + datetime.timedelta(seconds=1)).first()


def gaps_in(shifts: Iterable[Any], *, since: datetime.datetime, until: datetime.datetime) -> list[Gap]:
    """List when nobody is on duty between two moments; `shifts` are ordered by their start."""
    gaps, reached = [], since
    for shift in shifts:
        if shift.starts_at > reached:
            gaps.append(Gap(reached, min(shift.starts_at, until)))
        reached = max(reached, shift.ends_at)
    if reached < until:
        gaps.append(Gap(reached, until))
    return gaps


def is_nobody_on_duty() -> bool:
    """Say whether the roster has nobody at this moment. One query."""
    now = timezone.now()
    return not Shift.objects.filter(replaced_at=None, starts_at__lte=now, ends_at__gt=now).exists()


def people_for_duty() -> QuerySet[User]:
    """Return who can stand on the roster: everybody who works here."""
    return User.objects.filter(is_active=True).order_by("username")


# ---- The line --------------------------------------------------------------------------------------------------
def line_of(alarm: Alarm) -> list[list[User]]:
    """Return whom an alarm calls, step by step: first and second on duty, then the leaders, then everybody behind.

    Whoever is kept away from the file is in no step. With nobody on duty the leaders and the desk are called at once;
    where neither is left, supervision is, to whom a file against the office itself belongs.
    """
    source = source_of(alarm.about_label)
    away = set(source.kept_away(source.get(alarm.about_id)).values_list("pk", flat=True))
    shift = shift_at(timezone.now())
    on_duty = [[person] for person in (shift.first, shift.second) if person] if shift else []
    leaders = list(_holders(Duty.LEADER))
    everybody = [*leaders, *_holders(Duty.DESK)]
    found = [_left(step, away) for step in on_duty]
    line = [step for step in found if step]
    if line:
        line.append(_left(leaders, away))
    line.append(_left(everybody, away) or _left(_holders(Duty.SUPERVISION), away))
    return [step for step in line if step]


def _holders(duty: str) -> QuerySet[User]:
    return people_doing(duty).select_related("contact")


def _left(people: Iterable[User], away: set[int]) -> list[User]:
    """Return those who may be called, each once; of these, those whom a message reaches, where there are any."""
    allowed = [person for person in dict.fromkeys(people) if person.pk not in away and person.is_active]
    return [person for person in allowed if can_reach(person)] or allowed


# ---- Alarms ----------------------------------------------------------------------------------------------------
def alarms_visible_to(user: Any) -> QuerySet[Alarm]:
    """Return the alarms that `user` may see: those that called them, and all for who stands behind the roster."""
    open_to = Q(pk__in=[])
    for label, source in all_sources().items():
        open_to |= Q(about_label=label, about_id__in=source.open_to(user).order_by().values("pk"))
    alarms = Alarm.objects.filter(open_to).select_related("holder")
    if user.has_duty(*BEHIND):
        return alarms
    return alarms.filter(Exists(Call.objects.filter(alarm=OuterRef("pk"), person=user.pk)))


def get_alarm(user: Any, reference: str) -> Alarm:
    """Return one alarm, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(alarms_visible_to(user), reference)


def facts_of(alarm: Alarm, user: User) -> Facts:
    """Return what the duty officer must know."""
    source = source_of(alarm.about_label)
    return source.facts(source.get(alarm.about_id), user)


def calls_of(alarm: Alarm) -> QuerySet[Call]:
    """Return whom an alarm has called, the first one first."""
    return alarm.calls.select_related("person").order_by("pk")
