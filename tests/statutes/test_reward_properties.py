"""What holds for every assessment: money to the fen, bounds, order, and the same figure for ever."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from statutes.levels import AccidentLevel
from statutes.rewards import (
    Assessment,
    BrokenRecord,
    FactMissing,
    RewardFacts,
    ScheduleNotLoaded,
    apportion,
    assess,
    known_places,
    reassess,
)
from statutes.rules import load_rulebook, lookup
from statutes.rules.loading import RULES_DIR, Rulebook, load_from

ON = date(2023, 6, 1)
FEN = Decimal("0.01")
MONEY = st.decimals(min_value=0, max_value=20_000_000, places=2, allow_nan=False)
FINE = st.integers(min_value=0, max_value=1_200_000).map(Decimal) | MONEY
# Most tips are rewarded: a ground that rules a reward out is drawn once in a while.
RARELY = st.integers(min_value=0, max_value=19).map(lambda drawn: drawn == 0)
MOSTLY = RARELY.map(lambda drawn: not drawn)
FACTS = st.builds(
    RewardFacts,
    fines=st.lists(FINE, max_size=3).map(tuple),
    person_fines=st.lists(FINE, max_size=2).map(tuple),
    is_penalised=st.booleans(),
    is_major_hazard=st.booleans(),
    is_illegal_production=st.booleans(),
    is_violation=st.booleans(),
    concealed_deaths=st.integers(min_value=0, max_value=40),
    deaths=st.none() | st.integers(min_value=0, max_value=60),
    accident_level=st.none() | st.sampled_from(AccidentLevel),
    sector=st.sampled_from([None, "coal_mine", "chemical", "construction"]),
    mining_tier=st.sampled_from([None, "first", "second"]),
    is_employee=st.booleans(),
    is_employee_family=st.booleans(),
    is_real_name=MOSTLY,
    has_contact=MOSTLY,
    is_verified=MOSTLY,
    is_already_handled=RARELY,
    is_excluded_person=RARELY,
    is_duplicate=RARELY,
    chosen_amount=st.none() | MONEY,
    item=st.sampled_from(["", "gas_shop"]),
    paid_this_month=MONEY,
)
PLAIN = st.builds(
    RewardFacts, fines=st.lists(FINE, min_size=1, max_size=3).map(tuple), is_violation=st.just(True)
)
PLACES = st.sampled_from(["cn", "14", "500102", "441502", *sorted(known_places())])


def assessed(facts: RewardFacts, place: str, on: date = ON) -> Assessment | None:
    """Assess; None where the regime does not give an amount."""
    try:
        return assess(facts, place=place, on=on)
    except (ScheduleNotLoaded, FactMissing):
        return None


@contextmanager
def rule_files(folder: Path, changes: dict[str, tuple[str, str]]) -> Iterator[Rulebook]:
    """Put changed rule files in the place of the loaded ones."""
    shutil.copytree(
        RULES_DIR, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"), dirs_exist_ok=True
    )
    for name, (old, new) in changes.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    before, changed = lookup.load_rulebook, load_from(folder)
    try:
        with pytest.MonkeyPatch.context() as patch:
            # The rulebook of this process, as if it had started with the changed files.
            patch.setattr("statutes.rules.lookup.load_rulebook", lambda: changed)
            patch.setattr("statutes.rewards.schedules.load_rulebook", lambda: changed)
            patch.setattr("statutes.rewards.assessing.load_rulebook", lambda: changed)
            yield changed
    finally:
        assert lookup.load_rulebook is before


# ---- Money -----------------------------------------------------------------------------------------------------
@settings(max_examples=400)
@given(FACTS, PLACES)
def test_an_amount_is_never_negative_and_exact_to_the_fen(facts: RewardFacts, place: str) -> None:
    found = assessed(facts, place)
    assume(found is not None)
    assert found is not None
    assert found.amount >= 0
    assert found.amount == found.amount.quantize(FEN)
    assert found.is_eligible or found.amount == 0
    assert json.loads(json.dumps(found.as_dict()))["amount"] == str(found.amount)


@pytest.mark.full
@settings(max_examples=10_000)
@given(FACTS, PLACES)
def test_ten_thousand_amounts_are_exact_and_keep_their_bounds(facts: RewardFacts, place: str) -> None:
    found = assessed(facts, place)
    if found is None:
        return
    assert found.amount >= 0
    assert found.amount == found.amount.quantize(FEN)
    assert found.is_eligible or found.amount == 0
    assert reassess(found.as_dict()).amount == found.amount
    if place == "500102" and found.is_eligible and facts.fines and facts.is_violation:
        assert 3_000 <= found.amount <= 300_000


@given(MONEY, MONEY)
def test_a_higher_fine_never_earns_less_and_floor_and_cap_hold(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    less, more = (
        assess(RewardFacts(fines=(fine,), is_violation=True), place="500102", on=ON).amount
        for fine in (low, high)
    )
    assert 3000 <= less <= more <= 300000
    if 20_000 < low < 2_000_000:
        assert less == (low * Decimal("0.15")).quantize(FEN, rounding="ROUND_HALF_UP")


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(AccidentLevel))
def test_more_concealed_deaths_never_earn_less_and_the_cap_holds(
    one: int, other: int, level: AccidentLevel
) -> None:
    fewer, more = sorted((one, other))
    amounts = [
        assess(RewardFacts(concealed_deaths=count, accident_level=level), place="cn", on=ON).amount
        for count in (fewer, more)
    ]
    assert amounts[0] <= amounts[1] <= 300000


@given(MONEY, st.sampled_from(["37", "3502", "41", "500102"]))
def test_an_employee_never_earns_less_than_anybody_else(fine: Decimal, place: str) -> None:
    facts = RewardFacts(fines=(fine,), is_violation=True)
    day = date(2025, 10, 1)
    ordinary, employee = assessed(facts, place, day), assessed(replace(facts, is_employee=True), place, day)
    assume(ordinary is not None and employee is not None)
    assert ordinary is not None
    assert employee is not None
    assert employee.amount >= ordinary.amount


# ---- The same figure for ever ----------------------------------------------------------------------------------
@settings(max_examples=400)
@given(FACTS, PLACES)
def test_a_stored_assessment_gives_its_figure_again(facts: RewardFacts, place: str) -> None:
    found = assessed(facts, place)
    assume(found is not None)
    assert found is not None
    stored = json.loads(json.dumps(found.as_dict(), ensure_ascii=False))
    assert reassess(stored).as_dict() == found.as_dict()
    assert found.as_dict() == assess(facts, place=place, on=ON).as_dict()


CHANGES = {
    "cn/reward-measures-2018.toml": ('value = "0.15"', 'value = "0.40"'),
    "cn/reward-settings.toml": ('value = "sum_all"\nstatus', 'value = "unit_only"\nstatus'),
    "cn/mining-reward-2021.toml": ("value = 300000", "value = 900000"),
    "cn-37-shandong/reward-measures.toml": ('value = "0.50"', 'value = "0.10"'),
    "cn-50-chongqing/fuling-office-settings.toml": (
        'ordinary = { method = "nothing", rules = "reward.scope" }',
        'ordinary = { method = "share", rules = "reward.penalty_share" }',
    ),
}


@pytest.fixture(scope="module")
def changed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


def test_a_changed_rulebook_changes_new_figures_and_no_old_one(changed_folder: Path) -> None:
    fined = RewardFacts(fines=(Decimal(100_000),), is_violation=True)
    old = assess(fined, place="14", on=ON)
    with rule_files(
        changed_folder, {"cn/reward-measures-2018.toml": CHANGES["cn/reward-measures-2018.toml"]}
    ):
        new = assess(fined, place="14", on=ON)
        again = reassess(json.loads(json.dumps(old.as_dict())))
    assert (old.amount, new.amount, again.amount) == (15000, 40000, 15000)
    assert again.as_dict() == old.as_dict()
    assert new.rules_version != old.rules_version
    assert new.digest != old.digest


def test_old_figures_stand_whatever_facts_and_rules(changed_folder: Path) -> None:
    kept: list[tuple[RewardFacts, str, dict[str, Any]]] = []

    @settings(max_examples=1500, database=None)
    @given(FACTS | PLAIN, PLACES)
    def collect(facts: RewardFacts, place: str) -> None:
        if (found := assessed(facts, place)) is not None:
            kept.append((facts, place, json.loads(json.dumps(found.as_dict()))))

    collect()
    assert len(kept) > 300
    before = load_rulebook().version
    is_changed = 0
    with rule_files(changed_folder, CHANGES):
        for facts, place, record in kept:
            again = reassess(record)
            assert (str(again.amount), again.rules_version) == (record["amount"], before)
            assert [step.as_dict() for step in again.steps] == record["steps"]
            new = assessed(facts, place)
            is_changed += new is None or str(new.amount) != record["amount"]
    assert is_changed > 10


def test_a_record_that_was_tampered_with_is_refused() -> None:
    facts = RewardFacts(fines=(Decimal(100_000),), is_violation=True)
    for path, value in (
        (("facts", "fines"), ["900000"]),
        (("rules", "reward.penalty_share.rate", "value"), "0.9"),
    ):
        record = json.loads(json.dumps(assess(facts, place="500102", on=ON).as_dict()))
        target = record["frozen"]
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value
        with pytest.raises(BrokenRecord):
            reassess(record)


# ---- Shares ----------------------------------------------------------------------------------------------------
POINTS = st.dictionaries(st.integers(1, 60), st.integers(1, 200), min_size=1, max_size=12)


def shares_hold(total: int, points: dict[int, int], more: int) -> None:
    """Check one split: to the fen, by points, whatever the order, and more points never give less."""
    parts, whole = apportion(total, points), sum(points.values())
    assert sum(parts.values()) == total
    assert all(abs(part * whole - total * points[key]) < whole for key, part in parts.items())
    keys = sorted(points, key=lambda key: (points[key], -key))
    assert [parts[key] for key in keys] == sorted(parts.values())
    assert apportion(total, dict(reversed(points.items()))) == parts
    first = min(points)
    assert apportion(total, points | {first: points[first] + more})[first] >= parts[first]


@settings(max_examples=200)
@given(st.integers(0, 30_000_000), POINTS, st.integers(0, 100))
def test_shares_add_up_to_the_fen(total: int, points: dict[int, int], more: int) -> None:
    shares_hold(total, points, more)


@pytest.mark.full
@settings(max_examples=10_000)
@given(st.integers(0, 30_000_000), POINTS, st.integers(0, 100))
def test_ten_thousand_shares_add_up_to_the_fen(total: int, points: dict[int, int], more: int) -> None:
    shares_hold(total, points, more)
