"""Pay what was claimed, once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.states import State as CaseState
from reports.services import tell_reporter
from reports.states import StatusWord
from rewards.models import Claim, Kind, Payment, Reward
from rewards.payees import check_name
from rewards.services.assessments import check_uncontested
from rewards.services.budgets import post
from rewards.services.claims import last_day_to_claim
from rewards.states import ClawbackState, LineFate, NameCheck, State
from sanctions.states import UNCOLLECTED
from statutes.rules import get_rule
from vault.services import open_envelope
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, record
from workflow.services.moves import lock_subject


def read_payee(reward: Reward, *, actor: User, identity: str) -> dict[str, Any]:
    """Open the payee details for a cashier, with `identity` the session's private key; the log keeps who did."""
    claim = reward.claim_made
    payee = open_envelope(claim.envelope, identity=identity)
    found, note = check_name(payee, place=reward.case.division, on=timezone.localdate())
    record(reward, "read_payee", actor=actor, note=note)
    if claim.name_check != found:
        claim.name_check = found
        claim.save(update_fields=["name_check"])
    return payee


def _check_payable_now(reward: Reward) -> None:
    """Wait for the fine, or for the end of the case, where the office has chosen to; the law leaves both open."""
    today = timezone.localdate()
    place = reward.case.division
    before_collection = get_rule("reward.setting.pay_before_collection", place=place, on=today).flag
    if not before_collection and reward.case.penalties.filter(state__in=UNCOLLECTED).exists():
        raise MoveRefused(_("This office pays rewards once the fine is collected; it is not yet."))
    before_closing = get_rule("reward.setting.pay_before_closing", place=place, on=today).flag
    if not before_closing and reward.case.state != CaseState.CLOSED:
        raise MoveRefused(_("This office pays rewards once the case is closed; it is still open."))


def check_payable(reward: Reward) -> None:
    """Refuse what must not be paid yet, or not to this account."""
    check_uncontested(reward)
    _check_payable_now(reward)
    check_account_name(reward.claim_made)


def check_account_name(claim: Claim) -> None:
    """Refuse an account that the cashier's session found to be somebody's who may not take a reward."""
    if claim.name_check == NameCheck.REFUSED:
        raise MoveRefused(_("The account is not of somebody who may take the reward: return the claim."))


@transaction.atomic
def pay_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Record the payout by hand."""
    row = lock_subject(reward)  # a payment file may be drawn up at this moment
    check_in_no_file(row)
    if row.state == State.CLAIMED:  # else the machine says that it is too late
        check_payable(row)
    entry = book_payment(reward, actor=actor, note=note)
    tell_reporter(reward.report, word=StatusWord.REWARD_PAID)
    return entry


def check_in_no_file(reward: Reward) -> None:
    """Leave to the bank's result what stands in a payment file."""
    if reward.file_lines.filter(fate=LineFate.WAITING).exists():
        raise MoveRefused(_("This reward stands in a payment file; the result of the bank settles it."))


def book_payment(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Book what was paid, in the caller's transaction. The instruction has one identity for ever."""
    entry = advance(reward, "pay", actor=actor, note=note)
    post(Kind.PAY, reward, budget=reward.budget, cause=entry)
    Payment.objects.create(
        reward=reward, instruction=next_instruction(reward), amount_fen=reward.amount_fen, paid_by=actor
    )
    return entry


def next_instruction(reward: Reward) -> str:
    """Name the instruction: after one that came back the next carries its number in the row."""
    earlier = len(reward.payments.all())  # fetched before where many are named at once
    return f"FK-{reward.reference}" + (f"-{earlier + 1}" if earlier else "")


@transaction.atomic
def take_payment_back(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Note that the bank sent the money back: the reporter reads why and claims again, with other details."""
    if reward.payments.filter(came_back_at=None, clawbacks__state=ClawbackState.RECOVERED).exists():
        raise MoveRefused(_("Money of this payment came back already, after a decision to get it back."))
    entry = _free_claim(reward, "take_back", actor=actor, note=note, why=f"银行退回了付款，原因：{note}")
    reward.payments.filter(came_back_at=None).update(came_back_at=entry.at)
    post(Kind.RETURN, reward, budget=reward.budget, cause=entry)
    post(Kind.COMMIT, reward, budget=reward.budget, cause=entry)
    return entry


@transaction.atomic
def return_claim(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Ask the reporter for other details before anything is paid; `note` is told to them."""
    lock_subject(reward)  # a payment file may be drawn up at this moment
    check_in_no_file(reward)
    return _free_claim(reward, "return_claim", actor=actor, note=note, why=f"收款信息需要更正，原因：{note}")


def _free_claim(reward: Reward, move: str, *, actor: User, note: str, why: str) -> LogEntry:
    """Let the reporter claim again. The details did not serve; their sealed envelope stays with the file."""
    until_on = last_day_to_claim()
    entry = advance(reward, move, actor=actor, note=note, claim_until=until_on)
    Claim.objects.filter(reward=reward).delete()
    tell_reporter(reward.report, word=StatusWord.REWARD_READY)
    tell_reporter(reward.report, text=f"{why} 请在{until_on:%Y年%-m月%-d日}前重新填写收款信息。")
    return entry
