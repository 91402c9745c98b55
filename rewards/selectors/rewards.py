"""Reads of rewards. Finance and cashiers see a token, an amount and the reasons, never a tip."""

from __future__ import annotations

import datetime
from typing import Any, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django_stubs_ext import StrOrPromise, WithAnnotations

from accounts.models import Duty
from enterprises.selectors import without_conflicts
from investigations.models import Case
from notices.selectors import register_visibility
from reports.models import Report
from rewards.bands import APPROVE, CLEAR, REVIEW
from rewards.models import Claim, Clawback, PaymentFile, PaymentFileLine, Reward
from rewards.states import LineFate, State, Way
from vault.models import Envelope, Purpose
from vault.selectors import openable_by
from workflow.models import Act
from workflow.selectors import get_by_reference


class Counted(TypedDict):
    """What the list of payment files adds to each."""

    line_count: int
    total_fen: int


# Whose turn it is on a proposed reward, in SQL: (step, duty, where it waits for that).
APPROVAL_TURNS = (
    (REVIEW, Duty.REWARDS, Q(state=State.PROPOSED, approvals__0=REVIEW)),
    (
        CLEAR,
        Duty.FINANCE,
        Q(state=State.PROPOSED, approvals__0=CLEAR) | Q(state=State.REVIEWED, approvals__1=CLEAR),
    ),
    (
        APPROVE,
        Duty.FINANCE,
        Q(state=State.PROPOSED, approvals=[])
        | Q(state=State.PROPOSED, approvals__0=APPROVE)
        | Q(state=State.REVIEWED, approvals__1=APPROVE),
    ),
    (APPROVE, Duty.LEADER, Q(state=State.CLEARED)),
)


def rewards_visible_to(user: Any) -> QuerySet[Reward]:
    """Return the rewards that `user` may see: reward officers and finance all, cashiers those to be paid."""
    rewards = without_conflicts(
        Reward.objects.select_related("report", "case", "penalty"),
        user,
        unit="case__unit",
        columns={Case.label(): "case", Report.label(): "report"},
    )
    if user.has_duty(Duty.REWARDS, Duty.FINANCE):
        return rewards
    theirs = Q(pk__in=())
    if user.has_duty(Duty.CASHIER):
        sealed = Envelope.objects.filter(purpose=Purpose.PAYEE, subject_label=Reward.label())
        was_claimed = Q(Exists(sealed.filter(subject_id=OuterRef("pk"))))  # and perhaps came back
        theirs |= Q(state__in=[State.CLAIMED, State.PAID]) | was_claimed
    if user.has_duty(Duty.LEADER):
        theirs |= Q(approvals__0=CLEAR) | Q(approvals__1=CLEAR)  # SQLite knows no `contains`
    return rewards.filter(theirs)


def get_reward(user: Any, reference: str) -> Reward:
    """Return one reward, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(rewards_visible_to(user), reference)


def rewards_to_file(user: Any) -> QuerySet[Reward]:
    """Return the claimed rewards that `user` may see and that stand in no payment file."""
    waits = PaymentFileLine.objects.filter(reward=OuterRef("pk"), fate=LineFate.WAITING)
    return rewards_visible_to(user).filter(~Exists(waits), state=State.CLAIMED)


def rewards_to_draw(rewards: QuerySet[Reward], user: Any, *, way: str) -> QuerySet[Reward]:
    """Keep what `user` may put into a file for a way of payment: a key fits, and no duty kept apart was done."""
    mine = openable_by(user, Envelope.objects.filter(purpose=Purpose.PAYEE))
    apart = Act.objects.filter(
        subject_label=Reward.label(), subject_id=OuterRef("pk"), separation="reward", person__in=user.hands
    ).exclude(duty="pay")
    found = rewards.filter(~Exists(apart), claim_made__way=way, claim_made__envelope__in=mine.values("pk"))
    return (
        found.select_related("case", "report", "claim_made")
        .prefetch_related("case__penalties", "payments", "report__fabrications")
        .order_by("pk")
    )


def waiting_by_way(rewards: QuerySet[Reward], user: Any) -> list[tuple[StrOrPromise, int]]:
    """Count what waits for a payment file or the window, by its way; what `user` could not draw up is left out."""
    return [(way.label, rewards_to_draw(rewards, user, way=way).count()) for way in Way]


def payment_files_visible_to(user: Any) -> QuerySet[WithAnnotations[PaymentFile, Counted]]:
    """Return the payment files, for cashiers and finance, with what is in them."""
    files: QuerySet[WithAnnotations[PaymentFile, Counted]] = PaymentFile.objects.annotate(
        line_count=Count("lines"), total_fen=Coalesce(Sum("lines__amount_fen"), 0)
    )
    return files if user.has_duty(Duty.CASHIER, Duty.FINANCE) else files.none()


def get_payment_file(user: Any, reference: str) -> PaymentFile:
    """Return one payment file, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(payment_files_visible_to(user), reference)


def clawbacks_visible_to(user: Any) -> QuerySet[Clawback]:
    """Return the clawbacks of the rewards that `user` may see; a leader decides on all of them."""
    found = without_conflicts(
        Clawback.objects.select_related("payment__reward__report", "payment__reward__case"),
        user,
        unit="payment__reward__case__unit",
        columns={Case.label(): "payment__reward__case", Report.label(): "payment__reward__report"},
    )
    return found if user.has_duty(Duty.REWARDS, Duty.FINANCE, Duty.LEADER) else found.none()


def get_clawback(user: Any, reference: str) -> Clawback:
    """Return one clawback, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(clawbacks_visible_to(user), reference)


def reward_of(report: Report) -> Reward | None:
    """Return the reward of a tip, for the reporter who holds its receipt, or None."""
    return Reward.objects.filter(report=report).exclude(state=State.CANCELLED).first()


def called_by_notice(on: datetime.date) -> list[tuple[str, datetime.date]]:
    """Return the public codes of reports whose reporters are called, with the last day to claim.

    A code stays to its last day whether it was claimed or not: that it goes would tell who came.
    """
    called = (
        Reward.objects.exclude(announced_on=None).filter(claim_until__gte=on).exclude(state=State.CANCELLED)
    )
    rows = called.select_related("report").order_by("claim_until", "pk")
    return [(reward.token, reward.claim_until) for reward in rows if reward.claim_until]


def can_renew_code(reward: Reward) -> bool:
    """Say whether the reporter can still ask for another code: the bank has no list with the first."""
    has_code = Claim.objects.filter(reward=reward, reward__state=State.CLAIMED, way=Way.CODE).exists()
    return has_code and not reward.file_lines.filter(fate=LineFate.WAITING).exists()


def _whose_papers(user: Any) -> QuerySet[Reward]:
    """Return the rewards whose papers `user` may read: a reward notice says what was reported, so officers only."""
    return rewards_visible_to(user) if user.has_duty(Duty.REWARDS) else Reward.objects.none()


register_visibility(Reward.label(), _whose_papers)
