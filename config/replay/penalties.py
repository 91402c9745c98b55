"""Hold published fines against the brackets of the articles they rest on, and play those that are exact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from config.replay.house import House, penalise, verify
from config.replay.outcomes import Outcome, Result
from config.replay.penalty_rows import PublishedPenalty, party_of, penalty_case, read_penalty, without_article
from config.replay.player import Player, Skipped, case_id_of
from config.replay.reading import Row
from config.replay.values import Sum
from statutes.citations import Cited
from statutes.fines import PERSON, UNIT, Base, Bracket, NoFineProvided, cited_bracket, combined, is_loaded
from statutes.rewards.sheet import percent
from statutes.rules import RuleNotLoaded
from workflow.services import delivering_inline


@dataclass(frozen=True, slots=True)
class Found:
    """The bracket for one party, and the cited instruments that are not loaded."""

    bracket: Bracket
    missing: tuple[str, ...] = ()


class PenaltiesPlayer(Player):
    """Finds the bracket of each published fine, and plays the proceeding where the fine is exact."""

    details = ("bracket_low", "bracket_high", "bracket_base")

    def __init__(self, out: Path) -> None:
        """Found the office."""
        super().__init__(out)
        self._house = House(out)

    def play_row(self, row: Row) -> Result:
        """Compare one published penalty with its bracket."""
        case_id, penalty = case_id_of(row), read_penalty(row)
        blank: dict[str, Any] = dict.fromkeys(self.details)
        try:
            parts = [(one, find_bracket(penalty, party)) for one, party in _parts(penalty)]
        except NoFineProvided as nothing:
            if not penalty.is_penal:
                raise _unstated(row, penalty) from nothing
            why = _("The cited article provides no fine for this party: %(what)s.") % {"what": nothing}
            return Result(case_id, Outcome.DIFFERS, why, published=penalty.published, details=blank)
        except RuleNotLoaded as missing:
            if not penalty.is_penal:
                raise _unstated(row, penalty) from missing
            why = _("The cited text is not loaded for that day: %(what)s.") % {"what": missing}
            return Result(case_id, Outcome.NOT_LOADED, why, published=penalty.published, details=blank)
        except ValueError as unclear:
            why = _("The cited article has several brackets, and no published fact says which: %(what)s.")
            raise Skipped(why % {"what": unclear}, published=penalty.published) from unclear
        brackets = [found.bracket for _one, found in parts]
        details = blank | _told(brackets)
        outcome, why = _compare(penalty, parts)
        if outcome is Outcome.SKIPPED:
            raise Skipped(why, published=penalty.published, details=details)
        reference, papers = self._play(row, penalty)
        return Result(
            case_id,
            outcome,
            why,
            published=penalty.published,
            reference=reference,
            papers=papers,
            details=details,
            shown=(_amount(penalty.published, penalty.share), _range(brackets)),
        )

    def _play(self, row: Row, penalty: PublishedPenalty) -> tuple[str, tuple[str, ...]]:
        """Carry the proceeding to the payment; what inspectors found enters as a tip that was handed on."""
        if not penalty.published:
            return "", ()
        case = penalty_case(row, penalty)
        walk = self._house.begin()
        with delivering_inline():
            verify(case, walk, unit_name=self._house.register(case))
            penalise(case, walk)
        papers = self._house.write_papers(case.case_id, iter([*walk.orders, *walk.told, *walk.listings]))
        return walk.case.reference, papers


def _unstated(row: Row, penalty: PublishedPenalty) -> Skipped:
    """Say what a row names whose articles are those that were broken, and fine nobody."""
    outcome, why = without_article(row, on=penalty.on)
    return Skipped(why, published=penalty.published, outcome=outcome)


def _parts(penalty: PublishedPenalty) -> Iterator[tuple[Sum | None, tuple[str, ...]]]:
    """Pair each published sum with the parties it was laid on."""
    if len(penalty.sums) < 2:
        yield (penalty.sums[0] if penalty.sums else None), penalty.parties
        return
    person = next((party for party in penalty.parties if party != UNIT), PERSON)
    for one in penalty.sums:
        named = party_of(one.label)
        yield one, ((named if named != PERSON else person) if one.is_on_person else UNIT,)


def find_bracket(penalty: PublishedPenalty, parties: tuple[str, ...]) -> Found:
    """Find the bracket for a sum that was laid on these parties together, by all articles that fine them."""
    found: list[Bracket] = []
    missing: list[RuleNotLoaded] = []
    for party in parties:
        try:
            part = _for_party(penalty, party)
        except RuleNotLoaded as error:
            missing.append(error)
            continue
        found.append(part.bracket)
        missing += [RuleNotLoaded(name) for name in part.missing]
    if not found:
        raise missing[0]
    if len({bracket.base for bracket in found}) > 1:
        raise Skipped(
            _("Unit and person were fined together; a share of an income cannot be added to an amount."),
            published=penalty.published,
        )
    return Found(_sum(found), tuple(str(error) for error in missing))


def _for_party(penalty: PublishedPenalty, party: str) -> Found:
    """Read all cited articles together; an article of a loaded text that fines nobody only lends a duty or a power."""
    brackets: list[Bracket] = []
    faults: list[tuple[Cited, RuleNotLoaded]] = []
    for cited in penalty.cited:
        try:
            brackets.append(_bracket(penalty, cited, party))
        except RuleNotLoaded as error:
            faults.append((cited, error))
    if not brackets:
        # That an article of a loaded text fines nobody says more than that another text is missing.
        raise min(
            (error for _cited, error in faults), key=lambda error: not isinstance(error, NoFineProvided)
        )
    missing = [cited.instrument for cited, _error in faults if not is_loaded(cited.instrument, on=penalty.on)]
    return Found(_together(penalty, brackets), tuple(dict.fromkeys(missing)))


def _bracket(penalty: PublishedPenalty, cited: Cited, party: str) -> Bracket:
    """Find the bracket of an article. Who is fined only after a refusal to correct shows that there was one."""
    attempts = [(party, penalty.is_overdue), (party, True)]
    if party not in (UNIT, PERSON):
        attempts += [(PERSON, penalty.is_overdue), (PERSON, True)]
    refusal: NoFineProvided | None = None
    for who, is_overdue in attempts:
        try:
            return cited_bracket(
                cited.instrument,
                cited.article,
                on=penalty.on,
                item=cited.item,
                paragraph=cited.paragraph,
                party=who,
                is_overdue=is_overdue,
                level=penalty.level,
                gains=penalty.gains,
            )
        except NoFineProvided as nothing:
            refusal = refusal or nothing
    raise refusal or NoFineProvided(str(cited))


def _together(penalty: PublishedPenalty, brackets: list[Bracket]) -> Bracket:
    """Read several articles together.

    Articles of one text punish several acts, which are added up; of several texts on one act the one with the
    highest fine counts (Penalties Law art. 29). Only a fine beyond that shows that the texts punish different acts.
    """
    wanted = Base.INCOME if penalty.share is not None and not penalty.sums else Base.YUAN
    alike = [bracket for bracket in brackets if bracket.base is wanted] or brackets[:1]
    by_text: dict[str, list[Bracket]] = {}
    for bracket in alike:
        by_text.setdefault(bracket.citation.instrument, []).append(bracket)
    texts = [_sum(found) for found in by_text.values()]
    highest = max(texts, key=lambda bracket: bracket.high)
    if len(texts) == 1 or not (penalty.is_joined or penalty.exceeds(highest.high)):
        return highest
    return _sum(texts)


def _sum(brackets: list[Bracket]) -> Bracket:
    return combined(brackets) if len(brackets) > 1 else brackets[0]


def _compare(penalty: PublishedPenalty, parts: list[tuple[Sum | None, Found]]) -> tuple[Outcome, str]:
    told = " ".join(_sentence(found.bracket) for _one, found in parts)
    if not penalty.sums:
        return _compare_share(penalty, parts[0][1].bracket, told)
    if any(found.bracket.base is not Base.YUAN for _one, found in parts):
        return Outcome.SKIPPED, " ".join((told, _lacking(parts)))
    outside = [(one, found) for one, found in parts if one and not found.bracket.holds(one.amount)]
    missing = [name for _one, found in parts for name in found.missing]
    notes = [_("Not loaded: %(names)s.") % {"names": "; ".join(missing)}] if missing else []
    if not outside:
        return Outcome.AGREES, " ".join((told, *notes))
    what = _("The published fine lies outside.")
    return (Outcome.NOT_LOADED if missing else Outcome.DIFFERS), " ".join((told, what, *notes))


def _compare_share(penalty: PublishedPenalty, bracket: Bracket, told: str) -> tuple[Outcome, str]:
    if penalty.share is None:
        return Outcome.SKIPPED, " ".join(
            (told, _("No fine is published, so there is nothing to compare with."))
        )
    if bracket.base is not Base.INCOME:
        return Outcome.DIFFERS, " ".join((told, _("A share of the income was published.")))
    words = _("Published: %(share)s of last year's income.") % {"share": percent(penalty.share)}
    return (Outcome.AGREES if bracket.holds(penalty.share) else Outcome.DIFFERS), " ".join((told, words))


def _lacking(parts: list[tuple[Sum | None, Found]]) -> str:
    if any(found.bracket.base is Base.INCOME for _one, found in parts):
        return _("Last year's income is not published, so the amount cannot be checked.")
    return _("The illegal gains are not published, so the amount cannot be checked.")


def _sentence(bracket: Bracket) -> str:
    sources = "、".join(dict.fromkeys(str(citation) for citation in bracket.citations))
    text = _("%(sources)s: %(range)s.") % {"sources": sources, "range": _range([bracket])}
    if bracket.displaced:
        text += " " + _("It goes before %(lower)s.") % {"lower": bracket.displaced}
    return text


def _told(brackets: list[Bracket]) -> dict[str, Any]:
    """Give one bracket for the whole fine; sums of different kinds have none."""
    if len({bracket.base for bracket in brackets}) != 1:
        return {}
    whole = _sum(brackets)
    return {"bracket_low": whole.low, "bracket_high": whole.high, "bracket_base": whole.base.name.lower()}


def _range(brackets: list[Bracket]) -> str:
    told = _told(brackets)
    if not told:
        return ""
    low, high = told["bracket_low"], told["bracket_high"]
    if brackets[0].base is Base.INCOME:
        words = {"low": percent(low), "high": percent(high)}
        return _("%(low)s to %(high)s of last year's income") % words
    if brackets[0].base is Base.GAINS:
        return _("%(low)s to %(high)s times the illegal gains") % {"low": f"{low:f}", "high": f"{high:f}"}
    return _("%(low)s to %(high)s yuan") % {"low": f"{low:,.0f}", "high": f"{high:,.0f}"}


def _amount(amount: Decimal | None, share: Decimal | None) -> str:
    if amount is not None:
        return f"{amount:,.2f}"
    return percent(share) if share is not None else ""
