"""Reads of rewards and of the money for them."""

from rewards.selectors.assessments import assessment_of, checks_to_answer, last_contest
from rewards.selectors.rewards import (
    APPROVAL_TURNS,
    called_by_notice,
    can_renew_code,
    clawbacks_visible_to,
    get_clawback,
    get_payment_file,
    get_reward,
    payment_files_visible_to,
    reward_of,
    rewards_to_draw,
    rewards_to_file,
    rewards_visible_to,
    waiting_by_way,
)

__all__ = [
    "APPROVAL_TURNS",
    "assessment_of",
    "called_by_notice",
    "can_renew_code",
    "checks_to_answer",
    "clawbacks_visible_to",
    "get_clawback",
    "get_payment_file",
    "get_reward",
    "last_contest",
    "payment_files_visible_to",
    "reward_of",
    "rewards_to_draw",
    "rewards_to_file",
    "rewards_visible_to",
    "waiting_by_way",
]
