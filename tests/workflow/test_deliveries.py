"""Every subscriber gets every event once, whatever fails on the way."""

import datetime

import pytest
import time_machine
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from tests.workflow.builders import make_office, make_person, make_report
from workflow import events
from workflow.models import Delivery, LogEntry
from workflow.services import advance, deliver, deliver_pending, deliveries, delivering_inline, hand_out_again

pytestmark = [pytest.mark.django_db, pytest.mark.twice]

EVENT = "reports.report.decline"


@pytest.fixture
def desk():
    return make_person("desk", "desk", office=make_office())


@pytest.fixture
def seen():
    """Subscribe a function of this test, and forget it afterwards."""
    calls = []

    def note_it(entry):
        if calls and calls[0] == "fail":
            calls[0] = "failed"
            raise ValueError("a word of the tip")
        if calls and calls[0] == "die":
            calls[0] = "died"
            raise SystemExit
        calls.append(entry.pk)

    events.on(EVENT)(note_it)
    yield calls
    events._subscribers[EVENT].popitem()


@pytest.fixture
def entry(desk, seen):
    return advance(make_report(), "decline", actor=desk, ground="duplicate")


@pytest.fixture
def delivery(entry):
    """The one that was written with the move for this test's subscriber; others of the house hear of it, too."""
    return Delivery.objects.get(entry=entry, subscriber__endswith="note_it")


def wait(seconds):
    """Let every lease grow older: the database's clock is not turned by turning that of the process."""
    Delivery.objects.update(lease_until=F("lease_until") - datetime.timedelta(seconds=seconds))


def test_a_delivery_takes_effect_once(delivery, entry, seen):
    assert deliver(delivery.pk) is True
    assert deliver(delivery.pk) is False
    assert seen == [entry.pk]


def test_a_failure_is_kept_without_its_words_and_tried_again(delivery, entry, seen):
    seen.append("fail")
    assert deliver(delivery.pk) is False
    delivery.refresh_from_db()
    assert delivery.failure == "ValueError"
    assert deliver(delivery.pk) is False, "it waits before it is tried again"
    wait(30)
    assert deliver(delivery.pk) is True
    assert seen == ["failed", entry.pk]


def test_a_delivery_under_way_is_left_alone_until_its_lease_ends(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(lease_until=Now() + datetime.timedelta(seconds=60))
    assert deliver(delivery.pk) is False
    wait(61)
    assert deliver(delivery.pk) is True


@pytest.mark.parametrize("hours", [1, -1])
def test_a_worker_with_a_wrong_clock_that_dies_keeps_a_delivery_no_longer(delivery, entry, seen, hours):
    seen.append("die")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=hours)), pytest.raises(SystemExit):
        deliver(delivery.pk)
    assert deliver(delivery.pk) is False, "whoever has it may be at it still"
    wait(deliveries.LEASE.total_seconds() + 1)
    assert deliver(delivery.pk) is True
    assert seen == ["died", entry.pk]


def test_what_was_written_on_a_wrong_clock_is_delivered_at_once(desk, seen):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        written = advance(make_report(), "decline", actor=desk, ground="duplicate")
    assert deliver(Delivery.objects.get(entry=written, subscriber__endswith="note_it").pk) is True


def test_what_was_taken_while_the_databases_clock_was_a_year_ahead_does_not_wait_for_a_year(
    delivery, entry, seen
):
    wait(-365 * 24 * 3600)
    assert deliver(delivery.pk) is False
    hand_out_again()
    assert deliver(delivery.pk) is True
    assert seen == [entry.pk]


def test_a_lease_that_may_be_true_is_left_alone(delivery):
    wait(-deliveries.LONGEST_RETRY.total_seconds() + 60)
    hand_out_again()
    assert deliver(delivery.pk) is False


def test_what_a_lost_broker_left_is_handed_out_again(entry, seen, monkeypatch):
    sent = []
    monkeypatch.setattr(
        "celery.app.base.Celery.send_task", lambda self, name, args, **_: sent.append(args[0])
    )
    assert hand_out_again() == 0, "the broker gets a moment first"
    wait(15)
    hand_out_again()
    assert hand_out_again() == 0, "a worker that is behind is not sent the same again at once"
    assert set(sent) == set(Delivery.objects.values_list("pk", flat=True))


def test_inline_delivery_reaches_what_a_delivery_sets_off(desk):
    with delivering_inline():
        report = make_report()
        # the acceptance opens a case, whose own entry may have subscribers in turn
        advance(report, "accept", actor=desk)
        deliver_pending()
    assert LogEntry.objects.filter(subject_label="investigations.case", move="open").count() == 1
    assert not Delivery.objects.filter(done_at=None).exists()
