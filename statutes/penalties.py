"""Kinds of penalty, the circumstances that make one heavier or lighter, and what each calls for in procedure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from statutes.citations import read_citations
from statutes.fines import Base, Bracket, cited_bracket, hearing_threshold, summary_limit
from statutes.rules import NATION, Citation, RuleNotLoaded, get_rule

# Which trigger of a hearing a kind of penalty pulls by itself; fines and confiscation do by their amount.
HEARD_BY_KIND: Mapping[str, str] = {
    "licence_revoked": "licence",
    "stop_production": "stop_or_close",
    "closure": "stop_or_close",
    "career_ban": "career_ban",
}


class Effect(StrEnum):
    """What a circumstance does to a penalty."""

    HEAVIER = "heavier"
    LIGHTER = "lighter"
    MAY_SPARE = "may_spare"
    SPARES = "spares"


# Penalties Law arts. 32, 33: the first four must make it lighter or take it below the bracket, the others spare it.
LENIENT: Mapping[str, Effect] = {
    "removes_harm": Effect.LIGHTER,
    "coerced": Effect.LIGHTER,
    "confesses": Effect.LIGHTER,
    "merit": Effect.LIGHTER,
    "first_and_slight": Effect.MAY_SPARE,
    "minor_and_corrected": Effect.SPARES,
    "no_fault": Effect.SPARES,
}


@dataclass(frozen=True, slots=True)
class Factor:
    """A circumstance with what it does and where that is written."""

    key: str
    effect: Effect
    citation: Citation


@dataclass(frozen=True, slots=True)
class Weighing:
    """A fine held against its bracket; without one the text is not loaded, which is a deviation by itself."""

    fine: Decimal
    bracket: Bracket | None
    factors: tuple[Factor, ...] = ()

    def has(self, effect: Effect) -> bool:
        """Tell whether a circumstance of this effect was found."""
        return any(factor.effect is effect for factor in self.factors)

    @property
    def is_too_high(self) -> bool:
        """Tell whether the fine exceeds what the law allows: no reason makes that lawful."""
        return self.bracket is not None and self.fine > self.bracket.high

    @property
    def is_deviating(self) -> bool:
        """Tell whether the fine lies below the bracket, or rests on a text that is not loaded."""
        return self.bracket is None or self.fine < self.bracket.low


def factors_on(on: date) -> dict[str, Factor]:
    """List the circumstances that count on a date by key: the heavier first, then those of the Penalties Law."""
    heavier = get_rule("penalty.aggravation", place=NATION, on=on)
    lenient = get_rule("penalty.leniency", place=NATION, on=on)
    found = {key: Factor(key, Effect.HEAVIER, heavier.citation) for key in heavier.keys}
    for key in lenient.keys:
        found[key] = Factor(key, LENIENT[key], lenient.citation)
    return found


def hearing_grounds(
    *, kinds: Iterable[str], fine: Decimal, confiscated: Decimal, party: str, place: str, on: date
) -> tuple[str, ...]:
    """List which triggers give the right to a hearing, in the order of the text (Penalties Law art. 63)."""
    large = hearing_threshold(party, place=place, on=on).amount
    met = {HEARD_BY_KIND[kind] for kind in kinds if kind in HEARD_BY_KIND}
    met |= {"large_fine"} if fine >= large else set()
    met |= {"large_confiscation"} if confiscated >= large else set()
    return tuple(key for key in get_rule("hearing.triggers", place=NATION, on=on).keys if key in met)


def is_summary(*, kinds: Iterable[str], fine: Decimal, party: str, on: date) -> bool:
    """Tell whether a penalty may be decided on the spot: a warning, or a small fine (Penalties Law art. 51)."""
    chosen = set(kinds)
    return bool(chosen) and chosen <= {"warning", "fine"} and fine <= summary_limit(party, on=on)


def review_grounds(
    *, is_public_interest: bool, is_heard: bool, is_complex: bool, on: date
) -> tuple[str, ...]:
    """List why the legal review must come before the decision (Penalties Law art. 58); none leaves it optional."""
    met = {
        "public_interest": is_public_interest,
        "major_rights_after_hearing": is_heard,
        "complex": is_complex,
    }
    return tuple(key for key in get_rule("penalty.legal_review", place=NATION, on=on).keys if met.get(key))


def cited_provision(text: str, *, on: date, party: str, fine: Decimal) -> str:
    """Find the rule of the fine that a text cites for a party, where its bracket holds the amount; "" for none."""
    for cited in read_citations(text):
        try:
            bracket = cited_bracket(
                cited.instrument,
                cited.article,
                on=on,
                item=cited.item,
                paragraph=cited.paragraph,
                party=party,
            )
        except (RuleNotLoaded, ValueError):
            continue
        if bracket.base is Base.YUAN and bracket.holds(fine):
            return bracket.rule_ids[0]
    return ""
