"""The reporter's claim, and its period."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from notices.services import issue_notice
from reports.models import MailboxItem, Report
from reports.services import check_claim_password, tell_reporter
from reports.states import StatusWord
from rewards.models import Claim, Kind, Reward
from rewards.notices import call_notice
from rewards.payees import way_of
from rewards.services.budgets import budget_for, post
from rewards.states import LineFate, State, Way
from statutes.clocks import due_of, get_clock
from vault.models import Purpose
from vault.services import prepare_envelope, store_envelope
from workflow.clocks import Approval
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.selectors import running_clock
from workflow.services import advance, record
from workflow.services.moves import lock_subject


def last_day_to_claim() -> datetime.date:
    """Return the last day of a period to claim that begins now."""
    clock = get_clock("reward.claim", on=timezone.localdate())
    return timezone.localdate(due_of(clock, timezone.now()).due_at)


@transaction.atomic
def extend_claim(reward: Reward, *, actor: User, until_on: datetime.date, note: str) -> LogEntry:
    """Let the reporter claim until a later day, for a good reason; the reporter is told."""
    if reward.claim_until is not None and until_on <= reward.claim_until:
        raise MoveRefused(_("The new day must lie after the one that counts now."))
    approval = Approval(approved_on=timezone.localdate(), until_on=until_on)
    entry = advance(reward, "extend_claim", actor=actor, note=note, approval=approval, claim_until=until_on)
    tell_reporter(reward.report, text=f"领取奖金的期限延长至{until_on:%Y年%-m月%-d日}。原因：{note}")
    return entry


@transaction.atomic
def announce_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Call a reporter who cannot be reached by public notice: it names the public code of the report and nothing else.

    The notice counts as service when its period is over (Civil Procedure Law art. 95, by analogy); then the period to
    claim runs in full. A day that was allowed before is not taken back. The paper is there to be posted.
    """
    if (
        MailboxItem.objects.filter(report=reward.report, notice__kind="reward_notice")
        .exclude(read_at=None)
        .exists()
    ):
        raise MoveRefused(_("The reporter has opened the reward notice: there is nobody to call."))
    today, served = timezone.localdate(), due_of(get_clock("reward.call"), timezone.now()).due_at
    last_day = timezone.localdate(due_of(get_clock("reward.claim", on=today), served).due_at)
    until_on = max(last_day, reward.claim_until or last_day)
    approval = Approval(approved_on=today, until_on=until_on)
    entry = advance(
        reward,
        "announce",
        actor=actor,
        note=note,
        approval=approval,
        announced_on=today,
        claim_until=until_on,
    )
    paper = call_notice(reward, served_on=timezone.localdate(served))
    issue_notice("reward_call", subject=reward, context=paper, actor=actor, agency=get_office())
    return entry


@transaction.atomic
def follow_claim_period(reward: Reward) -> None:
    """Keep the last day to claim with its period, which a holiday notice has moved; no paper's day is taken back."""
    if reward.state == State.APPROVED and reward.claim_until is not None:
        last_day = timezone.localdate(running_clock(reward, "reward.claim").due_at)
        Reward.objects.filter(pk=reward.pk).update(claim_until=max(reward.claim_until, last_day))


def claim_reward(
    report: Report, *, payee: Mapping[str, str], seed: bytes = b"", password: str = ""
) -> Reward:
    """Claim the reward of a tip with the receipt; `payee` is sealed to the cashiers before anything is locked.

    Where a password was chosen at filing it is asked; `seed` is what the receipt gave. Raises `WrongPassword`, and
    `StalePage` when there is nothing to claim, or it was claimed a moment ago.
    """
    reward: Reward | None = report.rewards.exclude(state="cancelled").first()
    if reward is None:
        raise StalePage(_("There is no reward to claim for this report."))
    if reward.state != State.APPROVED:
        raise StalePage(_("This reward has been claimed already, or is not ready to be claimed yet."))
    if reward.claim_until is not None and timezone.localdate() > reward.claim_until:
        raise StalePage(_("The period to claim has ended. Call 12350: it can be extended for a good reason."))
    check_claim_password(report, seed=seed, password=password)
    prepared = prepare_envelope(Purpose.PAYEE, payee)
    with transaction.atomic():
        advance(reward, "claim", actor=None)
        envelope = store_envelope(prepared, subject=reward)
        Claim.objects.create(reward=reward, envelope=envelope, way=way_of(payee))
        tell_reporter(report, word=StatusWord.REWARD_CLAIMED)
    return reward


def renew_code(report: Report, *, payee: Mapping[str, str], seed: bytes = b"", password: str = "") -> None:
    """Seal another code in the place of one that was lost, as long as it stands in no list of the bank."""
    reward: Reward | None = report.rewards.filter(state=State.CLAIMED, claim_made__way=Way.CODE).first()
    if reward is None:
        raise StalePage(_("There is no code to renew for this report."))
    check_claim_password(report, seed=seed, password=password)
    prepared = prepare_envelope(Purpose.PAYEE, payee)
    with transaction.atomic():
        if lock_subject(reward).state != State.CLAIMED:
            raise StalePage
        if reward.file_lines.filter(fate=LineFate.WAITING).exists():
            raise StalePage(
                _("The code stands in a list for the bank already. What is not picked up comes back here.")
            )
        # What was sealed first stays with the file and opens nothing any more: the list takes the claim's envelope.
        envelope = store_envelope(prepared, subject=reward)
        Claim.objects.filter(reward=reward).update(envelope=envelope)
        record(reward, "renew_code", actor=None)


@transaction.atomic
def lapse_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Note that nobody claimed in time."""
    if reward.claim_until is not None and timezone.localdate() <= reward.claim_until:
        raise MoveRefused(_("The period to claim has not ended yet."))
    entry = advance(reward, "lapse", actor=actor, note=note)
    post(Kind.RELEASE, reward, budget=reward.budget, cause=entry)
    tell_reporter(reward.report, word=StatusWord.CLOSED)
    return entry


@transaction.atomic
def revive_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Let the reporter of a lapsed reward claim after all; the money is committed anew, out of this year's."""
    budget, until_on = budget_for(reward, year=timezone.localdate().year), last_day_to_claim()
    entry = advance(reward, "revive", actor=actor, note=note, claim_until=until_on, budget=budget)
    post(Kind.COMMIT, reward, budget=budget, cause=entry)
    tell_reporter(reward.report, word=StatusWord.REWARD_READY)
    tell_reporter(reward.report, text=f"奖金可以在{until_on:%Y年%-m月%-d日}前领取。原因：{note}")
    return entry
