"""Every amount of a reward regime is computed with: at its lowest, at its rate, and at its highest."""

from dataclasses import replace
from decimal import Decimal

import pytest

from statutes.levels import AccidentLevel
from statutes.rewards import RewardFacts, TipKind, assess
from statutes.rewards.facts import AmountNeedsChoice
from statutes.rewards.methods import method_of
from statutes.rewards.schedules import Schedule, loaded_schedules
from statutes.rules import get_rule, has_rule, load_rulebook
from statutes.rules.schema import Unit

FACTS = {
    TipKind.CONCEALMENT: RewardFacts(concealed_deaths=1, accident_level=AccidentLevel.ORDINARY),
    TipKind.MAJOR: RewardFacts(is_major_hazard=True),
    TipKind.VIOLATION: RewardFacts(is_violation=True, is_penalised=True),
    TipKind.ORDINARY: RewardFacts(),
}
NUMBERS = (Unit.YUAN, Unit.SHARE, Unit.MULTIPLE)
# The numbers that a method reads under its prefix; a table of fixed amounts has one for each of its items.
SUFFIXES = {"rate", "amount", "per_death", "low", "high", "minimum", "maximum", "monthly_maximum"}
EMPLOYEES = ("reward.employee.uplift", "reward.employee.uplift_minimum", "reward.employee.maximum")

REGIMES = [(row.code, schedule) for row, _, schedule in loaded_schedules()]


def prefix_of(schedule: Schedule, kind: TipKind, method: str) -> str | None:
    found = method_of(schedule, kind)
    return found.rules if found is not None and found.method == method else None


def amount_of(rule_id: str, schedule: Schedule) -> Decimal | None:
    facts = {"place": schedule.rules_place, "on": schedule.effective_from, "sector": schedule.sector}
    if not has_rule(rule_id, **facts):  # type: ignore[arg-type]
        return None
    return get_rule(rule_id, **facts).amount  # type: ignore[arg-type]


def paid(facts: RewardFacts, schedule: Schedule) -> Decimal:
    place = schedule.rules_place
    return assess(facts, place=place, on=schedule.effective_from, schedule=schedule).amount


@pytest.mark.parametrize(("code", "schedule"), REGIMES, ids=[code for code, _ in REGIMES])
@pytest.mark.parametrize("kind", [TipKind.MAJOR, TipKind.VIOLATION])
def test_a_share_of_the_fine_stays_between_its_ends(code: str, schedule: Schedule, kind: TipKind) -> None:
    prefix = prefix_of(schedule, kind, "share")
    if prefix is None:
        assert code
        return
    rate = amount_of(f"{prefix}.rate", schedule)
    assert rate is not None
    facts = replace(FACTS[kind], is_penalised=True)
    middle = Decimal(100_000)
    least, most = amount_of(f"{prefix}.minimum", schedule), amount_of(f"{prefix}.maximum", schedule)
    assert paid(replace(facts, fines=(middle,)), schedule) == max(rate * middle, least or Decimal())
    if least is not None:
        assert paid(replace(facts, fines=(Decimal(1),)), schedule) == least
    if most is not None:
        assert paid(replace(facts, fines=(Decimal(10**8),)), schedule) == most


@pytest.mark.parametrize(("code", "schedule"), REGIMES, ids=[code for code, _ in REGIMES])
def test_a_concealed_accident_pays_by_its_level(code: str, schedule: Schedule) -> None:
    for level in AccidentLevel:
        facts = replace(FACTS[TipKind.CONCEALMENT], accident_level=level)
        where = {"place": schedule.rules_place, "on": schedule.effective_from, "sector": schedule.sector}
        if prefix := prefix_of(schedule, TipKind.CONCEALMENT, "per_death"):
            per_death = get_rule(f"{prefix}.per_death", **where).amount_by(level)  # type: ignore[arg-type]
            assert paid(facts, schedule) == per_death, code
            many = replace(facts, concealed_deaths=100)
            assert paid(many, schedule) == amount_of(f"{prefix}.maximum", schedule)
        if prefix := prefix_of(schedule, TipKind.CONCEALMENT, "flat_by_level"):
            flat = get_rule(f"{prefix}.amount", **where).amount_by(level)  # type: ignore[arg-type]
            assert paid(facts, schedule) == flat
        if prefix := prefix_of(schedule, TipKind.CONCEALMENT, "band_by_level"):
            low = get_rule(f"{prefix}.low", **where).amount_by(level)  # type: ignore[arg-type]
            high = get_rule(f"{prefix}.high", **where).amount_by(level)  # type: ignore[arg-type]
            if low == high:
                assert paid(facts, schedule) == low
                continue
            with pytest.raises(AmountNeedsChoice) as refusal:
                paid(facts, schedule)
            assert (refusal.value.low, refusal.value.high) == (low, high)


@pytest.mark.parametrize(("code", "schedule"), REGIMES, ids=[code for code, _ in REGIMES])
@pytest.mark.parametrize("kind", list(TipKind))
def test_a_flat_amount_is_paid_and_a_band_is_asked_for(code: str, schedule: Schedule, kind: TipKind) -> None:
    if prefix := prefix_of(schedule, kind, "flat"):
        assert paid(FACTS[kind], schedule) == amount_of(f"{prefix}.amount", schedule), code
    if prefix := prefix_of(schedule, kind, "band"):
        with pytest.raises(AmountNeedsChoice) as refusal:
            paid(FACTS[kind], schedule)
        assert refusal.value.low == amount_of(f"{prefix}.low", schedule)
        assert refusal.value.high == amount_of(f"{prefix}.high", schedule)


def test_no_amount_of_a_regime_is_unread() -> None:
    prefixes = {
        method.rules
        for _, schedule in REGIMES
        for kind in TipKind
        if (method := method_of(schedule, kind)) is not None
    }
    numbers = {
        rule.id
        for rules in load_rulebook().rules.values()
        for rule in rules
        if rule.id.startswith("reward.") and rule.unit in NUMBERS
    }
    parts = {number: number.rpartition(".") for number in numbers}
    tables = {
        prefix for _, schedule in REGIMES for kind in TipKind if (prefix := prefix_of(schedule, kind, "item"))
    }
    read = {
        number
        for number, part in parts.items()
        if (part[0] in prefixes and part[2] in SUFFIXES) or part[0] in tables
    }
    assert numbers == read | set(EMPLOYEES)
