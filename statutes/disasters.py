"""How grave a natural disaster is, and who assesses it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from statutes.investigation import SEATS_ZH, Government, Seat, government_of, tier_at
from statutes.levels import AccidentLevel
from statutes.rules import HOME, NATION, Rule, get_rule


class GeologicalLevel(StrEnum):
    """The four levels of geological disasters and dangers, mildest first."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    EXTRAORDINARY = "extraordinary"

    @property
    def rank(self) -> int:
        """The place from mildest to gravest."""
        return list(GeologicalLevel).index(self)

    @property
    def title_zh(self) -> str:
        """The level as Chinese offices write it."""
        return _TITLES_ZH[self]


_TITLES_ZH = {
    GeologicalLevel.SMALL: "小型",
    GeologicalLevel.MEDIUM: "中型",
    GeologicalLevel.LARGE: "大型",
    GeologicalLevel.EXTRAORDINARY: "特大型",
}


def forest_fire_level(
    *, on: date, hectares: Decimal = Decimal(), deaths: int = 0, serious_injuries: int = 0
) -> AccidentLevel:
    """Give the gravest level that the damaged forest, the deaths or the serious injuries reach."""
    area = get_rule("disaster.forest_fire.hectares", place=NATION, on=on)
    killed = get_rule("disaster.forest_fire.deaths", place=NATION, on=on)
    injured = get_rule("disaster.forest_fire.serious_injuries", place=NATION, on=on)
    _check(hectares, deaths, serious_injuries)
    reached = [
        level
        for level in AccidentLevel
        if hectares >= area.amount_by(level)
        or deaths >= killed.number_by(level)
        or serious_injuries >= injured.number_by(level)
    ]
    return max(reached, key=lambda level: level.rank)


def geological_loss_level(*, on: date, deaths: int = 0, loss_yuan: Decimal = Decimal()) -> GeologicalLevel:
    """Give the level of a geological disaster by what it did: deaths and direct loss."""
    people = get_rule("disaster.geological.loss.deaths", place=NATION, on=on)
    loss = get_rule("disaster.geological.loss.yuan", place=NATION, on=on)
    return _geological(deaths, people, loss_yuan, loss)


def geological_threat_level(
    *, on: date, people_to_move: int = 0, possible_loss_yuan: Decimal = Decimal(), place: str = HOME
) -> GeologicalLevel:
    """Give the level of a geological danger by what it threatens: people to be moved and possible loss."""
    people = get_rule("disaster.geological.threat.people", place=place, on=on)
    loss = get_rule("disaster.geological.threat.yuan", place=place, on=on)
    return _geological(people_to_move, people, possible_loss_yuan, loss)


def is_fast_report_due(level: GeologicalLevel, *, on: date, place: str = HOME) -> bool:
    """Tell whether the district reports a geological disaster to the city at once."""
    return level in get_rule("disaster.geological.fast_report.levels", place=place, on=on).keys


def assessing_government(level: AccidentLevel, *, on: date, place: str = HOME) -> Government:
    """Say which government has a natural disaster of a level assessed (measures of 2025)."""
    return Government(get_rule("disaster.assessment.level", place=place, on=on).choice_by(level))


def is_assessment_due(level: AccidentLevel, *, on: date, place: str = HOME) -> bool:
    """Tell whether an assessment has to be made; milder disasters are assessed as the government sees need."""
    return level in get_rule("disaster.assessment.is_due", place=place, on=on).keys


def geological_assessor(deaths: int, *, on: date, place: str = HOME) -> Government:
    """Say who assesses a geological disaster by its deaths: the district, the city, or above (rules of Chongqing)."""
    city = get_rule("disaster.geological.assessment.city_deaths", place=place, on=on)
    nation = get_rule("disaster.geological.assessment.nation_deaths", place=place, on=on)
    if deaths >= nation.number:
        return Government.NATION
    return Government.CITY if deaths >= city.number else Government.DISTRICT


def is_for_the_nation(dead_or_missing: int, *, on: date) -> bool:
    """Tell whether so many dead or missing make a disaster one that the State Council has assessed."""
    return dead_or_missing >= get_rule("disaster.extraordinary.deaths", place=NATION, on=on).number


def disaster_level(
    hazard: str,
    *,
    on: date,
    deaths: int = 0,
    serious_injuries: int = 0,
    hectares: Decimal = Decimal(),
    loss_yuan: Decimal = Decimal(),
    stated: str = "",
) -> AccidentLevel | GeologicalLevel:
    """Give the level of a disaster by its kind; for a flood no text gives numbers, so the announced level counts."""
    if hazard == "geology":
        return geological_loss_level(on=on, deaths=deaths, loss_yuan=loss_yuan)
    if hazard == "forest_fire":
        return forest_fire_level(on=on, hectares=hectares, deaths=deaths, serious_injuries=serious_injuries)
    return AccidentLevel(stated)


def taken_above(hazard: str, *, level: str, deaths: int, office: str, on: date) -> Government | None:
    """Name the higher government that has a disaster assessed, or None where it is the office's own."""
    if hazard == "geology":
        due = geological_assessor(deaths, on=on, place=office)
    elif is_for_the_nation(deaths, on=on):
        due = Government.NATION
    else:
        due = assessing_government(AccidentLevel(level), on=on, place=office)
    due = tier_at(due, place=office)
    return due if due.rank > government_of(office).rank else None


def assessment_seats(hazard: str, *, on: date, place: str = HOME) -> tuple[Seat, ...]:
    """List who assesses together; only for a forest fire does a text name them."""
    if hazard != "forest_fire":
        return ()
    rule = get_rule("disaster.forest_fire.team", place=place, on=on)
    return tuple(Seat(key, SEATS_ZH[key], is_invited=False, citation=rule.citation) for key in rule.keys)


def _geological(people: int, people_rule: Rule, loss: Decimal, loss_rule: Rule) -> GeologicalLevel:
    _check(people, loss)
    reached = [
        level
        for level in GeologicalLevel
        if people >= people_rule.number_by(level) or loss >= loss_rule.amount_by(level)
    ]
    return max(reached, key=lambda level: level.rank)


def _check(*measures: Decimal | int) -> None:
    if min(measures) < 0:
        raise ValueError("a measure of a disaster cannot be negative")
