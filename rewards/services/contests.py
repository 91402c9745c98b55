"""Tell the reporter what is intended before anybody approves it; the objection, and its re-examination."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.selectors import get_office, recused_people
from notices.services import issue_notice
from reports.models import Report
from reports.services import tell_reporter
from reports.states import StatusWord
from rewards.matters import is_shared, needs_division
from rewards.models import Contest, Reward
from rewards.notices import preliminary_notice, refusal_words
from rewards.services.assessments import as_shared, check_figure, check_uncontested, recompute
from rewards.services.shares import divide_again
from rewards.states import Answer, Outcome, State
from rewards.truth import found_on
from statutes.clocks import due_of, get_clock
from vault.models import Purpose
from vault.services import open_envelope, prepare_envelope, store_envelope
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.selectors import last_clock
from workflow.services import advance, record

_NOTHING = _("There is nothing to answer any more: the reward has gone on, or was answered.")


def last_day_to_contest() -> datetime.date:
    """Return the last day of a period to contest that begins now."""
    clock = get_clock("reward.contest", on=timezone.localdate())
    return timezone.localdate(due_of(clock, timezone.now()).due_at)


@transaction.atomic
def follow_contest_period(reward: Reward) -> None:
    """Keep the last day to contest with its period, which a holiday notice has moved; no day is taken back."""
    clock = last_clock(reward, "reward.contest")
    if reward.contest_until is not None and clock is not None and clock.is_running:
        last_day = timezone.localdate(clock.due_at)
        Reward.objects.filter(pk=reward.pk).update(contest_until=max(reward.contest_until, last_day))


@issues_paper
@transaction.atomic
def tell_reward(reward: Reward, *, actor: User, note: str = "") -> LogEntry:
    """Tell the reporter the intended amount, how it comes about, and until when it may be contested."""
    check_uncontested(reward)
    check_figure(reward)
    entry = advance(
        reward, "tell", actor=actor, note=note, told_by=actor, contest_until=last_day_to_contest()
    )
    notice = issue_notice(
        "reward_preliminary",
        subject=reward,
        context=preliminary_notice(reward),
        actor=actor,
        agency=get_office(),
    )
    tell_reporter(reward.report, word=StatusWord.REWARD_PREPARING, notice=notice)
    return entry


@transaction.atomic
def refuse_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Find that no reward is due; the reporter reads on which rule, and may contest it."""
    until = last_day_to_contest()
    entry = advance(reward, "refuse", actor=actor, note=note, told_by=actor, contest_until=until)
    text, text_en = refusal_words(reward, reason=note)
    tell_reporter(reward.report, word=StatusWord.VERIFIED, text=text, text_en=text_en)
    return entry


@transaction.atomic
def agree_to_reward(report: Report) -> Reward:
    """Agree to the intended amount with the receipt, so that nothing is waited for."""
    reward = _current(report, State.TOLD)
    if reward.settled_at is None:
        advance(reward, "agree", actor=None)
    return reward


def contest_reward(report: Report, *, text: str) -> Reward:
    """Contest what was told, with the receipt; the reasons are sealed to the reward officers."""
    reward = _current(report, State.TOLD, State.REFUSED)
    if reward.told_by is None:  # refused before refusals could be contested
        raise StalePage(_NOTHING)
    prepared = prepare_envelope(
        Purpose.MESSAGE,
        {"text": text},
        exclude=recused_people(report, reward.case),
        duty=Duty.REWARDS,
    )
    is_about_refusal = reward.state == State.REFUSED
    with transaction.atomic():
        advance(reward, "contest", actor=None)
        Contest.objects.create(
            reward=reward,
            envelope=store_envelope(prepared, subject=reward),
            is_about_refusal=is_about_refusal,
            told_by=reward.told_by,
        )
    return reward


def _current(report: Report, *states: str) -> Reward:
    reward: Reward | None = report.rewards.filter(state__in=states).first()
    if reward is None:
        raise StalePage(_NOTHING)
    return reward


