"""The working sheet of one assessment: it finds the rules and writes down each step."""

from decimal import Decimal

from statutes.rewards.facts import RewardFacts, Step
from statutes.rewards.schedules import Schedule
from statutes.rewards.sources import Source
from statutes.rules import Rule

NOTHING = Decimal("0.00")
PERCENT = Decimal(100)


class Sheet:
    """The facts, the regime and the rules of one assessment, with the steps taken so far."""

    def __init__(self, facts: RewardFacts, schedule: Schedule, *, source: Source) -> None:
        self.facts = facts
        self.schedule = schedule
        self.source = source
        self.steps: list[Step] = []

    def has(self, rule_id: str) -> bool:
        """Tell whether the regime has a rule."""
        return self.source.has(rule_id)

    def rule(self, rule_id: str) -> Rule:
        """Find a rule of the regime; raise RuleNotLoaded for none."""
        return self.source.get(rule_id)

    def write(self, rule: Rule, operation: str, given: object, result: object, *, zh: str, en: str) -> None:
        """Add a step."""
        self.steps.append(
            Step(
                rule_id=rule.id,
                citation=str(rule.citation),
                status=rule.status.value,
                operation=operation,
                input=str(given),
                result=str(result),
                sentence_zh=zh,
                sentence_en=en,
            )
        )


def yuan(amount: Decimal) -> str:
    """Write an amount in yuan with thousands separators and two places."""
    return f"{amount:,.2f}"


def percent(share: Decimal) -> str:
    """Write a share as a percentage without needless zeros."""
    return f"{(share * PERCENT).normalize():f}%"
