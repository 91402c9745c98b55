"""Missing persons, the window for changes, who investigates, and who sits in the team."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.investigation import (
    Government,
    also_notified,
    casualty_window,
    investigating_level,
    level_on,
    may_unit_investigate,
    missing_count_from,
    missing_seats,
    reply_rule,
    reported_up_to,
    team_seats,
    upgraded_to,
)
from statutes.levels import AccidentLevel
from statutes.rules import Status, get_rule

ORDINARY, LARGER, MAJOR, EXTRAORDINARY = AccidentLevel
HERE, SICHUAN = "500102", "51"
DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("level", "here", "elsewhere"),
    [
        (ORDINARY, "district", "district"),
        (LARGER, "city", "city"),
        (MAJOR, "city", "province"),
        (EXTRAORDINARY, "nation", "nation"),
    ],
)
def test_who_investigates(level: AccidentLevel, here: str, elsewhere: str) -> None:
    assert investigating_level(level, place=HERE, on=DAY) == here
    assert investigating_level(level, place=SICHUAN, on=DAY) == elsewhere


def test_what_was_read_of_the_citys_old_text_is_sure_until_the_new_one() -> None:
    old = get_rule("accident.investigation.level", place=HERE, on=date(2024, 3, 27))
    new = get_rule("accident.investigation.level", place=HERE, on=date(2024, 3, 28))
    assert (old.status, new.status) == (Status.VERIFIED, Status.UNVERIFIED)


def test_only_an_ordinary_accident_that_hurt_nobody_may_be_left_to_the_unit() -> None:
    assert may_unit_investigate(ORDINARY, casualties=0, place=HERE, on=DAY)
    assert not may_unit_investigate(ORDINARY, casualties=1, place=HERE, on=DAY)
    assert not may_unit_investigate(LARGER, casualties=0, place=HERE, on=DAY)


@pytest.mark.parametrize(
    ("is_traffic_or_fire", "counted_from", "window"),
    [(False, date(2026, 4, 1), date(2026, 3, 31)), (True, date(2026, 3, 9), date(2026, 3, 8))],
)
def test_missing_persons_count_as_dead_after_the_window(
    is_traffic_or_fire: bool, counted_from: date, window: date
) -> None:
    for place in (HERE, SICHUAN):
        found = missing_count_from(DAY, is_traffic_or_fire=is_traffic_or_fire, place=place)
        assert found == counted_from
    assert casualty_window(DAY, is_traffic_or_fire=is_traffic_or_fire) == window
    facts = {"accident_on": DAY, "deaths": 2, "missing": 1, "is_traffic_or_fire": is_traffic_or_fire}
    assert level_on(window, **facts) is ORDINARY  # type: ignore[arg-type]
    assert level_on(counted_from, **facts) is LARGER  # type: ignore[arg-type]


@given(
    st.integers(min_value=0, max_value=40),
    st.integers(min_value=0, max_value=40),
    st.integers(min_value=0, max_value=90),
)
def test_time_never_lowers_the_level(deaths: int, missing: int, days: int) -> None:
    day = DAY + timedelta(days=days)
    today = level_on(day, accident_on=DAY, deaths=deaths, missing=missing)
    tomorrow = level_on(day + timedelta(days=1), accident_on=DAY, deaths=deaths, missing=missing)
    assert today.rank <= tomorrow.rank


def test_a_change_within_the_window_lets_the_higher_government_take_over() -> None:
    in_time, too_late = date(2026, 3, 31), date(2026, 4, 1)
    assert upgraded_to(ORDINARY, LARGER, accident_on=DAY, changed_on=in_time) is Government.CITY
    assert upgraded_to(ORDINARY, LARGER, accident_on=DAY, changed_on=too_late) is None
    assert upgraded_to(ORDINARY, LARGER, accident_on=DAY, changed_on=in_time, is_traffic_or_fire=True) is None
    # In Chongqing the city has both; elsewhere the province takes over.
    assert upgraded_to(LARGER, MAJOR, accident_on=DAY, changed_on=in_time) is None
    taken = upgraded_to(LARGER, MAJOR, accident_on=DAY, changed_on=in_time, place=SICHUAN)
    assert taken is Government.PROVINCE
    assert upgraded_to(LARGER, ORDINARY, accident_on=DAY, changed_on=in_time) is None


def test_a_team_has_its_mandatory_members_and_invites_the_procuratorate() -> None:
    seats = team_seats(sector="chemical", place=HERE, on=DAY)
    assert [seat.key for seat in seats if not seat.is_invited] == [
        "government",
        "emergency",
        "supervision",
        "police",
        "union",
    ]
    assert [seat.title_zh for seat in seats if seat.is_invited] == ["人民检察院"]
    assert seats[-1].citation.article == "第二十二条"


def test_the_department_of_the_sector_sits_in_the_team() -> None:
    seats = {seat.key: seat.title_zh for seat in team_seats(sector="construction", place=HERE, on=DAY)}
    assert "住房" in seats["sector"]
    away = team_seats(sector="construction", place=HERE, on=DAY, is_cross_area=True)
    assert {seat.key for seat in away} - set(seats) == {"home_government"}


def test_the_seats_a_team_lacks_are_named() -> None:
    present = ["government", "emergency", "police", "union", "procuratorate"]
    (lacking,) = missing_seats(present, sector="chemical", place=HERE, on=DAY)
    assert lacking.title_zh == "监察机关"
    assert missing_seats([*present, "supervision"], sector="chemical", place=HERE, on=DAY) == ()


def test_how_high_the_report_goes_and_who_else_is_told() -> None:
    found = [reported_up_to(level, on=DAY) for level in AccidentLevel]
    assert found == ["city", "province", "nation", "nation"]
    assert also_notified(on=DAY) == ("police", "labour", "union", "procuratorate")


def test_the_reply_takes_longer_for_an_extraordinary_accident() -> None:
    periods = [reply_rule(level, on=DAY).period.amount for level in AccidentLevel]
    assert periods == [15, 15, 15, 30]
