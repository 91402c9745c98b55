"""Writes of rewards: assessment, proposal, approval, claim, payout."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case
from investigations.services import finding_facts
from investigations.states import State as CaseState
from notices.services import issue_notice
from reports.models import Report
from reports.selectors import identity_of
from reports.services import check_claim_password, tell_reporter
from reports.states import Mode, StatusWord
from rewards.models import Claim, Payment, Reward
from rewards.notices import reward_notice
from rewards.states import State
from sanctions.models import Penalty
from sanctions.states import IMPOSED, UNCOLLECTED
from statutes.clocks import due_of, get_clock
from statutes.codes import SECTORS
from statutes.rewards import (
    AmountNeedsChoice,
    BrokenRecord,
    FactMissing,
    RewardFacts,
    ScheduleNotLoaded,
    assess,
    reassess,
)
from statutes.rules import RuleNotLoaded, get_rule
from vault.models import Purpose
from vault.services import open_envelope, prepare_envelope, store_envelope
from workflow.clocks import Approval
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.selectors import running_clock
from workflow.services import advance, begin, record


def facts_of(report: Report, case: Case) -> RewardFacts:
    """Gather what was established in the case of a tip, as the statutes take it."""
    found = finding_facts(case)
    penalties = list(Penalty.objects.filter(case=case, state__in=IMPOSED))
    return RewardFacts(
        fines=tuple(penalty.fine for penalty in penalties if not penalty.person_name),
        person_fines=tuple(penalty.fine for penalty in penalties if penalty.person_name),
        is_penalised=bool(penalties),
        is_verified=found["is_verified"],
        is_major_hazard=found["is_major_hazard"],
        is_violation=not (found["is_major_hazard"] or found["is_concealed"]),
        concealed_deaths=found["concealed_deaths"],
        deaths=found["deaths"] or None,
        sector=case.sector or None,
        is_mining=case.sector in SECTORS and SECTORS[case.sector].is_mining,
        is_employee=report.mode == Mode.EMPLOYEE,
        is_real_name=report.mode != Mode.ANONYMOUS,
        has_contact=report.mode != Mode.ANONYMOUS or identity_of(report) is not None,
        has_agreed_password=bool(report.claim_digest),
        mining_tier=found["mining_tier"] or None,
    )


@transaction.atomic
def open_reward(
    case: Case,
    *,
    penalty: Penalty | None = None,
    schedule: str | None = None,
    on: datetime.date | None = None,
    place: str | None = None,
    chosen_amount: Decimal | None = None,
) -> Reward | None:
    """Assess the reward of a case's tip and open it for proposal. Opening twice gives the same reward.

    The regime is that of the case's division and first day, unless `place`, `on` or `schedule` name another.
    A regime that is not loaded opens a reward without an amount that says so: never a guess. One that gives bounds
    only takes the office's `chosen_amount` within them.
    """
    report = case.report
    if report is None:
        return None
    existing: Reward | None = report.rewards.exclude(state="cancelled").first()
    if existing:
        return existing
    computed = _computed(
        report,
        case,
        schedule=schedule,
        on=on or timezone.localdate(case.created_at),
        place=place or case.division,
        chosen_amount=chosen_amount,
    )
    reward = Reward(report=report, case=case, penalty=penalty, **computed)
    begin(reward, move="assess", actor=None)
    tell_reporter(report, word=StatusWord.REWARD_PREPARING)
    return reward


def _computed(
    report: Report,
    case: Case,
    *,
    schedule: str | None,
    on: datetime.date,
    place: str,
    chosen_amount: Decimal | None,
) -> dict[str, Any]:
    facts = replace(facts_of(report, case), chosen_amount=chosen_amount)
    try:
        assessment = assess(facts, place=place, on=on, schedule=schedule)
    except AmountNeedsChoice as error:
        return _without_amount(error.reason, low=str(error.low), high=str(error.high))
    except ScheduleNotLoaded as error:
        return _without_amount(error.reason)
    except RuleNotLoaded as error:
        return _without_amount(str(error))
    except FactMissing as error:
        return _without_amount(f"核定所需的事实没有查明：{error.fact}。", missing=error.fact)
    return {"amount_fen": int(assessment.amount * 100), "assessment": assessment.as_dict()}


def _without_amount(reason: str, **more: str) -> dict[str, Any]:
    return {"amount_fen": 0, "assessment": {"steps": [], "not_loaded": reason, **more}}


def _check_figure(reward: Reward) -> None:
    """Compute the stored assessment again from its frozen rows: nobody proposes or approves a changed figure."""
    if "digest" not in reward.assessment:
        return
    try:
        again = reassess(reward.assessment)
    except BrokenRecord as broken:
        raise MoveRefused(
            _("The stored facts or rules of this reward were changed. Assess it anew.")
        ) from broken
    if int(again.amount * 100) != reward.amount_fen:
        raise MoveRefused(_("The stored steps do not give the amount of this reward. Assess it anew."))


@transaction.atomic
def propose_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Propose the assessed amount."""
    _check_figure(reward)
    return advance(reward, "propose", actor=actor, note=note)


@transaction.atomic
def refuse_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Find that no reward is due, with the reason."""
    entry = advance(reward, "refuse", actor=actor, note=note)
    tell_reporter(reward.report, word=StatusWord.VERIFIED)
    return entry


@transaction.atomic
def send_back_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Return the proposal to the reward officer with a reason."""
    return advance(reward, "send_back", actor=actor, note=note)


@transaction.atomic
def approve_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Approve the amount; number and dict of the notice are fixed in the same block, the claim period runs."""
    _check_figure(reward)
    today = timezone.localdate()
    last_day = timezone.localdate(due_of(get_clock("reward.claim", on=today), timezone.now()).due_at)
    entry = advance(reward, "approve", actor=actor, note=note, claim_until=last_day)
    notice = issue_notice(
        "reward_notice", subject=reward, context=reward_notice(reward), actor=actor, agency=get_office()
    )
    tell_reporter(reward.report, word=StatusWord.REWARD_READY, notice=notice)
    return entry


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
        Claim.objects.create(reward=reward, envelope=store_envelope(prepared, subject=reward))
        tell_reporter(report, word=StatusWord.REWARD_CLAIMED)
    return reward


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


@transaction.atomic
def pay_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Record the payout. The instruction has one identity for ever."""
    _check_payable_now(reward)
    entry = advance(reward, "pay", actor=actor, note=note)
    Payment.objects.create(
        reward=reward, instruction=f"FK-{reward.reference}", amount_fen=reward.amount_fen, paid_by=actor
    )
    tell_reporter(reward.report, word=StatusWord.REWARD_PAID)
    return entry


@transaction.atomic
def lapse_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Note that nobody claimed in time."""
    if reward.claim_until is not None and timezone.localdate() <= reward.claim_until:
        raise MoveRefused(_("The period to claim has not ended yet."))
    entry = advance(reward, "lapse", actor=actor, note=note)
    tell_reporter(reward.report, word=StatusWord.CLOSED)
    return entry
