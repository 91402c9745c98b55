"""Propose a reward, agree to it by the band of its amount, file it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.selectors import get_office
from notices.services import issue_notice
from reports.services import tell_reporter
from reports.states import StatusWord
from rewards.bands import approvals_for
from rewards.matters import is_shared, share_of
from rewards.models import Kind, Reward
from rewards.notices import reward_notice
from rewards.services.assessments import check_figure, check_uncontested
from rewards.services.budgets import budget_for, post
from rewards.services.claims import last_day_to_claim
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance


@transaction.atomic
def propose_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Propose the assessed amount. Who must agree follows from the whole, also where several share it."""
    check_figure(reward)
    share = share_of(reward) if is_shared(reward) else None
    whole = share.division.total if share else reward.amount
    band = approvals_for(whole, place=reward.case.division, on=timezone.localdate())
    return advance(reward, "propose", actor=actor, note=note, approvals=band)


@transaction.atomic
def send_back_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Return the proposal to the reward officer with a reason."""
    return advance(reward, "send_back", actor=actor, note=note)


@transaction.atomic
def review_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Agree as reviewer."""
    check_figure(reward)
    return advance(reward, "review", actor=actor, note=note)


@transaction.atomic
def clear_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Agree for finance; the leader has the last word."""
    check_figure(reward)
    return advance(reward, "clear", actor=actor, note=note)


@transaction.atomic
def lodge_reward(reward: Reward, *, actor: User, lodged_on: datetime.date, note: str = "") -> LogEntry:
    """Note that the amount was filed with the next higher department."""
    return advance(reward, "lodge", actor=actor, note=note, lodged_on=lodged_on)


@issues_paper
@transaction.atomic
def approve_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Approve the amount; number and dict of the notice are fixed in the same block, the claim period runs."""
    check_uncontested(reward)
    check_figure(reward)
    today = timezone.localdate()
    last_day = last_day_to_claim()
    budget = budget_for(reward, year=today.year)
    entry = advance(reward, "approve", actor=actor, note=note, claim_until=last_day, budget=budget)
    post(Kind.COMMIT, reward, budget=budget, cause=entry)
    notice = issue_notice(
        "reward_notice", subject=reward, context=reward_notice(reward), actor=actor, agency=get_office()
    )
    tell_reporter(reward.report, word=StatusWord.REWARD_READY, notice=notice)
    return entry
