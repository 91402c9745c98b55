"""Writes of rewards: assessment, approval, money, claim, payout."""

from rewards.services.approvals import (
    approve_reward,
    clear_reward,
    lodge_reward,
    propose_reward,
    refuse_reward,
    review_reward,
    send_back_reward,
)
from rewards.services.assessments import facts_of, open_reward, rewarded_report
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
from rewards.services.payment_files import (
    discard_payment_file,
    draw_payment_file,
    hand_out_payment_file,
    settle_payment_file,
)
from rewards.services.payouts import pay_reward, read_payee, return_claim, take_payment_back

__all__ = [
    "NotEnough",
    "announce_reward",
    "approve_reward",
    "claim_reward",
    "clear_reward",
    "decide_clawback",
    "discard_payment_file",
    "dismiss_clawback",
    "draw_payment_file",
    "extend_claim",
    "facts_of",
    "follow_claim_period",
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
    "read_payee",
    "recover_clawback",
    "refuse_reward",
    "renew_code",
    "return_claim",
    "review_reward",
    "revive_reward",
    "rewarded_report",
    "send_back_reward",
    "settle_payment_file",
    "take_payment_back",
]