def read_contest(reward: Reward, *, actor: User, identity: str) -> str:
    """Open the reporter's reasons for who re-examines; the log keeps who did."""
    contest = reward.contests.latest("pk")
    text = str(open_envelope(contest.envelope, identity=identity)["text"])
    record(reward, "read_contest", actor=actor)
    return text


UPHELD = "您对拟奖励的异议已由另外的人员复核，结果：维持。理由：{reasons}"
UPHELD_EN = "Your objection was re-examined by somebody else. Outcome: upheld. Reasons: {reasons}"
CHANGED = "您对拟奖励的异议已由另外的人员复核，结果：变更。理由：{reasons}新的结果将另行告知您。"
CHANGED_EN = (
    "Your objection was re-examined by somebody else. Outcome: changed. Reasons: {reasons} "
    "The new result is told to you here."
)


@transaction.atomic
def uphold_reward(reward: Reward, *, actor: User, note: str) -> LogEntry:
    """Uphold the amount or the refusal that was contested; the reporter reads why."""
    move = "uphold_refusal" if reward.told_fen is None else "uphold"
    entry = advance(reward, move, actor=actor, note=note)
    _close_contest(reward, Outcome.UPHELD, actor=actor, reasons=note)
    word = StatusWord.VERIFIED if move == "uphold_refusal" else StatusWord.REWARD_PREPARING
    _tell_outcome(reward, UPHELD, UPHELD_EN, reasons=note, word=word)
    return entry


@transaction.atomic
def change_reward(
    reward: Reward,
    *,
    actor: User,
    note: str,
    deaths: int | None = None,
    concealed_deaths: int | None = None,
    is_major_hazard: bool | None = None,
    chosen_amount: Decimal | None = None,
) -> LogEntry:
    """Find otherwise: the amount is worked out anew on the facts as they are now, with what the re-examiner corrects.

    Conditions that were not met are open again; somebody else finds them, and the reporter is told the new result.
    """
    corrected: dict[str, Any] = {
        "deaths": deaths,
        "concealed_deaths": concealed_deaths,
        "is_major_hazard": is_major_hazard,
        "chosen_amount": chosen_amount,
    }
    changes = {name: value for name, value in corrected.items() if value is not None}
    if found_on(reward.report):
        raise MoveRefused(_("It stands that the report was made up. That decision is taken back first."))
    found = recompute(reward, **changes)
    if "not_loaded" in found["assessment"]:
        raise MoveRefused(_("On these facts the rules give no amount. Check what you corrected."))
    if is_shared(reward):
        is_alone = not needs_division(reward)
        if not is_alone:
            divide_again(reward, found)
        found = as_shared(found, report=reward.report, case=reward.case, is_alone=is_alone)
    entry = advance(reward, "change", actor=actor, note=note, **found)
    reward.checks.filter(answer=Answer.NO).update(
        answer=Answer.OPEN, found_by=None, found_at=None, reviewed_by=None, reviewed_at=None
    )
    _close_contest(reward, Outcome.CHANGED, actor=actor, reasons=note)
    _tell_outcome(reward, CHANGED, CHANGED_EN, reasons=note, word=StatusWord.REWARD_PREPARING)
    return entry


def _close_contest(reward: Reward, outcome: Outcome, *, actor: User, reasons: str) -> None:
    Contest.objects.filter(reward=reward, decided_at=None).update(
        outcome=outcome, reasons=reasons, decided_by=actor, decided_at=timezone.now()
    )


def _tell_outcome(reward: Reward, text: str, text_en: str, *, reasons: str, word: str) -> None:
    full = reasons if reasons.endswith(("。", ".")) else f"{reasons}。"
    tell_reporter(
        reward.report, word=word, text=text.format(reasons=full), text_en=text_en.format(reasons=reasons)
    )
