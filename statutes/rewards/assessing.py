"""Compute a reward from the facts and the regime, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from statutes.codes import SECTORS
from statutes.rewards.eligibility import check_eligibility
from statutes.rewards.facts import Assessment, RewardFacts, Step, TipKind
from statutes.rewards.freezing import (
    BrokenRecord,
    digest_of,
    freeze_facts,
    freeze_regime,
    thaw_facts,
    thaw_regime,
)
from statutes.rewards.methods import pay, round_amount, uplift
from statutes.rewards.schedules import (
    MINING,
    Schedule,
    ScheduleNotLoaded,
    schedule_by_code,
    schedule_for,
)
from statutes.rewards.sheet import NOTHING, Sheet
from statutes.rewards.sources import FrozenRules, RuleFiles
from statutes.rules import load_rulebook


def assess(facts: RewardFacts, *, place: str, on: date, schedule: Schedule | str | None = None) -> Assessment:
    """Compute the reward for verified facts under the regime of a place and date, or under a named regime.

    Raises ScheduleNotLoaded where the regime's amounts are unknown, AmountNeedsChoice where it only gives
    bounds, FactMissing where it turns on a fact that is not given.
    """
    regime = find_regime(facts, place=place, on=on, schedule=schedule)
    rules = RuleFiles(regime.rules_for(place), on, regime.sector)
    figures = _compute(Sheet(facts, regime, source=rules))
    frozen = {
        "place": place,
        "on": on.isoformat(),
        "facts": freeze_facts(facts),
        "regime": freeze_regime(regime),
        "rules": rules.freeze(),
    }
    return _assessment(figures, regime, frozen, version=load_rulebook().version)


def reassess(record: Mapping[str, Any]) -> Assessment:
    """Compute a stored assessment again from the rows that were frozen with it, whatever the rule files are now.

    Raises BrokenRecord where the frozen rows do not match their digest.
    """
    frozen = record["frozen"]
    if digest_of(frozen) != record["digest"]:
        raise BrokenRecord("the stored rules and facts do not match their digest")
    regime = thaw_regime(frozen["regime"])
    sheet = Sheet(thaw_facts(frozen["facts"]), regime, source=FrozenRules.thaw(frozen["rules"]))
    return _assessment(_compute(sheet), regime, frozen, version=record["rules_version"])


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the methods gave."""

    amount: Decimal
    kind: TipKind | None
    is_eligible: bool
    payer: str
    steps: tuple[Step, ...]


def _compute(sheet: Sheet) -> _Figures:
    payer = sheet.rule("reward.payer").choice
    if not check_eligibility(sheet):
        return _Figures(NOTHING, None, is_eligible=False, payer=payer, steps=tuple(sheet.steps))
    kind, paid = pay(sheet)
    amount = round_amount(sheet, uplift(sheet, kind, paid))
    return _Figures(amount, kind, is_eligible=True, payer=payer, steps=tuple(sheet.steps))


def _assessment(
    figures: _Figures, regime: Schedule, frozen: Mapping[str, Any], *, version: str
) -> Assessment:
    return Assessment(
        amount=figures.amount,
        steps=figures.steps,
        schedule=regime.code,
        schedule_title=regime.title,
        kind=figures.kind,
        is_eligible=figures.is_eligible,
        place=frozen["place"],
        on=date.fromisoformat(frozen["on"]),
        rules_version=version,
        payer=figures.payer,
        frozen=frozen,
        digest=digest_of(frozen),
    )


def find_regime(
    facts: RewardFacts, *, place: str, on: date, schedule: Schedule | str | None = None
) -> Schedule:
    """Find the regime of a place, a date and a sector, or the named one; raise ScheduleNotLoaded for none."""
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
