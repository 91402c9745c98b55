"""Assess the reward of a case's tip."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models import Case
from investigations.services import finding_facts
from reports.matters import first_of, matter_of, places_of
from reports.models import Report
from reports.selectors import identity_of
from reports.services import tell_reporter
from reports.states import Mode, StatusWord
from reports.states import State as ReportState
from rewards.eligibility import drawn_up
from rewards.matters import division_of, is_shared, needs_division, share_of, shares_on
from rewards.models import Check, Division, Reward
from rewards.truth import found_among, is_being_heard
from sanctions.models import Penalty
from sanctions.states import IMPOSED
from statutes.codes import SECTORS
from statutes.rewards import (
    AmountNeedsChoice,
    BrokenRecord,
    FactMissing,
    RewardFacts,
    ScheduleNotLoaded,
    apportion,
    assess,
    reassess,
    share_step,
)
from statutes.rewards.freezing import thaw_facts
from statutes.rewards.sharing import SHARES
from statutes.rules import RuleNotLoaded
from workflow.errors import MoveRefused
from workflow.services import begin


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


def rewarded_report(case: Case) -> Report | None:
    """Return the tip that a case's reward is for: of several on the matter, that of the first effective reporter.

    A tip that was withdrawn earns nothing (the reporter was told so when withdrawing).
    """
    report = first_of(case.report) if case.report else None
    return None if report is None or report.state == ReportState.WITHDRAWN else report


def rewarded_reports(case: Case) -> list[Report]:
    """Return the tips that rewards are for: the first one's alone, or where the office shares, all on the matter."""
    return _all_rewarded(case) if shares_on(case) else _first_rewarded(case)


def _first_rewarded(case: Case) -> list[Report]:
    first = rewarded_report(case)
    return [first] if first else []


def _all_rewarded(case: Case) -> list[Report]:
    if case.report is None:
        return []
    tips = [place.report for place in places_of(case.report)] or [matter_of(case.report)]
    ahead = first_of(case.report)
    return sorted(
        (tip for tip in tips if tip.state != ReportState.WITHDRAWN), key=lambda tip: tip.pk != ahead.pk
    )


@transaction.atomic
def open_reward(case: Case, **regime: Any) -> Reward | None:
    """Assess the reward of a case's tip, where the office shares of each on the matter; return the first one's.

    Opening twice gives the same rewards. See `_open_one` for what `regime` may name.
    """
    shared = shares_on(case)
    reports = _all_rewarded(case) if shared else _first_rewarded(case)
    opened = [
        _open_one(report, case, is_shared=shared, is_alone=len(reports) == 1, **regime) for report in reports
    ]
    return opened[0] if opened else None


def _open_one(
    report: Report,
    case: Case,
    *,
    is_shared: bool,
    is_alone: bool,
    penalty: Penalty | None = None,
    schedule: str | None = None,
    on: datetime.date | None = None,
    place: str | None = None,
    chosen_amount: Decimal | None = None,
) -> Reward:
    """Assess the reward of one tip and open it for proposal.

    The regime is that of the case's division and first day, unless `place`, `on` or `schedule` name another.
    A regime that is not loaded opens a reward without an amount that says so: never a guess. One that gives bounds
    only takes the office's `chosen_amount` within them.
    """
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
    if is_shared:
        computed = as_shared(computed, report=report, case=case, is_alone=is_alone)
    reward = Reward(report=report, case=case, penalty=penalty, **computed)
    begin(reward, move="assess", actor=None)
    draw_up_checks(reward)
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
    return _figures(facts, schedule=schedule, on=on, place=place)


def _figures(facts: RewardFacts, *, schedule: str | None, on: datetime.date, place: str) -> dict[str, Any]:
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


def frozen_facts(reward: Reward) -> RewardFacts | None:
    """Return the facts on which a reward was assessed, or None where no regime gave an amount."""
    frozen = reward.assessment.get("frozen")
    return thaw_facts(frozen["facts"]) if frozen else None


def recompute(reward: Reward, **changes: Any) -> dict[str, Any]:
    """Work the amount out again under the regime of the assessment, on the facts as they are now and `changes`.

    Of a shared reward it is the whole, on the facts of the first reporter.
    """
    division = division_of(reward.case) if is_shared(reward) else None
    report = division.lead if division else reward.report
    return _recomputed(division.assessment if division else reward.assessment, report, reward.case, **changes)


