"""Who agrees to a reward, by its amount, and nobody twice."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from accounts.models import Duty
from desk.selectors.queues_rewards import to_approve_rewards
from rewards.bands import approvals_for
from rewards.models import Reward
from rewards.services import approve_reward, clear_reward, lodge_reward, review_reward
from statutes.rules import HOME
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, grant, high_reward_in, reward_in, the
from workflow.errors import MoveRefused, StalePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("yuan", "steps"),
    [
        ("9999.99", ["approve"]),
        ("10000", ["review", "approve"]),
        ("49999.99", ["review", "approve"]),
        ("50000", ["review", "clear", "approve"]),
    ],
)
def test_the_band_follows_from_the_amount(yuan: str, steps: list[str]) -> None:
    assert approvals_for(Decimal(yuan), place=HOME, on=datetime.date(2026, 11, 1)) == steps


def test_a_high_amount_goes_through_reviewer_finance_and_leader() -> None:
    grant()
    reward = high_reward_in("proposed")
    reviewer = factories.person("reviewing", Duty.REWARDS)
    turns = [
        (review_reward, reviewer, "reviewed"),
        (clear_reward, the(Duty.FINANCE), "cleared"),
        (approve_reward, the(Duty.LEADER), "approved"),
    ]
    for number, (step, person, state) in enumerate(turns):
        for later, somebody, _state in turns[number + 1 :]:
            with pytest.raises(MoveRefused):
                later(Reward.objects.get(pk=reward.pk), actor=somebody)
            assert reward not in to_approve_rewards(somebody)
        assert reward in to_approve_rewards(person)
        step(reward, actor=person)
        assert Reward.objects.get(pk=reward.pk).state == state


def test_nobody_agrees_twice_on_one_reward() -> None:
    grant()
    reward = high_reward_in("proposed")
    with pytest.raises(MoveRefused, match="You made the proposal"):
        review_reward(reward, actor=factories.person("proposing", Duty.REWARDS))
    everything = factories.person("everything", Duty.REWARDS, Duty.FINANCE, Duty.LEADER)
    review_reward(reward, actor=everything)
    with pytest.raises(MoveRefused, match="You reviewed this file"):
        clear_reward(reward, actor=everything)
    clear_reward(reward, actor=the(Duty.FINANCE))
    with pytest.raises(MoveRefused, match="You reviewed this file"):
        approve_reward(reward, actor=everything)


def test_an_approval_that_comes_late_is_a_sentence_and_409() -> None:
    reward = high_reward_in("proposed")
    walk_move(
        reward,
        "review",
        by=factories.person("reviewing", Duty.REWARDS),
        not_by=the(Duty.FINANCE),
        target="reviewed",
    )
    late = browser(factories.person("another", Duty.REWARDS)).post(
        f"{reward.get_absolute_url()}review/", {"seen": "proposed"}
    )
    assert late.status_code == 409
    assert "moved on since you opened it" in text_of(late)
    with pytest.raises(StalePage):
        clear_reward(reward, actor=the(Duty.FINANCE))


def test_an_approved_reward_is_lodged_with_the_higher_department_once() -> None:
    reward = reward_in("approved")
    lodge_reward(reward, actor=the(Duty.REWARDS), lodged_on=datetime.date(2026, 11, 1))
    with pytest.raises(MoveRefused, match="already"):
        lodge_reward(reward, actor=the(Duty.REWARDS), lodged_on=datetime.date(2026, 11, 2))


def test_a_leader_sees_the_rewards_of_the_highest_band_alone() -> None:
    low, high = reward_in("proposed"), high_reward_in("proposed")
    leader = browser(the(Duty.LEADER))
    assert leader.get(high.get_absolute_url()).status_code == 200
    assert leader.get(low.get_absolute_url()).status_code == 404
