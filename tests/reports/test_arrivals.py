"""Tips that did not come by the web: their number, their day, the deadline of another department."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Duty
from reports import services
from reports.models import Report
from reports.services import CameBefore, Slip, Tip
from reports.states import Channel
from tests import factories
from tests.desk.builders import text_of
from tests.factories import WORDS, browser, the
from workflow.selectors import running_clock

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 6, 1)
SLIP = Slip(
    sender="12345政务服务便民热线",
    number="FL20260601-0042",
    received_on=MONDAY,
    answer_by=MONDAY + datetime.timedelta(days=10),
    is_callback_wished=True,
)


def hand_on(slip=SLIP, **facts):
    factories.office()
    tip = Tip(
        **{
            "kind": "hazard",
            "mode": "anonymous",
            "division": factories.DIVISION,
            "unit_name": "涪陵试验矿山（虚构）",
            "words": {"text": WORDS},
            **facts,
        }
    )
    return services.submit_report(tip, actor=the(Duty.DESK), channel=Channel.TRANSFER, slip=slip).report


def test_the_same_number_of_the_same_sender_is_filed_once():
    first = hand_on()
    with pytest.raises(CameBefore) as before:
        hand_on()
    assert before.value.report == first
    assert first.reference in str(before.value.reason)
    hand_on(Slip(sender="区信访办公室", number=SLIP.number))
    hand_on(Slip(sender=SLIP.sender))
    hand_on(Slip(sender=SLIP.sender))
    assert Report.objects.count() == 4


@time_machine.travel(datetime.datetime(2026, 6, 4, 2, tzinfo=datetime.UTC))
def test_the_period_to_decide_counts_from_the_day_on_which_it_came():
    late, here = hand_on(), hand_on(None)
    ours, begun = running_clock(late, "tip.accept"), running_clock(here, "tip.accept")
    assert timezone.localdate(ours.started_at) == MONDAY
    days = [timezone.localdate(clock.due_at) for clock in (ours, begun)]
    assert days == [datetime.date(2026, 6, 10), datetime.date(2026, 6, 15)]


def test_the_desk_reads_what_the_sender_asks_for_and_an_investigator_does_not():
    report = hand_on()
    page = text_of(browser(the(Duty.DESK)).get(report.get_absolute_url()))
    for told in (SLIP.sender, SLIP.number, "The caller wishes to be called back"):
        assert told in page
    services.accept_report(report, actor=the(Duty.DESK))
    factories.settle()
    case = factories.case_in("investigating", report=report)
    page = text_of(browser(the(Duty.INVESTIGATOR)).get(case.report.get_absolute_url()))
    assert report.unit_name in page
    assert SLIP.number not in page
    assert SLIP.sender not in page
