"""Who must agree to a reward, by its amount. The bands are the office's settings; the law leaves them open."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from rewards.states import State
from statutes.rules import get_rule

if TYPE_CHECKING:
    from rewards.models import Reward

REVIEW, CLEAR, APPROVE = "review", "clear", "approve"
# How many of the steps of a band are done in a state is told by the last one that was taken.
REACHED = {State.REVIEWED: REVIEW, State.CLEARED: CLEAR}


def approvals_for(amount: Decimal, *, place: str, on: datetime.date) -> list[str]:
    """Return the steps that lead to an approval of `amount`, in order; the last one approves."""
    steps = [APPROVE]
    if amount >= get_rule("approval.reward.leader_from", place=place, on=on).amount:
        steps.insert(0, CLEAR)
    if amount >= get_rule("approval.reward.review_from", place=place, on=on).amount:
        steps.insert(0, REVIEW)
    return steps


def next_step(reward: Reward) -> str:
    """Return the step that a proposed reward waits for."""
    steps = reward.approvals or [APPROVE]
    done = REACHED.get(State(reward.state))
    return str(steps[steps.index(done) + 1] if done in steps else steps[0])


def needs_leader(reward: Reward) -> bool:
    """Say whether the leader has the last word: finance agrees before."""
    return CLEAR in reward.approvals
