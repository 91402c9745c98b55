"""The scheduler goes on when a clock that was ahead is set right."""

import datetime

import pytest
import time_machine
from celery import Celery
from celery.utils.imports import symbol_by_name

from config.celery import app as ours
from config.scheduler import Scheduler

NOW = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)
JOBS = {
    "every ten seconds": {"task": "often", "schedule": 10.0},
    "every hour": {"task": "seldom", "schedule": 3600.0},
}
JUMPS = [datetime.timedelta(minutes=1), datetime.timedelta(hours=1), datetime.timedelta(days=365)]


@pytest.fixture
def made(tmp_path):
    """Return a function that makes the scheduler, as after a start: its file stays."""
    app = Celery("clocks", broker="memory://", set_as_current=False)
    app.conf.update(
        beat_schedule=JOBS, task_default_queue="clocks", result_expires=None, timezone="Asia/Shanghai"
    )
    return lambda: Scheduler(app=app, schedule_filename=str(tmp_path / "schedule"))


def sent(scheduler):
    """Let it send what is due; return how often each job was sent since it began."""
    while scheduler.tick() <= 0:
        pass
    return {entry.task: entry.total_run_count for entry in scheduler.schedule.values()}


def test_our_programs_run_this_scheduler():
    assert ours.conf.beat_scheduler == "config.scheduler:Scheduler"
    assert symbol_by_name(ours.conf.beat_scheduler) is Scheduler


@pytest.mark.parametrize("is_started_anew", [False, True], ids=["still running", "started anew"])
@pytest.mark.parametrize("jump", [datetime.timedelta(), *JUMPS], ids=str)
def test_it_goes_on_when_a_clock_that_was_ahead_is_set_right(made, jump, is_started_anew):
    with time_machine.travel(NOW + jump, tick=False) as clock:
        scheduler = made()
        sent(scheduler)
        clock.shift(11)
        assert sent(scheduler)["often"] == 1
        clock.move_to(NOW + datetime.timedelta(seconds=12))
        if is_started_anew:
            scheduler.close()
            scheduler = made()
        before = sent(scheduler)
        for _ in range(6):
            clock.shift(11)
            after = sent(scheduler)
    assert after["often"] - before["often"] == 6
    assert after["seldom"] == 0, "an hour has not passed on any clock"


def test_every_job_comes_again_within_its_time(made):
    with time_machine.travel(NOW + JUMPS[1], tick=False) as clock:
        scheduler = made()
        clock.shift(3601)
        assert sent(scheduler) == {"often": 1, "seldom": 1}
        clock.move_to(NOW)
        sent(scheduler)
        clock.shift(3601)
        assert sent(scheduler) == {"often": 2, "seldom": 2}


def test_a_clock_that_goes_forward_sends_what_has_become_due_once(made):
    with time_machine.travel(NOW, tick=False) as clock:
        scheduler = made()
        sent(scheduler)
        clock.shift(JUMPS[-1])
        assert sent(scheduler) == {"often": 1, "seldom": 1}
