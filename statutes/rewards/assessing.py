"""Compute a reward from the facts and the regime, step by step."""

from datetime import date

from statutes.codes import SECTORS
from statutes.rewards.eligibility import check_eligibility
from statutes.rewards.facts import Assessment, RewardFacts
from statutes.rewards.methods import pay, round_amount, uplift
from statutes.rewards.schedules import (
    MINING,
    Schedule,
    ScheduleNotLoaded,
    schedule_by_code,
    schedule_for,
)
from statutes.rewards.sheet import NOTHING, Sheet
from statutes.rules import load_rulebook


def assess(facts: RewardFacts, *, place: str, on: date, schedule: Schedule | str | None = None) -> Assessment:
    """Compute the reward for verified facts under the regime of a place and date, or under a named regime.

    Raises ScheduleNotLoaded where the regime's amounts are unknown, AmountNeedsChoice where it only gives
    bounds, FactMissing where it turns on a fact that is not given.
    """
    regime = _regime(facts, place=place, on=on, schedule=schedule)
    sheet = Sheet(facts, regime, place=place, on=on)
    kind, amount = None, NOTHING
    is_eligible = check_eligibility(sheet)
    if is_eligible:
        kind, paid = pay(sheet)
        amount = round_amount(sheet, uplift(sheet, kind, paid))
    return Assessment(
        amount=amount,
        steps=tuple(sheet.steps),
        schedule=regime.code,
        schedule_title=regime.title,
        kind=kind,
        is_eligible=is_eligible,
        place=place,
        on=on,
        rules_version=load_rulebook().version,
    )


def _regime(facts: RewardFacts, *, place: str, on: date, schedule: Schedule | str | None) -> Schedule:
    if schedule is None:
        found = schedule_for(place, on, sector=_schedule_sector(facts))
    else:
        code = schedule if isinstance(schedule, str) else schedule.code
        # A code names a regime through time: its row in force on the date counts.
        found = schedule_by_code(code, on=on)
    if not any((found.major, found.violation, found.ordinary, found.concealment)):
        raise ScheduleNotLoaded(found.reason or f"《{found.title}》的奖励标准没有载入。")
    return found


def _schedule_sector(facts: RewardFacts) -> str | None:
    sector = SECTORS.get(facts.sector) if facts.sector else None
    if facts.is_mining or (sector is not None and sector.is_mining):
        return MINING
    return facts.sector
