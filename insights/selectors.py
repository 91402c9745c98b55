"""The rules for everybody."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from reports.bilingual import in_language
from reports.prospects import in_order
from statutes.clocks import CLOCKS, ClockRule
from statutes.rewards import ScheduleNotLoaded, schedule_for
from statutes.rulebook import standing_of
from statutes.rules import HOME, Rule, rules_in_force


def reward_rules(on: datetime.date, place: str = HOME) -> list[Rule]:
    """List the reward rules in force at a place, those of its schedule where it has one."""
    try:
        schedule = schedule_for(place, on)
        rules_place, sector = schedule.rules_place, schedule.sector
    except ScheduleNotLoaded:
        rules_place, sector = place, None
    rules = rules_in_force(place=rules_place, on=on, sector=sector)
    return in_order(rule for rule in rules if rule.id.startswith(("reward.", "employee_tip.")))


def rules_by_instrument(on: datetime.date) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Put the reward rules in force here together by instrument, in the reader's language."""
    by_instrument = groupby(
        reward_rules(on), key=lambda rule: (rule.citation.instrument, rule.citation.number)
    )
    periods = {clock.id for clock in reporter_clocks()}
    return [
        (title, number, [_shown(rule, is_period=rule.id in periods) for rule in found])
        for (title, number), found in by_instrument
    ]


def _shown(rule: Rule, *, is_period: bool) -> dict[str, Any]:
    """Show a rule; a period is named in the table of periods, and its name can stand on the page once."""
    return {
        "anchor": "" if is_period else rule.id,
        "text": in_language(rule.text, rule.text_en),
        "article": rule.citation.article,
        "standing": standing_of(rule.id, str(rule.citation)).value,
        "since": rule.effective_from,
    }


def reporter_clocks() -> list[ClockRule]:
    """List the periods that a reporter may hold the office to, or must keep."""
    return [clock for clock in CLOCKS.values() if clock.shown_to_reporter]
