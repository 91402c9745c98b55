"""Writes of rewards: assessment, approval, money, claim, payout."""

from rewards.services.approvals import (
    approve_reward,
    clear_reward,
    lodge_reward,
    propose_reward,
    review_reward,
    send_back_reward,
)
from rewards.services.assessments import facts_of, open_reward, rewarded_report
from rewards.services.budgets import NotEnough, grant_budget, hand_over, post, post_back
from rewards.services.claims import (
    claim_reward,
    extend_claim,
    follow_claim_period,
    lapse_reward,
    revive_reward,
)
from rewards.services.contests import (
    agree_to_reward,
    announce_reward,
    change_reward,
    contest_reward,
    follow_contest_period,
    read_contest,
    refuse_reward,
    uphold_reward,
)
from rewards.services.eligibility import answer_checks, review_checks
from rewards.services.payment_files import (
    discard_payment_file,
    draw_payment_file,
    hand_out_payment_file,
    settle_payment_file,
)
from rewards.services.payouts import pay_reward, read_payee, take_payment_back

__all__ = [
    "NotEnough",
    "agree_to_reward",
    "announce_reward",
    "answer_checks",
    "approve_reward",
    "change_reward",
    "claim_reward",
    "clear_reward",
    "contest_reward",
    "discard_payment_file",
    "draw_payment_file",
    "extend_claim",
    "facts_of",
    "follow_claim_period",
    "follow_contest_period",
    "grant_budget",
    "hand_out_payment_file",
    "hand_over",
    "lapse_reward",
    "lodge_reward",
    "open_reward",
    "pay_reward",
    "post",
    "post_back",
    "propose_reward",
    "read_contest",
    "read_payee",
    "refuse_reward",
    "review_checks",
    "review_reward",
    "revive_reward",
    "rewarded_report",
    "send_back_reward",
    "settle_payment_file",
    "take_payment_back",
    "uphold_reward",
]
