"""Fine brackets, the surcharge for late payment, hearing thresholds and the limits of summary procedure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.levels import AccidentLevel
from statutes.rules import NATION, Citation, Rule, Status, get_rule

CITIZEN = "citizen"
ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Bracket:
    """The lowest and highest fine, in yuan, or in shares of last year's income where `is_income_share`."""

    low: Decimal
    high: Decimal
    is_income_share: bool
    citation: Citation
    status: Status
    rule_ids: tuple[str, ...]

    def holds(self, amount: Decimal) -> bool:
        """Tell whether an amount lies within the bracket; both ends count."""
        return self.low <= amount <= self.high


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is added to an unpaid fine: the amount in yuan and whether it has reached its cap."""

    amount: Decimal
    is_capped: bool
    citation: Citation


def bracket(key: str, *, on: date, place: str = NATION, level: AccidentLevel | None = None) -> Bracket:
    """Find a fine bracket by its key, such as "fine.unit.accident"; some differ by accident level."""
    low = get_rule(f"{key}.low", place=place, on=on)
    high = get_rule(f"{key}.high", place=place, on=on)
    return Bracket(
        low=_amount(low, level),
        high=_amount(high, level),
        is_income_share=high.unit == "share",
        citation=high.citation,
        status=high.status,
        rule_ids=(low.id, high.id),
    )


def accident_fine(level: AccidentLevel, *, on: date, is_especially_serious: bool = False) -> Bracket:
    """Give the fine on the unit responsible for an accident (Work Safety Law art. 114).

    Especially serious circumstances raise it to between twice and five times the bracket.
    """
    plain = bracket("fine.unit.accident", on=on, level=level)
    if not is_especially_serious:
        return plain
    least = get_rule("fine.unit.accident.serious_multiple_low", place=NATION, on=on)
    most = get_rule("fine.unit.accident.serious_multiple_high", place=NATION, on=on)
    return Bracket(
        low=plain.low * least.amount,
        high=plain.high * most.amount,
        is_income_share=False,
        citation=most.citation,
        status=most.status,
        rule_ids=(*plain.rule_ids, least.id, most.id),
    )


def surcharge(fine: Decimal, days_late: int, *, on: date) -> Surcharge:
    """Compute the surcharge on a fine of so many yuan, unpaid for so many calendar days after it was due.

    Days of a pending review or suit are not counted: the caller leaves them out (Penalty Law art. 73).
    """
    rate = get_rule("penalty.surcharge.rate", place=NATION, on=on)
    cap = get_rule("penalty.surcharge.cap", place=NATION, on=on)
    raw, most = fine * rate.amount * max(days_late, 0), fine * cap.amount
    return Surcharge(amount=min(raw, most), is_capped=raw >= most, citation=rate.citation)


def hearing_threshold(party: str, *, place: str, on: date) -> Rule:
    """Find the rule on the large fine from which a "citizen" or "organisation" may ask for a hearing."""
    return get_rule(f"hearing.threshold.{party}", place=place, on=on)


def is_hearing_due(amount: Decimal, *, party: str, place: str, on: date) -> bool:
    """Tell whether a fine, illegal gains or goods of this value give the right to a hearing."""
    return amount >= hearing_threshold(party, place=place, on=on).amount


def summary_limit(party: str, *, on: date) -> Decimal:
    """Give the highest fine in yuan that may be decided on the spot."""
    return get_rule("penalty.summary.limit", place=NATION, on=on).amount_by(party)


def _amount(rule: Rule, level: AccidentLevel | None) -> Decimal:
    if rule.by is None:
        return rule.amount
    if level is None:
        raise ValueError(f"{rule.id} differs by accident level: say which")
    return rule.amount_by(level)
