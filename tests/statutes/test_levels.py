"""Accident levels."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.levels import AccidentLevel, accident_level
from statutes.rules.schema import DIMENSIONS

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
    assert accident_level(deaths=deaths, serious_injuries=injured + more, on=ON).rank >= before.rank
    loss = Decimal(more * 10**6)
    assert accident_level(deaths=deaths, serious_injuries=injured, loss_yuan=loss, on=ON).rank >= before.rank


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
