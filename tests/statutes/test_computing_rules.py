"""Every number of the law is computed with in a row of a table: a number without its row fails here.

Brackets and periods stand in the two CSV files beside this one, everything else in NUMBERS. A rule whose value is a
word or a list says what applies and is no number; those that differ by level are in NUMBERS all the same.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rewards.bands import approvals_for
from statutes.calendar import ZONE, CalendarYearMissing, deadline, is_working_day, last_listed_year
from statutes.codes import DIVISIONS, HOME, is_valid_resident_id, is_valid_uscc
from statutes.day_kinds import COERCION_LAW, PENALTY_LAW, REVIEW_LAW, unit_of_days
from statutes.disasters import (
    assessing_government,
    forest_fire_level,
    geological_assessor,
    geological_loss_level,
    geological_threat_level,
    is_for_the_nation,
)
from statutes.fines import (
    Bracket,
    accident_fine,
    cited_bracket,
    fine_for,
    is_hearing_due,
    may_collect_on_the_spot,
    summary_limit,
    surcharge,
)
from statutes.investigation import investigating_level, reported_up_to
from statutes.levels import AccidentLevel, accident_level
from statutes.periods import Period, PeriodUnit
from statutes.rules import NATION, Rule, get_rule, load_rulebook
from statutes.rules.schema import PERIOD_UNITS, Unit
from statutes.triggers import (
    Accident,
    Harm,
    accident_crime,
    closure_grounds,
    is_coal_mine_to_be_closed,
    is_false_assessment_crime,
    is_false_report_crime,
    is_interview_due,
    listing_situations,
)

HERE = Path(__file__).parent
ON = date(2026, 11, 1)
SICHUAN = "51"
ORDINARY, LARGER, MAJOR, EXTRAORDINARY = AccidentLevel
NUMBER_UNITS = {
    Unit.YUAN,
    Unit.SHARE,
    Unit.MULTIPLE,
    Unit.PERSONS,
    Unit.COUNT,
    Unit.HECTARES,
    Unit.INTEGERS,
}
# The amounts of rewards are computed with in test_rewards.py, by regime. What the office settles for itself is no law.
ELSEWHERE = "reward."


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def days(*on: str) -> list[date]:
    return [date.fromisoformat(day) for day in on]


def larger(*on: str) -> list[Accident]:
    return [Accident(day, LARGER) for day in days(*on)]


def yuan(amount: int) -> Decimal:
    return Decimal(amount)


def out_of_range(year: int) -> bool:
    try:
        is_working_day(date(year, 6, 1))
    except CalendarYearMissing:
        return True
    return False


Row = tuple[str, Callable[[], object], object]
NUMBERS: list[Row] = [
    ("accident.level.deaths", lambda: accident_level(deaths=3, on=ON), "larger"),
    ("accident.level.serious_injuries", lambda: accident_level(serious_injuries=50, on=ON), "major"),
    ("accident.level.loss", lambda: accident_level(loss_yuan=yuan(10**8), on=ON), "extraordinary"),
    ("accident.investigation.level", lambda: investigating_level(MAJOR, place=SICHUAN, on=ON), "province"),
    ("accident.investigation.level", lambda: investigating_level(MAJOR, place=HOME, on=ON), "city"),
    ("accident.report.highest_level", lambda: reported_up_to(LARGER, on=ON), "province"),
    ("calendar.first_year", lambda: [out_of_range(2006), out_of_range(2007)], [True, False]),
    ("calendar.last_year", lambda: [out_of_range(2040), out_of_range(2041)], [False, True]),
    (
        "calendar.new_year_reach",
        lambda: [
            deadline(date(last_listed_year(), 12, 20), Period(days, PeriodUnit.CALENDAR_DAY)).is_provisional
            for days in (8, 9)
        ],
        [False, True],
    ),
    (
        "calendar.working_day_numbers.penalty_law",
        lambda: unit_of_days(7, law=PENALTY_LAW, on=ON),
        "working_day",
    ),
    (
        "calendar.working_day_numbers.review_law",
        lambda: unit_of_days(10, law=REVIEW_LAW, on=ON),
        "working_day",
    ),
    (
        "calendar.working_days_up_to.coercion_law",
        lambda: unit_of_days(11, law=COERCION_LAW, on=ON),
        "calendar_day",
    ),
    (
        "closure.penalties_in_180_days",
        lambda: closure_grounds(
            on=ON, has_major_hazard=True, penalised_on=days("2026-01-01", "2026-03-01", "2026-06-30")
        ),
        ("repeated_penalties",),
    ),
    (
        "closure.penalties_in_one_year",
        lambda: closure_grounds(
            on=ON,
            has_major_hazard=True,
            penalised_on=days("2026-01-01", "2026-05-01", "2026-09-01", "2027-01-01"),
        ),
        ("repeated_penalties",),
    ),
    (
        "closure.coal.repeated_hazard.count",
        lambda: [
            is_coal_mine_to_be_closed(days("2026-01-01"), on=ON),
            is_coal_mine_to_be_closed(days("2026-01-01", "2026-04-01"), on=ON),
        ],
        [False, True],
    ),
    (
        "code.divisions.vintage",
        lambda: sum(item.parent == HOME for item in DIVISIONS.values()),
        27,
    ),
    ("code.uscc.weights code.uscc.modulus", lambda: is_valid_uscc("115001020086700333"), True),
    (
        "code.resident_id.weights code.resident_id.birth_digits",
        lambda: is_valid_resident_id("11010519491231002X"),
        True,
    ),
    ("crime.accident.serious.deaths", lambda: accident_crime(Harm(deaths=1), on=ON), "serious"),
    (
        "crime.accident.serious.serious_injuries",
        lambda: accident_crime(Harm(serious_injuries=3), on=ON),
        "serious",
    ),
    ("crime.accident.serious.loss", lambda: accident_crime(Harm(loss_yuan=yuan(10**6)), on=ON), "serious"),
    ("crime.accident.aggravated.deaths", lambda: accident_crime(Harm(deaths=3), on=ON), "aggravated"),
    (
        "crime.accident.aggravated.serious_injuries",
        lambda: accident_crime(Harm(serious_injuries=10), on=ON),
        "aggravated",
    ),
    (
        "crime.accident.aggravated.loss",
        lambda: accident_crime(Harm(loss_yuan=yuan(5 * 10**6)), on=ON),
        "aggravated",
    ),
    ("crime.false_report.deaths", lambda: is_false_report_crime(Harm(deaths=1), on=ON), True),
    (
        "crime.false_report.serious_injuries",
        lambda: [is_false_report_crime(Harm(serious_injuries=count), on=ON) for count in (2, 3)],
        [False, True],
    ),
    (
        "crime.false_report.loss",
        lambda: [is_false_report_crime(Harm(loss_yuan=yuan(loss)), on=ON) for loss in (999_999, 10**6)],
        [False, True],
    ),
    ("crime.false_assessment.deaths", lambda: is_false_assessment_crime(Harm(deaths=1), on=ON), True),
    (
        "crime.false_assessment.serious_injuries",
        lambda: [is_false_assessment_crime(Harm(serious_injuries=count), on=ON) for count in (2, 3)],
        [False, True],
    ),
    (
        "crime.false_assessment.loss",
        lambda: [is_false_assessment_crime(Harm(loss_yuan=yuan(loss)), on=ON) for loss in (499_999, 500_000)],
        [False, True],
    ),
    (
        "crime.false_assessment.gains",
        lambda: [is_false_assessment_crime(Harm(), gains=yuan(gains), on=ON) for gains in (99_999, 100_000)],
        [False, True],
    ),
    (
        "crime.false_assessment.penalties.count",
        lambda: is_false_assessment_crime(Harm(), penalised_on=days("2024-05-01", "2026-05-01"), on=ON),
        True,
    ),
    ("crime.team", lambda: get_rule("crime.team", place=NATION, on=ON).number, 2),
    ("disaster.assessment.level", lambda: assessing_government(MAJOR, on=ON), "province"),
    ("disaster.extraordinary.deaths", lambda: [is_for_the_nation(n, on=ON) for n in (29, 30)], [False, True]),
    ("disaster.forest_fire.hectares", lambda: forest_fire_level(hectares=Decimal(100), on=ON), "major"),
    ("disaster.forest_fire.deaths", lambda: forest_fire_level(deaths=3, on=ON), "larger"),
    (
        "disaster.forest_fire.serious_injuries",
        lambda: forest_fire_level(serious_injuries=100, on=ON),
        "extraordinary",
    ),
    (
        "disaster.geological.assessment.city_deaths",
        lambda: [geological_assessor(deaths, on=ON) for deaths in (2, 3)],
        ["district", "city"],
    ),
    (
        "disaster.geological.assessment.nation_deaths",
        lambda: [geological_assessor(deaths, on=ON) for deaths in (29, 30)],
        ["city", "nation"],
    ),
    ("disaster.geological.loss.deaths", lambda: geological_loss_level(deaths=10, on=ON), "large"),
    ("disaster.geological.loss.yuan", lambda: geological_loss_level(loss_yuan=yuan(10**6), on=ON), "medium"),
    (
        "disaster.geological.threat.people",
        lambda: geological_threat_level(people_to_move=500, on=ON),
        "large",
    ),
    (
        "disaster.geological.threat.yuan",
        lambda: geological_threat_level(possible_loss_yuan=yuan(10**8), on=ON),
        "extraordinary",
    ),
    (
        "fine.especially_serious.multiple",
        lambda: accident_fine(ORDINARY, on=ON, is_especially_serious=True).high,
        5_000_000,
    ),
    (
        "fine.especially_serious.multiple",
        lambda: accident_fine(ORDINARY, on=ON, is_especially_serious=True, sector="coal_mine").low,
        1_000_000,
    ),
    (
        "approval.reward.review_from approval.reward.leader_from",
        lambda: [len(approvals_for(yuan(n), place=HOME, on=ON)) for n in (9_999, 10_000, 49_999, 50_000)],
        [1, 2, 2, 3],
    ),
    ("hearing.chair", lambda: get_rule("hearing.chair", place=NATION, on=ON).number, 2),
    (
        "hearing.threshold.citizen",
        lambda: [is_hearing_due(yuan(n), party="citizen", place=HOME, on=ON) for n in (4_999, 5_000)],
        [False, True],
    ),
    (
        "hearing.threshold.organisation",
        lambda: [is_hearing_due(yuan(n), party="organisation", place=HOME, on=ON) for n in (49_999, 50_000)],
        [False, True],
    ),
    (
        "interview.larger_accidents.count",
        lambda: is_interview_due(larger("2026-01-01", "2026-07-01"), on=ON),
        True,
    ),
    (
        "interview.larger_accidents.count",
        lambda: is_interview_due(larger("2026-01-01", "2026-07-01"), on=ON, place="63"),
        False,
    ),
    (
        "listing.larger_accidents.count",
        lambda: listing_situations(larger("2025-11-01", "2026-11-01"), on=ON),
        ("repeated_larger_accidents",),
    ),
    (
        "penalty.cash.limit",
        lambda: [may_collect_on_the_spot(yuan(n), on=ON) for n in (100, 101)],
        [True, False],
    ),
    ("penalty.officers", lambda: get_rule("penalty.officers", place=NATION, on=ON).number, 2),
    (
        "penalty.summary.limit",
        lambda: [summary_limit(who, on=ON) for who in ("citizen", "organisation")],
        [200, 3000],
    ),
    ("penalty.surcharge.rate", lambda: surcharge(yuan(10_000), 1, on=ON).amount, 300),
    ("penalty.surcharge.cap", lambda: surcharge(yuan(10_000), 34, on=ON).amount, 10_000),
    ("petition.representatives", lambda: get_rule("petition.representatives", place=NATION, on=ON).number, 5),
]


@pytest.mark.parametrize(("ids", "compute", "expected"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_number_is_computed_with(ids: str, compute: Callable[[], object], expected: object) -> None:
    assert all(rule_id in load_rulebook().rules for rule_id in ids.split())
    assert compute() == expected


def bracket_of(row: dict[str, str]) -> Bracket:
    facts: dict[str, Any] = {"on": date.fromisoformat(row["on"]), "party": row["party"]}
    if row["level"]:
        facts["level"] = ORDINARY if row["level"] == "any" else AccidentLevel(row["level"])
    if row["gains"]:
        facts["gains"] = Decimal(row["gains"] or 0) or Decimal(1)
    if row["subject"]:
        return fine_for(row["subject"], **facts)
    where = {name: int(row[name]) for name in ("paragraph", "item") if row[name]}
    is_overdue = bool(row["is_overdue"])
    article = int(row["article"])
    return cited_bracket(
        row["instrument"], article, is_overdue=is_overdue, is_prevailing=False, **where, **facts
    )


@pytest.mark.parametrize(
    "row", table("brackets.csv"), ids=lambda row: "-".join(row[name] for name in list(row)[:8])
)
def test_a_bracket_is_found_by_its_citation(row: dict[str, str]) -> None:
    found = bracket_of(row)
    times = (Decimal(row["gains"]) or Decimal(1)) if row["unit"] == "multiple" else Decimal(1)
    assert (found.low, found.high) == (Decimal(row["low"]) * times, Decimal(row["high"]) * times)


def of_period(row: dict[str, str]) -> tuple[Rule, datetime]:
    day = date.fromisoformat(row["start"])
    rule = get_rule(row["rule"], place=row["place"], on=day, sector=row["sector"] or None)
    start = datetime(day.year, day.month, day.day, 8, tzinfo=ZONE) if rule.period.unit.is_exact else day
    return rule, deadline(start, rule.period, rolls_over=False).due_at


@pytest.mark.parametrize(
    "row", table("periods.csv"), ids=lambda row: f"{row['rule']}-{row['place']}-{row['start']}"
)
def test_a_period_ends_on_its_day(row: dict[str, str]) -> None:
    rule, due_at = of_period(row)
    assert rule.place == row["place"]
    assert due_at.strftime("%Y-%m-%d %H:%M").startswith(row["due"])


def numbers_of_the_law() -> Iterator[Rule]:
    """Go through the rules with a number that must be computed with somewhere."""
    fines = {rule.id for rule, _, _ in load_rulebook().fines}
    for rules in load_rulebook().rules.values():
        for rule in rules:
            is_number = rule.unit in NUMBER_UNITS or (rule.unit == Unit.CHOICE and rule.by is not None)
            is_number &= rule.place != HOME
            if is_number and rule.id not in fines and not rule.id.startswith(ELSEWHERE):
                yield rule


def test_no_number_is_without_its_row() -> None:
    rows = {rule_id for ids, _, _ in NUMBERS for rule_id in ids.split()}
    assert {rule.id for rule in numbers_of_the_law()} <= rows


def test_no_bracket_is_without_its_row() -> None:
    rows = {(rule_id, row["on"]) for row in table("brackets.csv") for rule_id in bracket_of(row).rule_ids}
    for rule, _, _ in load_rulebook().fines:
        assert any(
            rule_id == rule.id and rule.is_in_force(date.fromisoformat(day)) for rule_id, day in rows
        ), rule.id


def test_no_period_is_without_its_row() -> None:
    rows = {(rule.id, rule.place, rule.effective_from) for rule, _ in map(of_period, table("periods.csv"))}
    loaded = {
        (rule.id, rule.place, rule.effective_from)
        for rules in load_rulebook().rules.values()
        for rule in rules
        if rule.unit in PERIOD_UNITS and rule.place != HOME
    }
    assert loaded - rows == set()