def _recomputed(assessment: dict[str, Any], report: Report, case: Case, **changes: Any) -> dict[str, Any]:
    frozen = assessment.get("frozen", {})
    facts, before = facts_of(report, case), thaw_facts(frozen["facts"]) if frozen else None
    if before is not None:  # what this office has found and chosen for this reward stands
        facts = replace(facts, is_employee=before.is_employee, chosen_amount=before.chosen_amount)
    return _figures(
        replace(facts, **changes),
        schedule=assessment.get("schedule"),
        on=datetime.date.fromisoformat(frozen["on"]) if frozen else timezone.localdate(case.created_at),
        place=frozen.get("place", case.division),
    )


def as_shared(figures: dict[str, Any], *, report: Report, case: Case, is_alone: bool) -> dict[str, Any]:
    """Take the part of one reporter: the whole where nobody else is there, nothing yet where it is not agreed."""
    division = division_of(case)
    share = division.shares.filter(report=report).first() if division and division.is_agreed else None
    if division is not None and share is not None:
        return part_of(division, report)
    assessment = {**figures["assessment"], "several": SHARES}
    if "not_loaded" in assessment:
        return {"amount_fen": 0, "assessment": assessment}
    if not is_alone:
        return {"amount_fen": 0, "assessment": {**assessment, "awaits_shares": True}}
    return _with_share(assessment, figures["amount_fen"], figures["amount_fen"], case)


def part_of(division: Division, report: Report) -> dict[str, Any]:
    """Return amount and assessment of one part of an agreed division."""
    share = division.shares.get(report=report)
    return _with_share(
        {**division.assessment, "several": SHARES}, division.total_fen, share.fen, division.case
    )


def _with_share(assessment: dict[str, Any], total_fen: int, fen: int, case: Case) -> dict[str, Any]:
    step = share_step(total_fen, fen, place=case.division, on=timezone.localdate())
    return {"amount_fen": fen, "assessment": {**assessment, "steps": [*assessment["steps"], step]}}


def draw_up_checks(reward: Reward) -> None:
    """Freeze the conditions of this day with the reward. Twice changes nothing."""
    Check.objects.bulk_create(drawn_up(reward), ignore_conflicts=True)


def amount_now(reward: Reward) -> int:
    """Return what the facts of today would give in fen, under its regime; 0 where it cannot be said."""
    total, share = int(recompute(reward)["amount_fen"]), share_of(reward)
    if share is None or not is_shared(reward):
        return total
    points = dict(share.division.shares.values_list("report", "points"))
    return apportion(total, points)[reward.report_id]


def _without_amount(reason: str, **more: str) -> dict[str, Any]:
    return {"amount_fen": 0, "assessment": {"steps": [], "not_loaded": reason, **more}}


def check_figure(reward: Reward) -> None:
    """Compute the stored assessment again from its frozen rows: nobody proposes or approves a changed figure."""
    if "digest" not in reward.assessment:
        return
    try:
        again = reassess(reward.assessment)
    except BrokenRecord as broken:
        raise MoveRefused(
            _("The stored facts or rules of this reward were changed. Assess it anew.")
        ) from broken
    if _expected_fen(reward, int(again.amount * 100)) != reward.amount_fen:
        raise MoveRefused(_("The stored steps do not give the amount of this reward. Assess it anew."))


def _expected_fen(reward: Reward, total_fen: int) -> int:
    if not needs_division(reward):
        return total_fen
    share = share_of(reward)
    if share is None or share.division.total_fen != total_fen:
        return 0
    return share.fen


def check_uncontested(reward: Reward) -> None:
    """Wait while what the reward rests on may still fall: the penalty, or the report while its reporter is heard."""
    questions = list(reward.report.fabrications.all())
    if is_being_heard(questions):
        raise MoveRefused(_("It is being looked into whether the report was made up. The reward waits."))
    if found_among(questions):
        raise MoveRefused(_("The report was found to be made up. Nothing is paid on it."))
    if any(penalty.has_open_remedy for penalty in reward.case.penalties.all()):
        raise MoveRefused(
            _("The penalty is being reconsidered or is before a court. The reward waits for the outcome.")
        )
