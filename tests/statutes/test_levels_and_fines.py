"""Accident levels, fine brackets, surcharge and thresholds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.fines import accident_fine, bracket, is_hearing_due, summary_limit, surcharge
from statutes.levels import AccidentLevel, accident_level, investigating_level
from statutes.rules import RuleNotLoaded
from statutes.rules.schema import DIMENSIONS

pytestmark = pytest.mark.once

ON = date(2026, 3, 1)
COUNTS = st.integers(min_value=0, max_value=200)


@pytest.mark.parametrize(
    ("deaths", "injured", "loss", "level"),
    [
        (0, 0, 0, "ordinary"),
        (2, 9, 9_999_999, "ordinary"),
        (3, 0, 0, "larger"),
        (9, 0, 0, "larger"),
        (0, 10, 0, "larger"),
        (0, 0, 10_000_000, "larger"),
        (10, 0, 0, "major"),
        (0, 50, 0, "major"),
        (0, 0, 50_000_000, "major"),
        (29, 99, 99_999_999, "major"),
        (30, 0, 0, "extraordinary"),
        (0, 100, 0, "extraordinary"),
        (1, 0, 100_000_000, "extraordinary"),
    ],
)
def test_the_gravest_measure_decides_the_level(deaths: int, injured: int, loss: int, level: str) -> None:
    found = accident_level(deaths=deaths, serious_injuries=injured, loss_yuan=Decimal(loss), on=ON)
    assert found == level


@given(COUNTS, COUNTS, COUNTS)
def test_more_harm_never_lowers_the_level(deaths: int, injured: int, more: int) -> None:
    before = accident_level(deaths=deaths, serious_injuries=injured, on=ON)
    assert accident_level(deaths=deaths + more, serious_injuries=injured, on=ON).rank >= before.rank
    assert accident_level(deaths=deaths, serious_injuries=injured, missing=more, on=ON).rank >= before.rank


def test_negative_measures_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        accident_level(deaths=-1, on=ON)


def test_the_levels_are_those_of_the_rule_files() -> None:
    assert tuple(AccidentLevel) == DIMENSIONS["level"]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("一般事故", "ordinary"),
        ("较大(推定)", "larger"),
        ("重大", "major"),
        ("特别重大事故", "extraordinary"),
    ],
)
def test_levels_are_read_from_chinese(words: str, level: str) -> None:
    assert AccidentLevel.from_title(words) == level
    with pytest.raises(ValueError, match="no accident level"):
        AccidentLevel.from_title("未载")


def test_who_investigates() -> None:
    assert investigating_level(AccidentLevel.ORDINARY, place="500102", on=ON) == "district"
    assert investigating_level(AccidentLevel.MAJOR, place="500102", on=ON) == "city"
    assert investigating_level(AccidentLevel.MAJOR, place="51", on=ON) == "province"


@pytest.mark.parametrize(
    ("level", "low", "high"),
    [
        ("ordinary", 300_000, 1_000_000),
        ("larger", 1_000_000, 2_000_000),
        ("major", 2_000_000, 10_000_000),
        ("extraordinary", 10_000_000, 20_000_000),
    ],
)
def test_the_fine_on_the_responsible_unit(level: str, low: int, high: int) -> None:
    plain = accident_fine(AccidentLevel(level), on=ON)
    assert [plain.low, plain.high] == [Decimal(low), Decimal(high)]
    assert plain.holds(Decimal(low))
    assert not plain.holds(Decimal(high + 1))
    serious = accident_fine(AccidentLevel(level), on=ON, is_especially_serious=True)
    assert [serious.low, serious.high] == [Decimal(2 * low), Decimal(5 * high)]


@pytest.mark.parametrize(
    ("key", "low", "high", "is_share"),
    [
        ("fine.manager.no_accident", "10000", "30000", False),
        ("fine.manager.accident", "0.20", "0.50", True),
        ("fine.principal.escape", "0.60", "1.00", True),
        ("fine.unit.concealment", "1000000", "5000000", False),
        ("fine.person.concealment", "0.60", "1.00", True),
        ("fine.hazard_not_removed", "0", "50000", False),
        ("fine.hazard_refused.person", "50000", "100000", False),
        ("fine.obstruction", "20000", "200000", False),
        ("fine.obstruction.person", "10000", "20000", False),
    ],
)
def test_brackets(key: str, low: str, high: str, is_share: bool) -> None:
    found = bracket(key, on=ON)
    assert (str(found.low), str(found.high), found.is_income_share) == (low, high, is_share)


def test_the_principal_pays_a_share_of_income_by_level() -> None:
    found = [bracket("fine.principal.accident", on=ON, level=level).high for level in AccidentLevel]
    assert found == [Decimal("0.40"), Decimal("0.60"), Decimal("0.80"), Decimal("1.00")]
    with pytest.raises(ValueError, match="differs by accident level"):
        bracket("fine.principal.accident", on=ON)


def test_the_brackets_of_2021_are_not_applied_before_their_day() -> None:
    with pytest.raises(RuleNotLoaded):
        accident_fine(AccidentLevel.ORDINARY, on=date(2021, 8, 31))


@pytest.mark.parametrize(
    ("days", "amount", "is_capped"),
    [
        (-1, "0", False),
        (0, "0", False),
        (1, "3000.00", False),
        (33, "99000.00", False),
        (34, "100000.00", True),
    ],
)
def test_the_surcharge_runs_at_three_percent_and_stops_at_the_fine(
    days: int, amount: str, is_capped: bool
) -> None:
    found = surcharge(Decimal(100_000), days, on=ON)
    assert (found.amount, found.is_capped) == (Decimal(amount), is_capped)


@given(st.integers(min_value=1, max_value=10**9).map(Decimal), st.integers(min_value=0, max_value=400))
def test_the_surcharge_never_exceeds_the_fine(fine: Decimal, days: int) -> None:
    assert surcharge(fine, days, on=ON).amount <= fine


@pytest.mark.parametrize(
    ("party", "amount", "is_due"),
    [
        ("citizen", 4999, False),
        ("citizen", 5000, True),
        ("organisation", 49999, False),
        ("organisation", 50000, True),
    ],
)
def test_hearing_thresholds_of_chongqing(party: str, amount: int, is_due: bool) -> None:
    assert is_hearing_due(Decimal(amount), party=party, place="500102", on=ON) is is_due


def test_the_old_national_hearing_threshold_ends_with_decree_18() -> None:
    last_day = date(2026, 1, 31)
    assert is_hearing_due(Decimal(20_000), party="citizen", place="51", on=last_day)
    assert not is_hearing_due(Decimal(49_999), party="organisation", place="51", on=last_day)
    with pytest.raises(RuleNotLoaded):
        is_hearing_due(Decimal(10**6), party="citizen", place="51", on=date(2026, 2, 1))


def test_limits_of_the_summary_procedure() -> None:
    assert summary_limit("citizen", on=ON) == 200
    assert summary_limit("organisation", on=ON) == 3000
