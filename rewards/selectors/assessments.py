"""Reads of the assessment: the conditions with their evidence, and what the reporter contested."""

from __future__ import annotations

from typing import Any

from accounts.models import Duty
from rewards import policies
from rewards.eligibility import drawn_up
from rewards.matters import division_of, is_shared
from rewards.models import Check, Contest, Reward
from vault.selectors import can_open


def checks_to_answer(reward: Reward) -> list[Check]:
    """Return the conditions that a person answers: open ones, and those that a person has answered."""
    checks = list(reward.checks.all()) or drawn_up(reward)
    return [check for check in checks if check.is_open or check.found_by_id is not None]


def last_contest(reward: Reward) -> Contest | None:
    """Return the last objection of the reporter, or None."""
    return reward.contests.select_related("decided_by", "envelope__ring").order_by("pk").last()


def assessment_of(reward: Reward, user: Any) -> dict[str, Any]:
    """Gather what the page of a reward shows of its assessment: evidence for reward officers and leaders alone."""
    contest = last_contest(reward)
    may_read = policies.may_read_contest(reward, user)
    return {
        "checks": reward.checks.select_related("found_by", "reviewed_by"),
        "shows_evidence": user.has_duty(Duty.REWARDS, Duty.LEADER),
        "division": division_of(reward.case) if is_shared(reward) else None,
        "contest": contest,
        "may_read_contest": bool(may_read) and contest is not None and can_open(contest.envelope, user),
    }
