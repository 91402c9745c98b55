"""Writes of rewards: assessment, approval, money, claim, payout."""

from rewards.services.approvals import (
    approve_reward,
    clear_reward,
    lodge_reward,
    propose_reward,
    review_reward,
    send_back_reward,
)
from rewards.services.assessments import facts_of, open_reward, rewarded_report, rewarded_reports
from rewards.services.budgets import NotEnough, grant_budget, hand_over, post, post_back
from rewards.services.claims import (
    announce_reward,
    claim_reward,
    extend_claim,
    follow_claim_period,
    lapse_reward,
    renew_code,
    revive_reward,
)
from rewards.services.clawbacks import (
    decide_clawback,
    dismiss_clawback,
    notice_lower_amount,
    propose_clawback,
    recover_clawback,
)
from rewards.services.contests import (
    agree_to_reward,
    change_reward,
    contest_reward,
    follow_contest_period,
    read_contest,
    refuse_reward,
    tell_reward,
    uphold_reward,
)
from rewards.services.eligibility import answer_checks, review_checks
from rewards.services.payment_files import (
    discard_payment_file,
    draw_payment_file,
    hand_out_payment_file,
    settle_payment_file,
)
from rewards.services.payouts import pay_reward, read_payee, return_claim, take_payment_back
from rewards.services.shares import agree_shares, find_shares, follow_total

__all__ = [
    "NotEnough",
    "agree_shares",
    "agree_to_reward",
    "announce_reward",
    "answer_checks",
    "approve_reward",
    "change_reward",
    "claim_reward",
    "clear_reward",
    "contest_reward",
    "decide_clawback",
    "discard_payment_file",
    "dismiss_clawback",
    "draw_payment_file",
    "extend_claim",
    "facts_of",
    "find_shares",
    "follow_claim_period",
    "follow_contest_period",
    "follow_total",
    "grant_budget",
    "hand_out_payment_file",
    "hand_over",
    "lapse_reward",
    "lodge_reward",
    "notice_lower_amount",
    "open_reward",
    "pay_reward",
    "post",
    "post_back",
    "propose_clawback",
    "propose_reward",
    "read_contest",
    "read_payee",
    "recover_clawback",
    "refuse_reward",
    "renew_code",
    "return_claim",
    "review_checks",
    "review_reward",
    "revive_reward",
    "rewarded_report",
    "rewarded_reports",
    "send_back_reward",
    "settle_payment_file",
    "take_payment_back",
    "tell_reward",
    "uphold_reward",
]
