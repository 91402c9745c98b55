"""Find the rule in force: the narrowest place wins, as far as the broader rule lets it."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from statutes.office import choice_for
from statutes.rules.loading import NATION, RULES_DIR, Rulebook, is_within, load_from
from statutes.rules.schema import Rule, RuleNotLoaded, Status

__all__ = ["HOME", "NATION", "get_rule", "has_rule", "load_rulebook", "national_rule", "rules_in_force"]

HOME = "500102"
"""The division code of the office this site serves: Fuling, Chongqing."""


@lru_cache(maxsize=1)
def load_rulebook() -> Rulebook:
    """Read the rule files once per process; raise RuleFileError where they break the schema."""
    return load_from(RULES_DIR)


def get_rule(rule_id: str, *, place: str = "50", on: date, sector: str | None = None) -> Rule:
    """Find a rule by id for a division code ("cn" for the nation) and a date.

    Raises RuleNotLoaded when there is none: the caller must say so, never guess.
    """
    found = _find(rule_id, place=place, on=on, sector=sector)
    if found is None:
        raise RuleNotLoaded(f"no rule {rule_id!r} is loaded for {place} on {on.isoformat()}")
    return as_chosen(found, on)


def as_chosen(rule: Rule, on: date) -> Rule:
    """Give a rule that the law leaves open with the office's own choice on a date; any other as it stands.

    What the office decided itself needs no reading in a source: it counts as verified.
    """
    choice = choice_for(rule.id, on) if rule.options else None
    option = next((option for option in rule.options if choice and option.key == choice.value), None)
    if choice is None or option is None:
        return rule
    since = f"本局自{choice.effective_from.isoformat()}起采用"
    return replace(
        rule,
        value=option.value,
        text=option.text,
        text_en=option.text_en,
        status=Status.VERIFIED,
        citation=replace(rule.citation, article=f"{rule.citation.article}（{since}）"),
    )


def has_rule(rule_id: str, *, place: str = "50", on: date, sector: str | None = None) -> bool:
    """Tell whether a rule is loaded for a place and a date."""
    return _find(rule_id, place=place, on=on, sector=sector) is not None


def national_rule(rule_id: str) -> Rule:
    """Find a standard that does not change with the date, such as the weights of a check digit."""
    rules = load_rulebook().rules.get(rule_id, ())
    for rule in rules:
        if rule.place == NATION and rule.effective_to is None:
            return rule
    raise RuleNotLoaded(f"no national rule {rule_id!r} is loaded")


def rules_in_force(*, place: str = "50", on: date, sector: str | None = None) -> tuple[Rule, ...]:
    """List the rules that apply at a place on a date, one per id."""
    found = (_find(rule_id, place=place, on=on, sector=sector) for rule_id in load_rulebook().rules)
    return tuple(as_chosen(rule, on) for rule in found if rule is not None)


def _find(rule_id: str, *, place: str, on: date, sector: str | None) -> Rule | None:
    candidates = [
        rule
        for rule in load_rulebook().rules.get(rule_id, ())
        if rule.is_in_force(on) and is_within(place, rule.place) and rule.sector in (None, sector)
    ]
    return max(candidates, key=_narrowness, default=None)


def _narrowness(rule: Rule) -> tuple[int, bool]:
    return (0 if rule.place == NATION else len(rule.place), rule.sector is not None)
