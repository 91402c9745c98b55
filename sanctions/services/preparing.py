"""Writes of the beginning of a penalty: the report and its calculation, the second officer, consent, prior notice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sanctions.models import Penalty
from sanctions.models.preparing import kinds_in_order
from sanctions.notices import penalty_prior_notice, spot_decision
from sanctions.services.penalties import issue
from sanctions.states import Kind
from sanctions.states_measures import MeasureKind
from statutes.fines import Base, Bracket, bracket_of
from statutes.penalties import Effect, Weighing, factors_on
from statutes.rules import RuleNotLoaded
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance

# What imposes a sum of money, and what must be said in words because no amount tells it.
IN_WORDS = (Kind.LICENCE_SUSPENDED, Kind.LICENCE_REVOKED, Kind.STOP_PRODUCTION, Kind.CLOSURE, Kind.CAREER_BAN)

NO_DEFENCE_ON_SPOT = "执法人员当场口头告知后，当事人没有陈述、申辩意见。"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the officers propose: the provision and its base, the circumstances, the penalty and the reasons."""

    violated: str
    reasons: str
    fine: Decimal = Decimal()
    provision: str = ""
    basis: str = ""
    base_yuan: Decimal | None = None
    factors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = (Kind.FINE.value,)
    confiscated: Decimal = Decimal()
    measures: str = ""
    deviation: str = ""
    is_public_interest: bool = False
    is_complex: bool = False
    is_grave: bool = False


def weigh(penalty: Penalty, proposal: Proposal) -> Weighing:
    """Hold a fine against its bracket; a text that is not loaded leaves it without one."""
    today = timezone.localdate()
    known = factors_on(today)
    chosen = tuple(known[key] for key in proposal.factors)
    return Weighing(proposal.fine, _daily_bracket(penalty) or _bracket_in_yuan(proposal), chosen)


def _daily_bracket(penalty: Penalty) -> Bracket | None:
    """Return the one sum of a continuous daily penalty: the law leaves no choice, and a leader approved the days."""
    measure = getattr(penalty, "measure", None)
    if measure is None or not measure.daily:
        return None
    rule, total = measure.daily.rule, measure.daily.total
    return Bracket(
        low=total,
        high=total,
        base=Base.YUAN,
        citations=(rule.citation,),
        status=rule.status,
        rule_ids=(rule.id,),
    )


def _bracket_in_yuan(proposal: Proposal) -> Bracket | None:
    if not proposal.provision:
        return None
    try:
        bracket = bracket_of(proposal.provision, on=timezone.localdate())
    except RuleNotLoaded:
        return None
    if bracket.base is not Base.YUAN and proposal.base_yuan is None:
        raise MoveRefused(_("Say of which income or gains the share is taken."))
    return bracket.in_yuan(proposal.base_yuan or Decimal())


@transaction.atomic
def report_penalty(penalty: Penalty, *, actor: User, note: str = "", **proposed: Any) -> LogEntry:
    """Draft the investigation report with what is proposed; its calculation is frozen with it."""
    proposal = Proposal(**proposed)
    weighing = weigh(penalty, proposal)
    _refuse_unlawful(penalty, proposal, weighing)
    facts = _facts_of(proposal, weighing)
    return advance(penalty, "report", actor=actor, note=note, reported_by=actor, facts=facts)


def _refuse_unlawful(penalty: Penalty, proposal: Proposal, weighing: Weighing) -> None:
    """Refuse what no reason makes lawful, and a report that says too little."""
    _refuse_other_than_approved(penalty, proposal)
    if not proposal.kinds:
        raise MoveRefused(_("Choose at least one kind of penalty."))
    if (proposal.fine > 0) != (Kind.FINE in proposal.kinds):
        raise MoveRefused(_("A fine must be more than nothing. Impose no penalty instead."))
    if (proposal.confiscated > 0) != (Kind.CONFISCATION in proposal.kinds):
        raise MoveRefused(_("Say what is confiscated in yuan, and choose confiscation as a kind of penalty."))
    if set(IN_WORDS) & set(proposal.kinds) and not proposal.measures:
        raise MoveRefused(_("Write down the other penalties as the decision will word them."))
    if Kind.FINE in proposal.kinds and weighing.is_too_high:
        raise MoveRefused(_("The fine is higher than the bracket allows."))
    if weighing.has(Effect.SPARES):
        raise MoveRefused(_("A circumstance that was chosen spares the party. Impose no penalty instead."))
    if is_outside(proposal, weighing) and not proposal.deviation:
        raise MoveRefused(_("The fine lies outside the bracket. Say why; a leader must consent."))
    if weighing.bracket and is_outside(proposal, weighing) and not weighing.has(Effect.LIGHTER):
        raise MoveRefused(_("Below the bracket lies only what a mitigating circumstance allows."))
    _refuse_heavier(penalty, proposal)


