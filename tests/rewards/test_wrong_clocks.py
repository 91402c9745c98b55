"""What a worker with a wrong clock has opened falls with the move that it rests on, as any other."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Duty
from investigations.models import Case
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests.factories import HANDED_OVER, case_in, penalty_in, settle, the
from workflow.services import confirm_annulment, propose_annulment

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
WRONG = pytest.mark.parametrize("wrong", [-HOUR, HOUR], ids=["slow", "fast"])


@contextmanager
def worker(wrong: datetime.timedelta) -> Iterator[None]:
    """Let the worker do what waits, at the end, with a clock that is wrong."""
    yield
    with time_machine.travel(timezone.now() + wrong, tick=True):
        settle()


def decided(wrong: datetime.timedelta) -> tuple[Case, Penalty]:
    """Return a case whose reward such a worker opened on the decision."""
    case = case_in("concluded", proposes_penalty=True)
    penalty = penalty_in("reviewed", case=case)
    with worker(wrong):
        sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    assert [reward.state for reward in case.rewards.all()] == ["assessed"]
    return case, penalty


@WRONG
def test_an_assessment_goes_with_the_decision_that_opened_it(wrong: datetime.timedelta) -> None:
    case, penalty = decided(wrong)
    propose_annulment(penalty, actor=the(Duty.LEADER), reason="文书有误。")
    confirm_annulment(penalty, actor=the(Duty.INVESTIGATOR))
    assert [reward.state for reward in case.rewards.all()] == ["cancelled"]


@WRONG
def test_a_reward_is_assessed_again_when_its_fine_falls(wrong: datetime.timedelta) -> None:
    case, penalty = decided(wrong)
    head, today = the(Duty.INVESTIGATOR), timezone.localdate()
    sanctions.serve_penalty(penalty, actor=head, served_on=today, **HANDED_OVER)
    sanctions.open_suit(penalty, actor=head, opened_on=today)
    with worker(wrong):
        sanctions.revoke_penalty(penalty, actor=head, closed_on=today, note="证据不足。")
    assert [reward.state for reward in case.rewards.order_by("pk")] == ["cancelled", "assessed"]
