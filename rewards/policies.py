"""Who may move a reward. Proposer, approver and cashier are different people, here and in the table of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from rewards.bands import APPROVE, CLEAR, REVIEW, needs_leader, next_step
from rewards.matters import division_of, is_shared, needs_division, others_settled
from rewards.states import State
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from rewards.models import Reward


def may_handle(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer who did not investigate work on the assessment."""
    if user is None or not user.has_duty(Duty.REWARDS):
        return refused(_("Only a reward officer works on the assessment of a reward."))
    if reward.case.is_member(user):
        return refused(_("An investigator of the case cannot work on its reward."))
    return ALLOWED


def may_check(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer find whether the conditions are met, before the reporter is told."""
    verdict = may_handle(reward, user)
    if verdict and not _has_questions(reward):
        return refused(_("The system knows the answer to every condition."))
    division = division_of(reward.case) if is_shared(reward) else None
    if verdict and division is not None and division.found_by_id is not None:
        return refused(
            _("The shares of this matter rest on these answers. They are found again after an objection.")
        )
    return verdict


def _has_questions(reward: Reward) -> bool:
    checks = list(reward.checks.all())
    return not checks or any(check.is_open or check.found_by_id for check in checks)


def may_review_checks(reward: Reward, user: Any) -> Verdict:
    """Let somebody else than who found them look at the answers."""
    verdict = may_handle(reward, user)
    if not verdict:
        return verdict
    waiting = [check for check in reward.checks.all() if check.waits_for_review]
    if not waiting:
        return refused(_("No answer waits for a second person."))
    if any(check.found_by_id in user.hands for check in waiting):
        return refused(_("You found these answers; another reward officer looks at them."))
    return ALLOWED


def may_tell(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer tell the reporter the intended amount once the conditions are met."""
    verdict = may_handle(reward, user)
    if not verdict:
        return verdict
    if reward.is_uncontested:
        return refused(_("The reporter knows this amount already. Propose it."))
    return conditions_met(reward) and _has_amount(reward)


def may_propose(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer propose what the rules computed, the reporter knows and the conditions allow."""
    verdict = may_handle(reward, user) and conditions_met(reward) and _has_amount(reward)
    if not verdict:
        return verdict
    if not reward.is_told:
        return refused(_("The reporter was not told this amount yet: send the preliminary notice first."))
    if not reward.is_uncontested:
        return refused(_("The reporter can still contest the amount, and has not agreed to it yet."))
    if is_shared(reward) and not others_settled(reward):
        return refused(
            _("Another share of this matter can still be contested. They are proposed when all are settled.")
        )
    return ALLOWED


def conditions_met(reward: Reward) -> Verdict:
    """Say whether every condition is answered, looked at, and none rules the reward out."""
    checks = list(reward.checks.all())
    if not checks or any(check.is_open for check in checks):
        return refused(_("Not every condition of the reward has an answer yet."))
    if any(check.waits_for_review for check in checks):
        return refused(_("A second reward officer has to look at the answers to the conditions first."))
    if any(check.rules_out for check in checks):
        return refused(_("A condition is not met. Refuse the reward on it."))
    return ALLOWED


def _has_amount(reward: Reward) -> Verdict:
    if needs_division(reward):
        division = division_of(reward.case)
        if division is None or not division.is_agreed:
            return refused(_("Several reporters share this reward. Two officers find their shares first."))
    if reward.amount_fen:
        return ALLOWED
    return refused(_("There is no amount to propose: the rules give nothing, or are not loaded."))


def may_refuse(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer refuse on a condition that is not met, or where the rules give nothing."""
    verdict = may_handle(reward, user)
    if not verdict:
        return verdict
    checks = list(reward.checks.all())
    if any(check.waits_for_review for check in checks):
        return refused(_("A second reward officer has to look at the answers to the conditions first."))
    is_open = "not_loaded" in reward.assessment or "awaits_shares" in reward.assessment
    gives_nothing = not reward.amount_fen and not is_open
    if gives_nothing or any(check.rules_out for check in checks):
        return ALLOWED
    return refused(_("A reward is refused only on a condition that was found not to be met."))


def may_answer(reward: Reward, user: Any) -> Verdict:
    """Let the reporter answer, with the receipt; nobody on the staff can."""
    return ALLOWED if user is None else refused(_("Only the reporter can do this, with the receipt."))


def may_contest(reward: Reward, user: Any) -> Verdict:
    """Let the reporter contest, also late, as long as the reward has not gone on; a refusal once."""
    if reward.state == State.REFUSED and any(
        contest.is_about_refusal and contest.decided_at for contest in reward.contests.all()
    ):
        return refused(_("The refusal was re-examined already; its reasons stand in your messages."))
    return may_answer(reward, user)


def may_reexamine(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer re-examine who neither told the reporter nor found the conditions."""
    verdict = may_handle(reward, user)
    if not verdict:
        return verdict
    if user.hands & {reward.told_by_id, *(check.found_by_id for check in reward.checks.all())}:
        return refused(_("You assessed this reward; somebody else re-examines it."))
    return ALLOWED


def may_read_contest(reward: Reward, user: Any) -> Verdict:
    """Let who re-examines read the reporter's reasons."""
    if reward.state != State.CONTESTED:
        return refused(_("Nothing is contested now."))
    return may_reexamine(reward, user)


def may_uphold(reward: Reward, user: Any) -> Verdict:
    """Let the re-examiner uphold an amount."""
    if reward.told_fen is None:
        return refused(_("A refusal was contested, not an amount."))
    return may_reexamine(reward, user)


def may_uphold_refusal(reward: Reward, user: Any) -> Verdict:
    """Let the re-examiner uphold a refusal."""
    if reward.told_fen is not None:
        return refused(_("An amount was contested, not a refusal."))
    return may_reexamine(reward, user)


def may_review(reward: Reward, user: Any) -> Verdict:
    """Let another reward officer, who did not investigate, agree where the band asks for a review."""
    if next_step(reward) != REVIEW:
        return refused(_("This amount needs no reviewer, or the reviewer has agreed already."))
    if user is None or not user.has_duty(Duty.REWARDS):
        return refused(_("Only a reward officer reviews a proposal."))
    if reward.case.is_member(user):
        return refused(_("An investigator of the case cannot review its reward."))
    return ALLOWED


def may_clear(reward: Reward, user: Any) -> Verdict:
    """Let finance agree where the leader has the last word."""
    if next_step(reward) == REVIEW:
        return refused(_("A second reward officer must review this amount first."))
    if next_step(reward) != CLEAR:
        return refused(_("This amount needs no leader: finance approves it."))
    return _finance(user)


def may_approve(reward: Reward, user: Any) -> Verdict:
    """Let who has the last word in the band approve: finance, or above a threshold the leader."""
    step = next_step(reward)
    if step == REVIEW:
        return refused(_("A second reward officer must review this amount first."))
    if step == CLEAR:
        return refused(_("Finance must agree to this amount before the leader approves it."))
    if not needs_leader(reward):
        return _finance(user)
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("Only a leader approves a reward of this amount."))


def may_send_back(reward: Reward, user: Any) -> Verdict:
    """Let whose turn it is to agree send the proposal back instead."""
    ask = {REVIEW: may_review, CLEAR: may_clear, APPROVE: may_approve}[next_step(reward)]
    return ask(reward, user)


def _finance(user: Any) -> Verdict:
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a finance approver approves a reward."))


def may_lodge(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer note that an approved amount was filed with the higher department."""
    if user is None or not user.has_duty(Duty.REWARDS):
        return refused(_("Only a reward officer files a reward with the higher department."))
    if reward.lodged_on is not None:
        return refused(_("This reward was filed with the higher department already."))
    return ALLOWED


def may_grant(user: Any) -> Verdict:
    """Let a finance approver enter what was granted and hand money over."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a finance approver enters the money for rewards."))


def may_claim(reward: Reward, user: Any) -> Verdict:
    """Let the reporter claim, with the receipt; nobody on the staff can."""
    return ALLOWED if user is None else refused(_("Only the reporter can claim a reward, with the receipt."))


def may_pay(reward: Reward, user: Any) -> Verdict:
    """Let a cashier pay what was claimed."""
    if user is not None and user.has_duty(Duty.CASHIER):
        return ALLOWED
    return refused(_("Only a cashier pays a reward."))


def may_file(file: Any, user: Any) -> Verdict:
    """Let a cashier draw a payment file up, take it to the bank, and bring the bank's result."""
    if user is not None and user.has_duty(Duty.CASHIER):
        return ALLOWED
    return refused(_("Only a cashier makes payment files and settles them."))


def may_withdraw_file(user: Any) -> Verdict:
    """Let cashiers and finance approvers, two of them, say that a file never reached the bank."""
    if user is not None and user.has_duty(Duty.CASHIER, Duty.FINANCE):
        return ALLOWED
    return refused(_("Only cashiers and finance approvers withdraw a payment file."))


def may_take_back(reward: Reward, user: Any) -> Verdict:
    """Let a cashier note that the bank sent the money back."""
    if user is not None and user.has_duty(Duty.CASHIER):
        return ALLOWED
    return refused(_("Only a cashier notes that a payment came back."))


def may_propose_clawback(reward: Reward, user: Any) -> Verdict:
    """Let the system, or a reward officer or finance approver, propose that paid money comes back."""
    if user is None or user.has_duty(Duty.REWARDS, Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a reward officer or a finance approver proposes to get money back."))


def may_decide_clawback(clawback: Any, user: Any) -> Verdict:
    """Let the leader alone decide whether paid money comes back."""
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("Only a leader decides whether paid money is to come back."))


def may_book_clawback(clawback: Any, user: Any) -> Verdict:
    """Let finance book what came back."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only a finance approver books money that came back."))


def may_return_claim(reward: Reward, user: Any) -> Verdict:
    """Let a cashier return a claim whose details do not serve."""
    if user is not None and user.has_duty(Duty.CASHIER):
        return ALLOWED
    return refused(_("Only a cashier returns a claim to the reporter."))


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


def may_announce(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer call a reporter who cannot be reached, once."""
    if user is None or not user.has_duty(Duty.REWARDS):
        return refused(_("Only a reward officer calls a reporter by public notice."))
    if reward.announced_on is not None:
        return refused(_("The reporter was called by public notice already."))
    return ALLOWED


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
