"""Check at start what a reward schedule refers to: its methods and the rules they read."""

from statutes.rewards.facts import TipKind
from statutes.rewards.methods import METHODS, RULES_OF_METHOD, method_of
from statutes.rewards.schedules import Schedule, loaded_schedules
from statutes.rules import RuleFileError, has_rule


def check_schedules() -> None:
    """Raise RuleFileError for an unknown method, a rule that is not there, or two regimes at once."""
    found = loaded_schedules()
    for row, placed, schedule in found:
        for kind in TipKind:
            method = method_of(schedule, kind)
            if method is None:
                continue
            if method.method not in METHODS:
                raise RuleFileError(f"{placed} ({row.code}): unknown method {method.method!r}")
            for suffix in RULES_OF_METHOD[method.method]:
                _check_rule(f"{method.rules}{suffix}", schedule, where=f"{placed} ({row.code})")
    defaults = [(placed, schedule) for row, placed, schedule in found if row.is_default]
    for index, (placed, one) in enumerate(defaults):
        for _, other in defaults[:index]:
            if (one.place, one.sector) == (other.place, other.sector) and _overlap(one, other):
                raise RuleFileError(
                    f"{placed} ({one.code}): {other.code} is in force at the same place and time"
                )


def _check_rule(rule_id: str, schedule: Schedule, *, where: str) -> None:
    if not has_rule(rule_id, place=schedule.rules_place, on=schedule.effective_from, sector=schedule.sector):
        raise RuleFileError(f"{where}: it reads the rule {rule_id!r}, which is not in force there")


def _overlap(one: Schedule, other: Schedule) -> bool:
    return one.is_in_force(other.effective_from) or other.is_in_force(one.effective_from)
