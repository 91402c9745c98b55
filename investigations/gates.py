"""What stands before the end of an accident case: both sides examined (一案双查), four things not let go (四不放过)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from investigations.states import (
    GATED,
    AccidentState,
    Gate,
    Ground,
    OrderState,
    State,
)
from statutes.rulebook import Standing, standing_of
from statutes.rules import HOME, Rule, get_rule

if TYPE_CHECKING:
    from investigations.models import Case

EXAMINED = (State.CONCLUDED, State.CLOSED)
REPORTED = (AccidentState.SUBMITTED, AccidentState.REPLIED, AccidentState.REVIEWED)


@dataclass(frozen=True, slots=True)
class Passage:
    """One gate of a case: the rule that keeps it, what opens it, and what has opened it."""

    gate: Gate
    rule: Rule
    grounds: tuple[Ground, ...]
    evidence: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something opens it."""
        return bool(self.evidence)

    @property
    def standing(self) -> Standing:
        """How sure this office may be that the rule is right: no text says which evidence opens a gate."""
        return standing_of(self.rule.id, str(self.rule.citation))


def rule_of(gate: str) -> Rule:
    """Return the rule that says which evidence opens a gate."""
    return get_rule(f"case.gate.{gate}", place=HOME, on=timezone.localdate())


def grounds_of(gate: str) -> tuple[Ground, ...]:
    """Return what opens a gate, by its rule."""
    return tuple(Ground(key) for key in rule_of(gate).keys)


def gates_of(case: Case) -> list[Passage]:
    """List the four gates of a case with what has opened them; none where its kind has no gates."""
    if case.kind not in GATED:
        return []
    files = _files_of(case)
    typed = [(Ground(proof.ground), proof.gate, str(proof)) for proof in case.proofs.order_by("pk")]
    found = []
    for gate in Gate:
        grounds = grounds_of(gate)
        said = [f"{ground.label}: {files[ground]}" for ground in grounds if ground in files]
        said += [f"{ground.label}: {text}" for ground, at, text in typed if at == gate and ground in grounds]
        found.append(Passage(gate, rule_of(gate), grounds, tuple(said)))
    return found


def are_both_sides_examined(case: Case) -> bool:
    """Say whether the supervisors' side was examined, or a leader signed why it need not be."""
    return case.examinations.filter(state__in=EXAMINED).exists() or case.waivers.exists()


def _files_of(case: Case) -> dict[Ground, str]:
    """Say which files of the case open a gate by themselves."""
    found: dict[Ground, str] = {}
    if case.findings.exclude(approved_by=None).exists():
        found[Ground.FINDINGS] = case.reference
    accident = getattr(case, "accident", None)
    if accident is not None and accident.state in REPORTED:
        found[Ground.REPORT] = accident.reference
    if accident is not None and accident.state == AccidentState.REVIEWED:
        found[Ground.REVIEW] = accident.reference
    if referral := case.referrals.exclude(handed_over_at=None).first():
        found[Ground.REFERRAL] = referral.reference
    orders = list(case.orders.exclude(state=OrderState.CANCELLED))
    if orders and all(order.state == OrderState.PASSED for order in orders):
        found[Ground.ORDERS] = "、".join(order.reference for order in orders)
    return found
