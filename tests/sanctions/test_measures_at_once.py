"""Two events that call for the same further measure at the same time: it is noticed once."""

import datetime

import pytest
from django.utils import timezone

from investigations.models import Finding, RectificationOrder
from sanctions import services as sanctions
from sanctions.models import Measure
from tests.factories import penalty_in
from tests.sanctions.builders import disobeyed_order
from tests.sanctions.test_measures import penalised
from tests.test_races import at_once
from workflow.models import LogEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS = 8


def noticed_at_once(*events):
    """Let the events happen in threads that start together, each of them several times; return what came up."""
    outcomes = at_once(lambda number: events[number % len(events)](), threads=THREADS)
    assert outcomes == [None] * THREADS
    assert LogEntry.objects.filter(subject_label=Measure.label(), move="notice").count() == 1
    return list(Measure.objects.exclude(state="fallen"))


def test_two_penalties_that_complete_the_count_at_once_bring_one_closure_up():
    made = penalised(2, 1, 0, 0, is_major_hazard=False)
    Finding.objects.update(is_major_hazard=True)
    third, fourth = made[-2:]
    found = noticed_at_once(
        lambda: sanctions.note_penalty_decided(third), lambda: sanctions.note_penalty_decided(fourth)
    )
    assert [measure.ground for measure in found] == ["repeated_penalties"]


def test_a_decision_and_the_nightly_watch_at_once_bring_one_daily_penalty_up():
    penalty = penalty_in("decided")
    order = disobeyed_order(penalty)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    RectificationOrder.objects.filter(pk=order.pk).update(state="ordered", due_on=yesterday)
    found = noticed_at_once(sanctions.note_overdue_orders, lambda: sanctions.note_penalty_decided(penalty))
    assert [(measure.ground, measure.order) for measure in found] == [("refuses_correction", order)]
