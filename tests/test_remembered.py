"""What the factories bring back is what they made, and only in the place in which they made it."""

from __future__ import annotations

import pytest
from django.db import transaction

from accounts.models import Duty
from reports.models import Report
from tests import remembered
from tests.factories import grant, penalty_in, report_in, reward_in, shared_report_in, the
from tests.remembered import trail

pytestmark = pytest.mark.django_db


def built(make, *args):
    """Build in an empty house, and return what stands in it and lies beside it; the house is empty again."""
    with transaction.atomic():
        before = {*remembered._lying()}
        answer = make(*args)
        rows = {table: rows for table, rows in remembered._everything().items() if rows}
        files = {
            each: remembered._path(each).read_bytes() for each in remembered._lying() if each not in before
        }
        transaction.set_rollback(True)
    for each in files:
        remembered._path(each).unlink()
    trail.follow(())
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
    """The second step is remembered when it is taken a second time, and comes back the third time."""
    remembered._kept.clear()
    trail.follow(())
    first, second, third = (built(make, state) for _time in range(3))
    assert second[0].pk == third[0].pk
    assert second[1] == third[1]
    assert second[2] == third[2]
    assert len(first[2]) == len(third[2])


def test_the_way_is_walked_again_after_another_write():
    trail.follow(())
    report_in("accepted")
    again = report_in("accepted")
    assert Report.objects.count() == 2
    the(Duty.DESK).delegations_given.all().delete()
    assert trail.here() is None
    third = report_in("accepted")
    assert Report.objects.count() == 3
    assert third.pk > again.pk


def test_a_rollback_is_no_place_to_come_back_to():
    trail.follow(())
    with transaction.atomic():
        report_in("accepted")
        transaction.set_rollback(True)
    assert trail.here() is None
    report_in("accepted")
    assert Report.objects.count() == 1
