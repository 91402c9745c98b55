"""Get paid money back: proposed by an event or an officer, decided by the leader, booked when it comes."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reports.services import tell_reporter
from rewards.models import Clawback, Kind, Reward
from rewards.policies import may_propose_clawback
from rewards.services.assessments import amount_now
from rewards.services.budgets import post
from rewards.states import State
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.services.moves import lock_subject
from workflow.verdicts import refuse_unless

Ground = Clawback.Ground


@transaction.atomic
def notice_lower_amount(reward: Reward) -> Clawback | None:
    """Propose what was paid above today's assessment, once; nothing where the amount still stands."""
    lock_subject(reward)
    now, paid = amount_now(reward), reward.payments.filter(came_back_at=None).first()
    if paid is None or paid.clawbacks.exists() or now >= paid.amount_fen:
        return None
    return _propose(reward, ground=Ground.PENALTY, amount_fen=paid.amount_fen - now, actor=None)


@transaction.atomic
def propose_clawback(reward: Reward, *, actor: User | None, on_ground: str, note: str = "") -> Clawback:
    """Propose that all of it comes back: fraud was found, or the payment was a mistake."""
    refuse_unless(may_propose_clawback(reward, actor))
    if lock_subject(reward).state != State.PAID:
        raise StalePage(_("Nothing is paid on this reward now."))
    return _propose(reward, ground=on_ground, amount_fen=reward.amount_fen, actor=actor, note=note)


def _propose(reward: Reward, *, ground: str, amount_fen: int, actor: User | None, note: str = "") -> Clawback:
    paid = reward.payments.filter(came_back_at=None).get()
    made = Clawback(payment=paid, ground=ground, amount_fen=amount_fen)
    try:
        with transaction.atomic():
            begin(made, move="propose", actor=actor, note=note)
    except IntegrityError as error:
        raise StalePage(_("It is proposed already that this money comes back.")) from error
    return made


@transaction.atomic
def decide_clawback(clawback: Clawback, *, actor: User, note: str) -> LogEntry:
    """Decide that the money is to come back; the reporter reads why and how to pay it in."""
    entry = advance(clawback, "decide", actor=actor, note=note)
    tell_reporter(
        clawback.reward.report,
        text=f"经研究，决定追回奖金{clawback.amount:,.2f}元。原因：{note} 请凭回执码拨打12350，办理退回。",
    )
    return entry


@transaction.atomic
def dismiss_clawback(clawback: Clawback, *, actor: User, note: str) -> LogEntry:
    """Leave the money with the reporter, with the reason; there is nothing to tell them."""
    return advance(clawback, "dismiss", actor=actor, note=note)


@transaction.atomic
def recover_clawback(
    clawback: Clawback, *, actor: User, recovered_on: datetime.date, note: str = ""
) -> LogEntry:
    """Book the money that came back into the budget that it was paid from."""
    reward = lock_subject(clawback.reward)
    if clawback.payment.came_back_at is not None:  # the bank sent the whole payment back meanwhile
        raise MoveRefused(_("This payment came back through the bank; nothing is left to get back."))
    entry = advance(clawback, "recover", actor=actor, note=note, recovered_on=recovered_on)
    post(Kind.RETURN, reward, budget=reward.budget, cause=entry, amount_fen=clawback.amount_fen)
    tell_reporter(reward.report, text=f"退回的奖金{clawback.amount:,.2f}元已经收到。")
    return entry
