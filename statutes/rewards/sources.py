"""Where an assessment finds its rules: in the rule files, or in the rows that were frozen with an earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from statutes.rules import Rule, RuleNotLoaded, get_rule, has_rule
from statutes.rules.freezing import freeze_rule, thaw_rule


class Source(Protocol):
    """Gives the rules of one regime on one day."""

    def has(self, rule_id: str) -> bool:
        """Tell whether the regime has a rule."""

    def get(self, rule_id: str) -> Rule:
        """Find a rule; raise RuleNotLoaded for none."""


@dataclass
class RuleFiles:
    """The rule files as they stand, with the office's own choices; remembers every rule that it was asked for."""

    place: str
    on: date
    sector: str | None
    asked: dict[str, Rule | None] = field(default_factory=dict)

    def has(self, rule_id: str) -> bool:
        """Tell whether the rule is loaded."""
        if rule_id not in self.asked:
            is_there = has_rule(rule_id, place=self.place, on=self.on, sector=self.sector)
            self.asked[rule_id] = self._find(rule_id) if is_there else None
        return self.asked[rule_id] is not None

    def get(self, rule_id: str) -> Rule:
        """Find the rule in force."""
        found = self.asked.get(rule_id) or self._find(rule_id)
        self.asked[rule_id] = found
        return found

    def _find(self, rule_id: str) -> Rule:
        return get_rule(rule_id, place=self.place, on=self.on, sector=self.sector)

    def freeze(self) -> dict[str, Any]:
        """Give the rows that were used, as plain values; None for what was looked for and is not there."""
        return {
            rule_id: None if rule is None else freeze_rule(rule)
            for rule_id, rule in sorted(self.asked.items())
        }


@dataclass(frozen=True)
class FrozenRules:
    """The rows that travel with an assessment; whatever the rule files have become takes no part."""

    rows: Mapping[str, Rule | None]

    @classmethod
    def thaw(cls, frozen: Mapping[str, Mapping[str, Any] | None]) -> "FrozenRules":
        """Read frozen rows."""
        return cls({rule_id: None if row is None else thaw_rule(row) for rule_id, row in frozen.items()})

    def has(self, rule_id: str) -> bool:
        """Tell whether the regime had the rule then."""
        return self.rows.get(rule_id) is not None

    def get(self, rule_id: str) -> Rule:
        """Find the rule as it was."""
        found = self.rows.get(rule_id)
        if found is None:
            raise RuleNotLoaded(f"no rule {rule_id!r} is frozen with this assessment")
        return found
