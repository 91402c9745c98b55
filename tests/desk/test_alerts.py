"""Periods that run out: the person sees the colour in words, the leader a list, each until the period is kept."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Duty
from reports import services as reports
from tests import factories
from tests.desk.builders import text_of
from workflow.services import watch_clocks

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def home(duty):
    return text_of(factories.browser(factories.the(duty)).get("/desk/"))


def test_yellow_is_for_the_person_and_red_for_the_leader_too():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        tip = factories.file_report().report
        assert "soon due" not in home(Duty.DESK)
        now.move_to("2026-06-08 10:00+08:00")
        watch_clocks()
        assert "yellow: soon due" in home(Duty.DESK)
        assert "Periods that run out" not in home(Duty.LEADER)
        now.move_to("2026-06-10 10:00+08:00")
        watch_clocks()
        assert "red: nearly due" in home(Duty.DESK)
        assert tip.reference in home(Duty.LEADER)
        now.move_to("2026-06-12 10:00+08:00")
        watch_clocks()
        assert "red: overdue" in home(Duty.LEADER)
        reports.decline_report(tip, actor=factories.the(Duty.DESK), ground="not_a_report")
        assert "Periods that run out" not in home(Duty.LEADER)


def test_the_file_says_it_in_its_log_and_beside_its_moves():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        tip = factories.file_report().report
        now.move_to("2026-06-12 10:00+08:00")
        watch_clocks()
        page = text_of(factories.browser(factories.the(Duty.DESK)).get(tip.get_absolute_url()))
    assert "A period runs out; the responsible were told." in page
    assert "决定是否受理：2026-06-10" in page
    assert "red: overdue" in page


def test_the_leaders_list_costs_as_much_for_many_as_for_one():
    costs = []
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        for _ in range(2):
            for _ in range(3):
                factories.file_report()
            now.shift(20 * DAY)
            watch_clocks()
            client = factories.browser(factories.the(Duty.LEADER))
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/desk/").status_code == 200
            costs.append(len(queries))
    assert costs[0] == costs[1]


def test_whoever_may_not_see_the_file_is_not_told_of_its_period():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        tip = factories.file_report().report
        type(tip).objects.filter(pk=tip.pk).update(is_internal=True)  # supervision takes it in
        now.move_to("2026-06-12 10:00+08:00")
        watch_clocks()
        assert tip.reference not in home(Duty.LEADER)
