"""Which rewards wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from desk.selectors.queues import acted_apart, on_team
from rewards.bands import REVIEW
from rewards.models import Check, Clawback, Fabrication, PaymentFile, Reward
from rewards.selectors import (
    APPROVAL_TURNS,
    clawbacks_visible_to,
    payment_files_visible_to,
    rewards_to_file,
    rewards_visible_to,
)
from rewards.selectors.fabrications import fabrications_visible_to
from rewards.states import Answer, ClawbackState, FabricationState, FileState
from rewards.states import State as RewardState
from workflow.models import Act

# What is to be done in each state.
ASSESSING: Mapping[str, str | Promise] = {
    RewardState.ASSESSED: _("Find the conditions"),
    RewardState.CONTESTED: _("Re-examine what the reporter contests"),
}
PROPOSING: Mapping[str, str | Promise] = {
    RewardState.ASSESSED: _("Tell the reporter, or refuse"),
    RewardState.TOLD: _("Propose the reward"),
    RewardState.REEXAMINED: _("Propose the reward"),
    RewardState.APPROVED: _("Note that it was not claimed"),
}


def to_assess(user: Any) -> QuerySet[Reward]:
    """Return the rewards whose conditions are open or wait for another officer, and those to be re-examined."""
    rewards = rewards_visible_to(user).exclude(on_team(user, "case"))
    checks = Check.objects.filter(reward=OuterRef("pk"))
    seen_by_other = Exists(checks.filter(reviewed_by=None, found_by__isnull=False).exclude(found_by=user))
    is_open = Exists(checks.filter(answer=Answer.OPEN)) | ~Exists(checks)
    mine = Exists(checks.filter(found_by=user)) | Q(told_by=user)
    to_reexamine = Q(state=RewardState.CONTESTED) & ~mine & ~acted_apart(rewards, user, "reward", "review")
    return rewards.filter(Q(state=RewardState.ASSESSED) & (seen_by_other | is_open) | to_reexamine)


def to_propose(user: Any) -> QuerySet[Reward]:
    """Return the rewards to tell or to propose, and those that nobody claimed in time."""
    rewards, today = rewards_visible_to(user).exclude(on_team(user, "case")), timezone.localdate()
    lapsed = Q(state=RewardState.APPROVED, claim_until__lt=today)
    checks = Check.objects.filter(reward=OuterRef("pk"))
    unsettled = checks.filter(Q(answer=Answer.OPEN) | Q(reviewed_by=None, found_by__isnull=False))
    found = Q(state=RewardState.ASSESSED) & Exists(checks) & ~Exists(unsettled)
    told = Q(state=RewardState.TOLD) & (Q(settled_at__isnull=False) | Q(contest_until__lt=today))
    ready = (found | told | Q(state=RewardState.REEXAMINED)) & ~Q(
        acted_apart(rewards, user, "reward", "propose")
    )
    return rewards.filter(lapsed | ready)


def to_approve_rewards(user: Any) -> QuerySet[Reward]:
    """Return the rewards that wait for the agreement of `user`: as reviewer, for finance or as leader."""
    rewards = rewards_visible_to(user)
    waits = Q(pk__in=())
    for step, duty, here in APPROVAL_TURNS:
        if user.has_duty(duty):
            waits |= here & ~Q(acted_apart(rewards, user, "reward", step))
    return rewards.filter(waits).exclude(
        Q(approvals__0=REVIEW, state=RewardState.PROPOSED) & on_team(user, "case")
    )


def to_pay(user: Any) -> QuerySet[Reward]:
    """Return the rewards to pay out that stand in no payment file."""
    rewards = rewards_to_file(user)
    return rewards.exclude(acted_apart(rewards, user, "reward", "pay"))


def clawbacks(user: Any) -> QuerySet[Clawback]:
    """Return the money to decide on as leader, or to book for finance once it has come back."""
    turns = ((Duty.LEADER, ClawbackState.PROPOSED), (Duty.FINANCE, ClawbackState.DECIDED))
    mine = [state for duty, state in turns if user.has_duty(duty)]
    acted = Act.objects.filter(
        subject_label=Reward.label(), subject_id=OuterRef("payment__reward"), separation="reward"
    )
    apart = Exists(acted.filter(person__in=user.hands).exclude(duty="decide"))
    return clawbacks_visible_to(user).filter(state__in=mine).exclude(apart, state=ClawbackState.PROPOSED)


def payment_files(user: Any) -> QuerySet[PaymentFile]:
    """Return the payment files to take to the bank, and those whose result is to come."""
    return payment_files_visible_to(user).filter(state__in=[FileState.DRAWN, FileState.HANDED_OUT])


def fabrications(user: Any) -> QuerySet[Fabrication]:
    """Return the questions whether a report was made up: for the legal reviewer, and to decide for the leader."""
    mine = Q(pk__in=())
    if user.has_duty(Duty.REVIEWER):
        mine |= Q(state=FabricationState.RAISED)
    if user.has_duty(Duty.LEADER):
        is_over = Q(state=FabricationState.ASKED, answer_until__lt=timezone.localdate())
        mine |= Q(state=FabricationState.ANSWERED) | is_over
    found = fabrications_visible_to(user).filter(mine).exclude(raised_by__in=user.hands)
    return found.exclude(on_team(user, "case")).exclude(asked_by__in=user.hands)
