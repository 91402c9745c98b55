"""The log of rewards in sentences: assessment, contest, approval, claim, payout."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REWARDS: Mapping[str, Promise] = {
    "rewards.reward.assess": _("The reward was assessed."),
    "rewards.reward.find_conditions": _("Conditions of the reward were answered."),
    "rewards.reward.agree_conditions": _("A second officer agreed with the answers."),
    "rewards.reward.return_conditions": _("A second officer sent the answers back."),
    "rewards.reward.reckon": _("The amount was worked out anew."),
    "rewards.reward.tell": _("The reporter was told the intended amount."),
    "rewards.reward.agree": _("The reporter agreed to the amount."),
    "rewards.reward.contest": _("The reporter contested it."),
    "rewards.reward.read_contest": _("The reporter's objection was opened."),
    "rewards.reward.uphold": _("The amount was upheld after a re-examination."),
    "rewards.reward.uphold_refusal": _("The refusal was upheld after a re-examination."),
    "rewards.reward.change": _("The re-examination found otherwise."),
    "rewards.reward.propose": _("The reward was proposed."),
    "rewards.reward.refuse": _("The reward was refused."),
    "rewards.reward.review": _("The reviewer agreed to the reward."),
    "rewards.reward.clear": _("Finance agreed to the reward."),
    "rewards.reward.lodge": _("The reward was filed with the higher department."),
    "rewards.reward.send_back": _("The proposal of the reward was sent back."),
    "rewards.reward.approve": _("The reward was approved."),
    "rewards.reward.extend_claim": _("A later claim of the reward was allowed."),
    "rewards.reward.announce": _("The reporter was called by public notice."),
    "rewards.reward.claim": _("The reward was claimed."),
    "rewards.reward.renew_code": _("Another pick-up code was given."),
    "rewards.reward.return_claim": _("The claim was returned to the reporter."),
    "rewards.reward.read_payee": _("The payee details were opened."),
    "rewards.reward.pay": _("The reward was paid."),
    "rewards.reward.take_back": _("The payment of the reward came back."),
    "rewards.clawback.propose": _("It was proposed to get paid money back."),
    "rewards.clawback.decide": _("It was decided that paid money is to come back."),
    "rewards.clawback.dismiss": _("The money stays with the reporter."),
    "rewards.clawback.recover": _("The money came back and was booked."),
    "rewards.paymentfile.draw": _("A payment file was drawn up."),
    "rewards.paymentfile.hand_out": _("The payment file was taken, with the opened payees."),
    "rewards.paymentfile.settle": _("The result of the bank was booked."),
    "rewards.paymentfile.discard": _("The payment file was discarded."),
    "rewards.reward.revive": _("The lapsed reward was revived."),
    "rewards.reward.lapse": _("The reward was not claimed in time."),
    "rewards.reward.cancel": _("The reward was cancelled."),
}
