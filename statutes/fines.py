"""Fine brackets, the surcharge for late payment, hearing thresholds and the limits of summary procedure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from statutes.citations import Cited, read_article
from statutes.levels import AccidentLevel, accident_level
from statutes.rules import NATION, Citation, Rule, RuleNotLoaded, Status, get_rule, is_within, load_rulebook
from statutes.rules.rows import FineRow, InstrumentRow
from statutes.rules.schema import ANY_LEVEL, FINED_PARTIES, RANKS

CITIZEN = "citizen"
ORGANISATION = "organisation"
UNIT = "unit"
PERSON = "person"
"""Any party but the unit, where a source says no more than that a person was fined."""


class Base(StrEnum):
    """What a bracket counts in: yuan, shares of last year's income, or multiples of illegal gains."""

    YUAN = "yuan"
    INCOME = "share"
    GAINS = "multiple"


class NoFineProvided(RuleNotLoaded):
    """The article is loaded, but it provides no fine for this item or party."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """The lowest and highest fine, counted in `base`; `displaced` cites a lower text that gives way to it."""

    low: Decimal
    high: Decimal
    base: Base
    citations: tuple[Citation, ...]
    status: Status
    rule_ids: tuple[str, ...]
    displaced: Citation | None = None

    @property
    def citation(self) -> Citation:
        """The article, or the first of several that are punished together."""
        return self.citations[0]

    @property
    def is_income_share(self) -> bool:
        """Tell whether the bracket is a share of last year's income."""
        return self.base is Base.INCOME

    def holds(self, amount: Decimal) -> bool:
        """Tell whether an amount lies within the bracket; both ends count."""
        return self.low <= amount <= self.high

    def in_yuan(self, base_yuan: Decimal) -> "Bracket":
        """Turn shares of an income, or multiples of gains, of so many yuan into yuan."""
        if self.base is Base.YUAN:
            return self
        return replace(self, low=self.low * base_yuan, high=self.high * base_yuan, base=Base.YUAN)


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is added to an unpaid fine: the amount in yuan and whether it has reached its cap."""

    amount: Decimal
    is_capped: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Fine:
    """A loaded fine: its rule, its row, and the instrument it stands in."""

    rule: Rule
    row: FineRow
    instrument: InstrumentRow

    @property
    def bracket(self) -> Bracket:
        """The bracket as this text alone gives it."""
        return Bracket(
            low=self.rule.amount_by("low"),
            high=self.rule.amount_by("high"),
            base=Base(self.rule.unit),
            citations=(self.rule.citation,),
            status=self.rule.status,
            rule_ids=(self.rule.id,),
        )


def cited_bracket(
    instrument: str,
    article: int,
    *,
    on: date,
    item: int | None = None,
    paragraph: int | None = None,
    party: str | None = None,
    is_overdue: bool = False,
    level: AccidentLevel | None = None,
    gains: Decimal | None = None,
    is_prevailing: bool = True,
) -> Bracket:
    """Find the bracket of a cited article; instruments go by title, short title or decree number.

    Without a party the unit is meant, or the only party the article punishes; `is_overdue` when an order to
    correct was not obeyed. Illegal `gains` turn a multiple into yuan. Where a higher law punishes the same act
    the bracket is that law's, unless `is_prevailing` is False. Raises RuleNotLoaded that names what is missing,
    NoFineProvided when the article gives none, and ValueError when the facts leave several brackets open.
    """
    cited = Cited(instrument, article, paragraph, (item,) if item else ())
    found = _at(_article(instrument, article, on=on), cited)
    found = _for_party(found, party, is_overdue=is_overdue)
    found = _for_gains(_for_level(found, level), gains)
    if len(found) != 1:
        raise ValueError(f"{found[0].rule.citation} differs by level, item or party: say which")
    bracket = _prevailing(found[0], on=on) if is_prevailing else found[0].bracket
    return _from_gains(bracket, gains)


def bracket_of(rule_id: str, *, on: date) -> Bracket:
    """Give the bracket of one loaded fine by its rule, or of the higher text on the same act."""
    for fine in _fines(on):
        if fine.rule.id == rule_id:
            return _prevailing(fine, on=on)
    raise RuleNotLoaded(f"{rule_id}: no such fine is in force on {on.isoformat()}")


def is_loaded(instrument: str, *, on: date) -> bool:
    """Tell whether fines of an instrument, by any of its names, are loaded for a date."""
    try:
        key = _instrument_key(instrument)
    except RuleNotLoaded:
        return False
    return any(fine.instrument.key == key for fine in _fines(on))


def fined_parties(instrument: str, article: int, *, on: date) -> tuple[str, ...]:
    """List whom an article fines, the unit first."""
    named = {party for fine in _article(instrument, article, on=on) for party in fine.row.parties}
    return tuple(party for party in FINED_PARTIES if party in named)


def combined(brackets: Sequence[Bracket]) -> Bracket:
    """Add up the brackets of several acts that are judged apart and punished together (分别处罚、合并处罚)."""
    if len({bracket.base for bracket in brackets}) != 1:
        raise ValueError("only brackets of one kind can be added: turn shares into yuan first")
    return Bracket(
        low=sum((bracket.low for bracket in brackets), Decimal()),
        high=sum((bracket.high for bracket in brackets), Decimal()),
        base=brackets[0].base,
        citations=tuple(citation for bracket in brackets for citation in bracket.citations),
        status=max((bracket.status for bracket in brackets), key=list(Status).index),
        rule_ids=tuple(rule_id for bracket in brackets for rule_id in bracket.rule_ids),
    )


def fine_for(
    subject: str,
    *,
    on: date,
    party: str = UNIT,
    level: AccidentLevel | None = None,
    gains: Decimal | None = None,
    sector: str | None = None,
    place: str = NATION,
) -> Bracket:
    """Find the bracket for an act by its subject, such as "accident"; a sector's own text goes before."""
    found = [
        fine
        for fine in _fines(on)
        if fine.row.subject == subject
        and party in fine.row.parties
        and fine.row.level in ("", ANY_LEVEL, level)
        and fine.rule.sector in (None, sector)
        and is_within(place, fine.rule.place)
    ]
    if not found:
        raise RuleNotLoaded(f"no fine for {subject!r} on the {party} is loaded for {on.isoformat()}")
    best = min(_for_gains(found, gains), key=lambda fine: (fine.rule.sector is None, _rank(fine)))
    return _from_gains(best.bracket, gains)