def _refuse_other_than_approved(penalty: Penalty, proposal: Proposal) -> None:
    """Hold a proceeding that came of a further measure to what a leader approved."""
    measure = getattr(penalty, "measure", None)
    if measure is None:
        return
    if measure.daily and proposal.fine != measure.daily.total:
        raise MoveRefused(
            _("The sum is that of the calculation: %(sum)s yuan.") % {"sum": f"{measure.daily.total:,.2f}"}
        )
    if measure.kind == MeasureKind.BAN and Kind.CAREER_BAN not in proposal.kinds:
        raise MoveRefused(_("This proceeding was filed to ban the person from office. Choose that penalty."))


def is_outside(proposal: Proposal, weighing: Weighing) -> bool:
    """Tell whether a leader must consent; penalties without a fine have no bracket to leave."""
    return Kind.FINE in proposal.kinds and weighing.is_deviating


def _refuse_heavier(penalty: Penalty, proposal: Proposal) -> None:
    """Refuse whatever would be heavier than what the party was told when it defended itself (art. 45)."""
    if not penalty.is_told:
        return
    is_more = (
        proposal.fine > Decimal(penalty.most_fen or 0) / 100 or proposal.confiscated > penalty.confiscated
    )
    if is_more or not set(proposal.kinds) <= set(penalty.kinds):
        raise MoveRefused(_("The party has been heard: the penalty cannot be heavier than what it was told."))


def _facts_of(proposal: Proposal, weighing: Weighing) -> dict[str, Any]:
    bracket = weighing.bracket
    return {
        "violated": proposal.violated,
        "basis": proposal.basis or (str(bracket.citation) if bracket else ""),
        "reasons": proposal.reasons,
        "kinds": kinds_in_order(proposal.kinds),
        "fine_fen": int(proposal.fine * 100),
        "confiscated_fen": int(proposal.confiscated * 100),
        "measures": proposal.measures,
        "provision": proposal.provision,
        "weighing": weighed(proposal, weighing),
        "is_deviating": is_outside(proposal, weighing),
        "deviation": proposal.deviation if is_outside(proposal, weighing) else "",
        "is_public_interest": proposal.is_public_interest,
        "is_complex": proposal.is_complex,
        "is_grave": proposal.is_grave,
    }


def weighed(proposal: Proposal, weighing: Weighing) -> dict[str, Any]:
    """Return the calculation as plain values, so that it reads the same whatever the rule files say later."""
    bracket = weighing.bracket
    found: dict[str, Any] = {
        "factors": [
            {"key": factor.key, "effect": factor.effect.value, "citation": str(factor.citation)}
            for factor in weighing.factors
        ]
    }
    if bracket is None:
        return found
    displaced = str(bracket.displaced) if bracket.displaced else ""
    told = {"low": str(bracket.low), "high": str(bracket.high), "status": bracket.status.value}
    base = str(proposal.base_yuan) if proposal.base_yuan is not None else ""
    return {**found, **told, "citation": str(bracket.citation), "displaced": displaced, "base_yuan": base}


@transaction.atomic
def countersign_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Sign the report as the second officer."""
    return advance(penalty, "countersign", actor=actor, note=note, countersigned_by=actor)


@transaction.atomic
def withdraw_report(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Take the report back to change it, with the reason."""
    return advance(penalty, "withdraw_report", actor=actor, note=note)


@transaction.atomic
def consent_to_deviation(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Consent to a fine outside the bracket."""
    return advance(penalty, "consent", actor=actor, note=note, consented_by=actor)


@issues_paper
@transaction.atomic
def notify_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Give the party prior notice of what the report proposes. Its periods run from here."""
    entry = advance(penalty, "notify", actor=actor, note=note)
    issue(penalty, "penalty_prior_notice", penalty_prior_notice(penalty), actor=actor)
    return entry


@issues_paper
@transaction.atomic
def decide_on_spot(
    penalty: Penalty, *, actor: User, place: str, defence: str = "", note: str = ""
) -> LogEntry:
    """Tell, hear, decide and hand over on the spot; the period to pay runs from today."""
    said = defence.strip() or NO_DEFENCE_ON_SPOT
    entry = advance(penalty, "decide_on_spot", actor=actor, note=note, defence=said)
    issue(penalty, "spot_decision", spot_decision(penalty, place=place), actor=actor)
    return entry
