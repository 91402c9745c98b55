"""Levels of forest fires and geological disasters, and who assesses them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.disasters import (
    GeologicalLevel,
    assessing_government,
    forest_fire_level,
    geological_assessor,
    geological_loss_level,
    geological_threat_level,
    is_assessment_due,
    is_fast_report_due,
    is_for_the_nation,
)
from statutes.levels import AccidentLevel
from statutes.rules import RuleNotLoaded

ON = date(2026, 3, 1)
COUNTS = st.integers(min_value=0, max_value=1500)
YUAN = st.integers(min_value=0, max_value=2 * 10**8).map(Decimal)


@pytest.mark.parametrize(
    ("hectares", "deaths", "injured", "level"),
    [
        ("0", 0, 0, "ordinary"),
        ("0.99", 2, 9, "ordinary"),
        ("1", 0, 0, "larger"),
        ("99.99", 0, 0, "larger"),
        ("0", 3, 0, "larger"),
        ("0", 0, 10, "larger"),
        ("100", 0, 0, "major"),
        ("0", 10, 0, "major"),
        ("0", 0, 50, "major"),
        ("999.9", 29, 99, "major"),
        ("1000", 0, 0, "extraordinary"),
        ("0", 30, 0, "extraordinary"),
        ("0", 0, 100, "extraordinary"),
    ],
)
def test_levels_of_forest_fires(hectares: str, deaths: int, injured: int, level: str) -> None:
    found = forest_fire_level(hectares=Decimal(hectares), deaths=deaths, serious_injuries=injured, on=ON)
    assert found == level


@pytest.mark.parametrize(
    ("deaths", "loss", "level"),
    [
        (0, 0, "small"),
        (2, 999_999, "small"),
        (3, 0, "medium"),
        (0, 1_000_000, "medium"),
        (10, 0, "large"),
        (0, 5_000_000, "large"),
        (29, 9_999_999, "large"),
        (30, 0, "extraordinary"),
        (0, 10_000_000, "extraordinary"),
    ],
)
def test_levels_of_geological_disasters_by_loss(deaths: int, loss: int, level: str) -> None:
    assert geological_loss_level(deaths=deaths, loss_yuan=Decimal(loss), on=ON) == level


@pytest.mark.parametrize(
    ("people", "loss", "level"),
    [
        (99, 4_999_999, "small"),
        (100, 0, "medium"),
        (0, 5_000_000, "medium"),
        (500, 0, "large"),
        (0, 50_000_000, "large"),
        (999, 99_999_999, "large"),
        (1000, 0, "extraordinary"),
        (0, 100_000_000, "extraordinary"),
    ],
)
def test_levels_of_geological_dangers_by_threat(people: int, loss: int, level: str) -> None:
    found = geological_threat_level(people_to_move=people, possible_loss_yuan=Decimal(loss), on=ON)
    assert found == level
    assert is_fast_report_due(found, on=ON) is (level in ("large", "extraordinary"))


@given(COUNTS, YUAN, COUNTS)
def test_more_harm_never_lowers_a_level(people: int, yuan: Decimal, more: int) -> None:
    before = geological_loss_level(deaths=people, loss_yuan=yuan, on=ON)
    assert geological_loss_level(deaths=people + more, loss_yuan=yuan, on=ON).rank >= before.rank
    threat = geological_threat_level(people_to_move=people, possible_loss_yuan=yuan, on=ON)
    worse = geological_threat_level(people_to_move=people, possible_loss_yuan=yuan + more, on=ON)
    assert worse.rank >= threat.rank
    fire = forest_fire_level(hectares=Decimal(people), deaths=0, on=ON)
    assert forest_fire_level(hectares=Decimal(people), deaths=more, on=ON).rank >= fire.rank


def test_negative_measures_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        forest_fire_level(deaths=-1, on=ON)
    with pytest.raises(ValueError, match="negative"):
        geological_loss_level(loss_yuan=Decimal(-1), on=ON)


def test_the_levels_have_their_chinese_titles() -> None:
    assert [level.title_zh for level in GeologicalLevel] == ["小型", "中型", "大型", "特大型"]


def test_who_assesses_a_natural_disaster() -> None:
    found = [assessing_government(level, on=ON) for level in AccidentLevel]
    assert found == ["district", "city", "province", "nation"]
    assert [is_assessment_due(level, on=ON) for level in AccidentLevel] == [False, False, True, True]
    with pytest.raises(RuleNotLoaded):
        assessing_government(AccidentLevel.MAJOR, on=date(2025, 8, 2))
    assert is_for_the_nation(30, on=ON)
    assert not is_for_the_nation(29, on=ON)


@pytest.mark.parametrize(
    ("deaths", "who"), [(0, "district"), (2, "district"), (3, "city"), (29, "city"), (30, "nation")]
)
def test_who_assesses_a_geological_disaster_in_chongqing(deaths: int, who: str) -> None:
    assert geological_assessor(deaths, on=ON) == who
    with pytest.raises(RuleNotLoaded):
        geological_assessor(deaths, on=ON, place="51")