def accident_fine(
    level: AccidentLevel, *, on: date, is_especially_serious: bool = False, sector: str | None = None
) -> Bracket:
    """Give the fine on the unit responsible for an accident (Work Safety Law art. 114; coal mines have their own).

    Especially serious circumstances raise it to between twice and five times the bracket.
    """
    plain = fine_for("accident", on=on, level=level, sector=sector)
    if not is_especially_serious:
        return plain
    multiple = get_rule("fine.especially_serious.multiple", place=NATION, on=on, sector=sector)
    return replace(
        plain,
        low=plain.low * multiple.amount_by("low"),
        high=plain.high * multiple.amount_by("high"),
        citations=(multiple.citation,),
        status=multiple.status,
        rule_ids=(*plain.rule_ids, multiple.id),
    )


def accident_tier(
    *, on: date, deaths: int = 0, serious_injuries: int = 0, loss_yuan: Decimal = Decimal()
) -> Bracket:
    """Give the narrower bracket within its level that the department's tiers set (decree 14 arts. 14 to 17)."""
    level = accident_level(deaths=deaths, serious_injuries=serious_injuries, loss_yuan=loss_yuan, on=on)
    tiers = [fine for fine in _fines(on) if fine.row.subject == "accident.tier" and fine.row.level == level]
    if not tiers:
        raise RuleNotLoaded(f"no tiers of the fine for an accident are loaded for {on.isoformat()}")
    measures = (Decimal(deaths), Decimal(serious_injuries), loss_yuan)
    return max(
        (fine for fine in tiers if _reaches(fine.row, measures)), key=lambda fine: fine.row.items
    ).bracket


def continuous_fine(fine: Decimal, *, ordered_on: date, until: date, on: date) -> Decimal:
    """Give what daily continuous penalties add: the original fine for each day after the order, to `until`."""
    start = get_rule("fine.daily_continuous", place=NATION, on=on).period.amount
    return fine * max((until - ordered_on).days - start + 1, 0)


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


def may_collect_on_the_spot(
    amount: Decimal, *, on: date, is_hard_to_enforce: bool = False, is_remote_and_asked: bool = False
) -> bool:
    """Tell whether officers may take a fine in cash: a small one, one hard to enforce later, or on request far out."""
    limit = get_rule("penalty.cash.limit", place=NATION, on=on).amount
    return amount <= limit or is_hard_to_enforce or is_remote_and_asked


def provisions_by_instrument(on: date, *, place: str, party: str = "") -> dict[str, list[Rule]]:
    """List the provisions with a fine, on a party where one is named, that bind a place, by their instruments."""
    found: dict[str, list[Rule]] = {}
    for fine in _fines(on):
        if is_within(place, fine.rule.place) and (not party or party in fine.row.parties):
            found.setdefault(fine.instrument.title, []).append(fine.rule)
    return found


def _fines(on: date) -> Iterator[_Fine]:
    return (_Fine(*fine) for fine in load_rulebook().fines if fine[0].is_in_force(on))


