"""Clocks follow the log: a move drives them, an annulment takes that back, the beat warns once."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Duty
from reports import services as reports
from sanctions import services as sanctions
from tests import factories
from workflow.models import Clock, Escalation, LogEntry
from workflow.selectors import running_clock
from workflow.services import recompute_provisional_clocks, watch_clocks

pytestmark = [pytest.mark.django_db, pytest.mark.twice]

DAY = datetime.timedelta(days=1)


def clock_of(subject, rule_id):
    return Clock.objects.filter(subject_label=subject.label(), subject_id=subject.pk, rule_id=rule_id).latest(
        "pk"
    )


def test_an_annulled_move_gives_back_the_clock_it_ended_and_takes_those_it_started():
    penalty = factories.penalty_in("reviewed")
    before = running_clock(penalty, "penalty.decide")
    sanctions.decide_penalty(penalty, actor=factories.the(Duty.LEADER))
    assert clock_of(penalty, "penalty.decide").outcome == "met"
    factories.annul(penalty, "leader1", "investigator1")
    after = running_clock(penalty, "penalty.decide")
    assert (after.pk, after.started_at, after.due_at) == (before.pk, before.started_at, before.due_at)
    assert {clock_of(penalty, rule_id).outcome for rule_id in ("penalty.serve", "penalty.publish")} == {
        "cancelled"
    }
    sanctions.decide_penalty(penalty, actor=factories.the(Duty.LEADER))
    assert running_clock(penalty, "penalty.serve").outcome == "running"


def test_a_day_that_is_entered_late_starts_the_period_on_that_day():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        penalty = factories.penalty_in("decided")
        now.shift(3 * DAY)
        sanctions.serve_penalty(
            penalty, actor=factories.the(Duty.INVESTIGATOR), served_on=datetime.date(2026, 6, 1)
        )
        assert running_clock(penalty, "penalty.pay").due_at.date() == datetime.date(2026, 6, 16)


def test_each_level_is_told_once_to_the_person_and_then_to_the_leader():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        report = factories.report_in("accepted")
        assert watch_clocks() == 0
        told = []
        for days in (46, 1, 9, 1, 4, 1):
            now.shift(days * DAY)
            watch_clocks()
            watch_clocks()
            told.append((clock_of(report, "tip.conclude").urgency, Escalation.objects.count()))
    assert told == [("yellow", 1), ("yellow", 1), ("red", 3), ("red", 3), ("overdue", 5), ("overdue", 5)]
    entries = LogEntry.objects.about(report).filter(move="escalate")
    assert entries.count() == 3
    assert "2026-07-31" in entries.first().note.text


def test_what_was_kept_or_cancelled_is_warned_of_no_more():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        factories.report_in("accepted")
        withdrawn = factories.report_in("accepted")
        now.shift(46 * DAY)
        watch_clocks()
        reports.withdraw_report(withdrawn)
        now.shift(20 * DAY)
        watch_clocks()
    assert clock_of(withdrawn, "tip.conclude").warn_at is None
    assert Escalation.objects.filter(clock__subject_id=withdrawn.pk).count() == 1


def test_the_beat_reads_what_is_due_and_nothing_else():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False):
        for _ in range(4):
            factories.report_in("submitted")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert watch_clocks() == 0
    assert len(queries) == 1


def test_a_term_that_has_run_out_is_met_and_nobody_is_warned():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        penalty = factories.penalty_in("notified")
        now.shift(20 * DAY)
        watch_clocks()
        clock = clock_of(penalty, "hearing.request")
    assert (clock.outcome, clock.ended_at) == ("met", clock.due_at)
    assert not Escalation.objects.filter(clock=clock).exists()


def test_a_provisional_end_is_computed_anew(monkeypatch):
    with time_machine.travel("2026-12-28 10:00+08:00", tick=False):
        penalty = factories.penalty_in("decided")
        clock = clock_of(penalty, "penalty.serve")
        assert clock.is_provisional
        with CaptureQueriesContext(connection) as queries:
            assert recompute_provisional_clocks() == 0
        assert all(query["sql"].startswith("SELECT") for query in queries), "nothing changed: nobody waits"
        Clock.objects.filter(pk=clock.pk).update(due_at=clock.due_at - DAY)
        assert recompute_provisional_clocks() == 1
        assert recompute_provisional_clocks() == 0
    assert clock_of(penalty, "penalty.serve").due_at == clock.due_at
    assert LogEntry.objects.about(penalty).filter(move="recompute").count() == 1
