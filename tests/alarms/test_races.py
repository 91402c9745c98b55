"""Danger at night with several hands at once, on PostgreSQL: the alarm has one bearer, and each call goes out once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine

from accounts.models import Duty
from alarms import services
from alarms.models import Alarm
from tests import factories
from tests.factories import alarm_in, on_duty, the
from tests.test_races import at_once
from workflow.errors import MoveRefused
from workflow.models import LogEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NIGHT = "2026-12-01 02:00+08:00"
LATER = datetime.timedelta(minutes=6)


@pytest.fixture
def alarm() -> Any:
    factories.office()
    on_duty(the(Duty.INVESTIGATOR), the(Duty.DESK))
    with time_machine.travel(NIGHT, tick=False) as now:
        raised = alarm_in("raised")
        now.shift(LATER)
        services.climb_alarms()  # both have been called
        yield raised, now


def moves(alarm: Alarm, move: str) -> int:
    return LogEntry.objects.about(alarm).filter(move=move).count()


def test_of_two_who_take_it_at_once_one_has_it(alarm: Any) -> None:
    raised, _now = alarm
    people = [the(Duty.INVESTIGATOR), the(Duty.DESK)]

    def take(number: int) -> None:
        services.acknowledge_alarm(Alarm.objects.get(pk=raised.pk), actor=people[number % len(people)])

    outcomes = at_once(take)
    assert outcomes.count(None) == 1
    assert all(isinstance(error, MoveRefused) for error in outcomes if error)
    assert moves(raised, "acknowledge") == 1


def test_workers_that_wake_at_once_climb_one_step_and_call_nobody_twice(alarm: Any) -> None:
    raised, now = alarm
    now.shift(LATER)
    before = moves(raised, "climb")
    at_once(lambda number: services.climb_alarms())
    assert moves(raised, "climb") == before + 1
    called = list(raised.calls.values_list("step", "person"))
    assert len(called) == len(set(called))


def test_whoever_takes_it_while_it_climbs_has_it_and_it_climbs_no_further(alarm: Any) -> None:
    raised, now = alarm
    now.shift(LATER)

    def act(number: int) -> None:
        if number:
            services.climb_alarms()
        else:
            services.acknowledge_alarm(Alarm.objects.get(pk=raised.pk), actor=the(Duty.DESK))

    outcomes = at_once(act)
    assert outcomes[0] is None or isinstance(outcomes[0], MoveRefused)
    raised.refresh_from_db()
    if (
        outcomes[0] is not None
    ):  # it had climbed a moment before: the page is stale, and the second press takes it
        services.acknowledge_alarm(raised, actor=the(Duty.DESK))
    steps = moves(raised, "climb")
    now.shift(LATER)
    assert services.climb_alarms() == 0
    assert moves(raised, "climb") == steps
