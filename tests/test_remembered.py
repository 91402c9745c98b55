"""What the factories bring back is what they made, and only in the place in which they made it."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import transaction

from accounts.models import Duty
from reports.models import Report
from tests import remembered
from tests.factories import grant, penalty_in, report_in, reward_in, shared_report_in, the, unit
from tests.remembered import EMPTY, trail

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
NOON, HOUR = datetime.datetime(2026, 6, 1, 4, tzinfo=datetime.UTC), datetime.timedelta(hours=1)


def built(make, *args):
    """Build in an empty house, and return what stands in it and lies beside it; the house is empty again."""
    with transaction.atomic():
        before = {*remembered.files_lying()}
        answer = make(*args)
        rows = {table: rows for table, rows in remembered.everything().items() if rows}
        files = {
            each: remembered.path_of(each).read_bytes()
            for each in remembered.files_lying()
            if each not in before
        }
        transaction.set_rollback(True)
    for each in files:
        remembered.path_of(each).unlink()
    trail.follow(EMPTY)
    return answer, rows, files


def granted_in(state):
    """Build a reward whose money stood ready before: its row changes by a trigger alone."""
    grant()
    return reward_in(state)


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (report_in, "accepted"),
        (shared_report_in, "accepted"),
        (penalty_in, "decided"),
        (granted_in, "approved"),
    ],
)
def test_what_comes_back_is_what_was_made(make, state):
    remembered.forget()
    trail.follow(EMPTY)
    first, second = built(make, state), built(make, state)
    assert first[0].pk == second[0].pk
    assert first[1:] == second[1:]


def test_the_way_is_walked_again_after_another_write():
    trail.follow(EMPTY)
    report_in("accepted")
    again = report_in("accepted")
    assert Report.objects.count() == 2
    the(Duty.DESK).delegations_given.all().delete()
    assert trail.here() is None
    third = report_in("accepted")
    assert Report.objects.count() == 3
    assert third.pk > again.pk


def test_a_rollback_is_no_place_to_come_back_to():
    trail.follow(EMPTY)
    with transaction.atomic():
        report_in("accepted")
        transaction.set_rollback(True)
    assert trail.here() is None
    report_in("accepted")
    assert Report.objects.count() == 1


def test_another_setting_on_the_way_is_another_way(settings):
    def made(most):
        settings.UPLOAD_MAX_FILES = 5
        unit()
        settings.UPLOAD_MAX_FILES = most
        return report_in("accepted")

    remembered.forget()
    trail.follow(EMPTY)
    first, second, other = (built(made, most) for most in (6, 6, 7))
    assert first[1] == second[1]
    assert second[1]["reports_report"] != other[1]["reports_report"]


def test_where_time_stands_still_the_moment_belongs_to_the_way():
    def made(moment):
        with time_machine.travel(moment, tick=False):
            return report_in("accepted")

    remembered.forget()
    trail.follow(EMPTY)
    first, second, other = (built(made, moment) for moment in (NOON, NOON, NOON + HOUR))
    assert first[1] == second[1]
    assert {row.created_at for row in (first[0], second[0])} == {NOON}
    assert other[0].created_at == NOON + HOUR


def test_where_time_goes_on_in_another_time_every_way_is_walked():
    def made():
        with time_machine.travel(NOON):
            return report_in("accepted")

    remembered.forget()
    trail.follow(EMPTY)
    first, second = built(made)[0], built(made)[0]
    assert first.created_at != second.created_at