def _article(name: str, article: int, *, on: date) -> list[_Fine]:
    """Find the fines of an article, and say which instrument, regime or article is missing otherwise."""
    key = _instrument_key(name)
    of_instrument = [fine for fine in _fines(on) if fine.instrument.key == key]
    if not of_instrument:
        raise RuleNotLoaded(
            f"《{name}》 as in force on {on.isoformat()} is not loaded: an older or newer regime"
        )
    found = [fine for fine in of_instrument if read_article(fine.row.article).article == article]
    if not found:
        raise RuleNotLoaded(f"《{of_instrument[0].instrument.title}》 art. {article}: no fine is loaded")
    return found


def _instrument_key(name: str) -> str:
    """Find an instrument by title, short title or number; the longest of its names that the words hold wins."""
    heads = {head for _, _, head in load_rulebook().fines}
    written = name.strip("《》 ")
    known = [
        (len(alias), head.key)
        for head in heads
        for alias in (head.title, head.number, *head.aliases)
        if re.search(rf"(?<![0-9]){re.escape(alias)}", written)
    ]
    if not known:
        raise RuleNotLoaded(f"the instrument 《{written}》 is not loaded")
    return max(known)[1]


def _at(fines: list[_Fine], cited: Cited) -> list[_Fine]:
    """Narrow to the cited paragraph and item, as far as the citation names them."""
    found = [
        fine
        for fine in fines
        if cited.paragraph in (None, read_article(fine.row.article).paragraph or 1)
        and (cited.item is None or not fine.row.items or cited.item in fine.row.items)
    ]
    if not found:
        place = f"paragraph {cited.paragraph or 1}" + (f", item {cited.item}" if cited.item else "")
        raise NoFineProvided(f"{fines[0].rule.citation}: no fine is provided for {place}")
    return found


def _for_level(fines: list[_Fine], level: AccidentLevel | None) -> list[_Fine]:
    """Narrow to the level of the accident; without one, to what is punished though no accident happened."""
    plain = [fine for fine in fines if not fine.row.level]
    graded = [fine for fine in fines if level is not None and fine.row.level in (level, ANY_LEVEL)]
    if level is not None and not graded and not plain:
        raise NoFineProvided(f"{fines[0].rule.citation}: no fine for an accident of the level {level}")
    return graded or plain or fines


def _for_party(fines: list[_Fine], party: str | None, *, is_overdue: bool) -> list[_Fine]:
    """Narrow to the party, and to what follows a refusal to correct where the article says more about it."""
    named = {name for fine in fines for name in fine.row.parties}
    if party is None:
        party = next(iter(named)) if len(named) == 1 else UNIT
    wanted = set(FINED_PARTIES) - {UNIT} if party == PERSON else {party}
    found = [fine for fine in fines if wanted & set(fine.row.parties)]
    overdue = [fine for fine in found if fine.row.is_overdue]
    # Where the whole article is about a refusal to correct, its citation says that there was one.
    if not (is_overdue or all(fine.row.is_overdue for fine in fines)) or not overdue:
        found = [fine for fine in found if not fine.row.is_overdue]
    else:
        found = overdue
    if not found:
        when = "after a refusal to correct" if is_overdue else "before a refusal to correct"
        raise NoFineProvided(f"{fines[0].rule.citation}: no fine on the {party} {when}")
    return found


def _for_gains(fines: list[_Fine], gains: Decimal | None) -> list[_Fine]:
    """Keep the multiple for large gains, and the amount in yuan for small ones or none."""
    large = [
        fine for fine in fines if fine.row.gains_from is not None and (gains or 0) >= fine.row.gains_from
    ]
    return large or [fine for fine in fines if fine.row.gains_from is None] or fines


def _from_gains(bracket: Bracket, gains: Decimal | None) -> Bracket:
    return bracket.in_yuan(gains) if gains is not None and bracket.base is Base.GAINS else bracket


def _prevailing(fine: _Fine, *, on: date) -> Bracket:
    """Give the bracket of the highest text on the same act; a text for one sector stands beside the law."""
    if not fine.row.subject or fine.rule.sector is not None:
        return fine.bracket
    rivals = [
        other
        for other in _fines(on)
        if (other.row.subject, other.row.level) == (fine.row.subject, fine.row.level)
        and set(other.row.parties) & set(fine.row.parties)
        and other.rule.sector is None
    ]
    highest = min(rivals, key=_rank)
    if highest.instrument is fine.instrument or _rank(highest) == _rank(fine):
        return fine.bracket
    return replace(highest.bracket, displaced=fine.rule.citation)


def _rank(fine: _Fine) -> int:
    return RANKS.index(fine.instrument.rank)


def _reaches(row: FineRow, measures: Iterable[Decimal]) -> bool:
    begins = (row.from_deaths, row.from_serious_injuries, row.from_loss)
    return any(
        limit is not None and measure >= limit for limit, measure in zip(begins, measures, strict=True)
    )
