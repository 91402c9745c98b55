"""The good-credit list 守信激励名单: on which grounds, how clean, for how long. The office's own rules."""

from __future__ import annotations

from datetime import date

from statutes.calendar import deadline, latest_start
from statutes.rules import HOME, Rule, get_rule


def grounds_rule(*, on: date, place: str = HOME) -> Rule:
    """Return the rule that names the grounds of an entry by their keys."""
    return get_rule("good_credit.grounds", place=place, on=on)


def candidate_rule(*, on: date, place: str = HOME) -> Rule:
    """Return the rule that names by which keys the system looks for candidates."""
    return get_rule("good_credit.candidates", place=place, on=on)


def looked_at_since(on: date, *, place: str = HOME) -> date:
    """Give the first day on which a penalty still counts against a unit."""
    return latest_start(get_rule("good_credit.clean_for", place=place, on=on).period, over_by=on)


def is_clean(last_penalised_on: date | None, *, on: date, place: str = HOME) -> bool:
    """Tell whether the last penalty lies so far back that it does not count any more."""
    if last_penalised_on is None:
        return True
    period = get_rule("good_credit.clean_for", place=place, on=on).period
    return deadline(last_penalised_on, period, rolls_over=False).due_at.date() < on


def good_until(listed_on: date, *, place: str = HOME) -> date:
    """Give the last day on the list."""
    period = get_rule("good_credit.period", place=place, on=listed_on).period
    return deadline(listed_on, period, rolls_over=False).due_at.date()
