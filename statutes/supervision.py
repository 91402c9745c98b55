"""When a case is put under listed supervision (挂牌督办)."""

from datetime import date

from statutes.levels import AccidentLevel
from statutes.rules import HOME, Rule, get_rule

_RULES = {
    "level": "supervision.listed.levels",
    "sector": "supervision.listed.sectors",
    "impact": "disaster.assessment.raised",
}


def rule_of_trigger(trigger: str, *, on: date, place: str = HOME) -> Rule:
    """Return the rule that knows a ground."""
    return get_rule(_RULES[trigger], place=place, on=on)


def is_listed_level(level: AccidentLevel, *, on: date, place: str = HOME) -> bool:
    """Tell whether accidents of a level are listed."""
    return level in rule_of_trigger("level", on=on, place=place).keys


def is_listed_sector(sector: str, *, on: date, place: str = HOME) -> bool:
    """Tell whether typical accidents of a sector are listed."""
    return sector in rule_of_trigger("sector", on=on, place=place).keys
