"""Who may move a reward. Proposer, approver and cashier are different people, here and in the table of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from rewards.states import State
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from rewards.models import Reward


def may_propose(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer propose what the rules computed."""
    verdict = may_refuse(reward, user)
    if verdict and not reward.amount_fen:
        return refused(_("There is no amount to propose: the rules give nothing, or are not loaded."))
    return verdict


def may_refuse(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer who did not investigate decide on the proposal."""
    if user is None or not user.has_duty(Duty.REWARDS):
        return refused(_("Only a reward officer proposes or refuses a reward."))
    if reward.case.is_member(user):
        return refused(_("An investigator of the case cannot propose its reward."))
    return ALLOWED


def may_approve(reward: Reward, user: Any) -> Verdict:
    """Let a finance approver, who never proposed it, approve or send back."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a finance approver approves a reward."))


def may_claim(reward: Reward, user: Any) -> Verdict:
    """Let the reporter claim, with the receipt; nobody on the staff can."""
    return ALLOWED if user is None else refused(_("Only the reporter can claim a reward, with the receipt."))


def may_pay(reward: Reward, user: Any) -> Verdict:
    """Let a cashier pay what was claimed."""
    if user is not None and user.has_duty(Duty.CASHIER):
        return ALLOWED
    return refused(_("Only a cashier pays a reward."))


def may_read_payee(reward: Reward, user: Any) -> Verdict:
    """Let a cashier open where to pay, from the claim until the payout."""
    if user is None or not user.has_duty(Duty.CASHIER):
        return refused(_("Only a cashier opens the payee details."))
    if reward.state != State.CLAIMED:
        return refused(_("There is nothing to pay out now."))
    return ALLOWED


def may_extend_claim(reward: Reward, user: Any) -> Verdict:
    """Let a finance approver allow a later claim for a good reason."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a finance approver allows a later claim."))


def may_lapse(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer note that the claim period has run out."""
    if user is None or not user.has_duty(Duty.REWARDS):
        return refused(_("Only a reward officer notes that a reward was not claimed in time."))
    return ALLOWED


def may_annul(reward: Reward, user: Any) -> Verdict:
    """Let reward officers and finance approvers take a mistaken move back together."""
    if user is not None and user.has_duty(Duty.REWARDS, Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a reward officer and a finance approver can annul a move of a reward."))
