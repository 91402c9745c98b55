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
from rewards.services.assessments import check_uncontested
from rewards.services.budgets import post
from rewards.services.claims import last_day_to_claim
from rewards.states import LineFate
from sanctions.states import UNCOLLECTED
from statutes.rules import get_rule
from vault.services import open_envelope
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, record
from workflow.services.moves import lock_subject


def read_payee(reward: Reward, *, actor: User, identity: str) -> dict[str, Any]:
    """Open the payee details for a cashier, with `identity` the session's private key; the log keeps who did."""
    payee = open_envelope(reward.claim_made.envelope, identity=identity)
    record(reward, "read_payee", actor=actor)
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
    """Refuse what must not be paid yet."""
    check_uncontested(reward)
    _check_payable_now(reward)


@transaction.atomic
def pay_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Record the payout by hand."""
    check_payable(reward)
    lock_subject(reward)  # a payment file may be drawn up at this moment
    if reward.file_lines.filter(fate=LineFate.WAITING).exists():
        raise MoveRefused(_("This reward stands in a payment file; the result of the bank settles it."))
    entry = book_payment(reward, actor=actor, note=note)
    tell_reporter(reward.report, word=StatusWord.REWARD_PAID)
    return entry


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
    earlier = reward.payments.count()
    return f"FK-{reward.reference}" + (f"-{earlier + 1}" if earlier else "")


@transaction.atomic
def take_payment_back(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Note that the bank sent the money back: the reporter reads why and claims again, with other details."""
    until_on = last_day_to_claim()
    entry = advance(reward, "take_back", actor=actor, note=note, claim_until=until_on)
    reward.payments.filter(came_back_at=None).update(came_back_at=entry.at)
    # The details did not serve; the sealed envelope stays with the file, the way is free for a new claim.
    Claim.objects.filter(reward=reward).delete()
    post(Kind.RETURN, reward, budget=reward.budget, cause=entry)
    post(Kind.COMMIT, reward, budget=reward.budget, cause=entry)
    tell_reporter(reward.report, word=StatusWord.REWARD_READY)
    tell_reporter(
        reward.report,
        text=f"银行退回了付款，原因：{note} 请在{until_on:%Y年%-m月%-d日}前重新填写收款信息。",
    )
    return entry
