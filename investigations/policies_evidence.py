"""Who may take evidence, have it, open it, and give it out of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from investigations.policies import leads
from investigations.states import FINAL, EvidenceState
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import Case, Evidence


def may_take(case: Case, user: Any) -> Verdict:
    """Let the team take evidence as long as the case is open."""
    if user is None or not case.is_member(user):
        return refused(_("Only the team of the case takes evidence."))
    if case.state in FINAL:
        return refused(_("This case is closed."))
    return ALLOWED


def may_hand_over(evidence: Evidence, user: Any) -> Verdict:
    """Let whoever has it give it away."""
    if user is not None and user.pk == evidence.holder_id:
        return ALLOWED
    return refused(_("Only the person who has this evidence can give it away."))


def may_receive(evidence: Evidence, user: Any) -> Verdict:
    """Let the named receiver say that it came."""
    if user is not None and user.pk == evidence.receiver_id:
        return ALLOWED
    return refused(_("Only the person to whom it was handed can confirm that it came."))


def may_call_off(evidence: Evidence, user: Any) -> Verdict:
    """Let both sides say that it stayed where it was."""
    if user is not None and user.pk in {evidence.holder_id, evidence.receiver_id}:
        return ALLOWED
    return refused(_("Only the two people of this hand-over can call it off."))


def may_exclude(evidence: Evidence, user: Any) -> Verdict:
    """Let a leader exclude what was obtained unlawfully; the team that took it does not judge itself."""
    if not leads(evidence.case, user):
        return refused(_("A leader excludes evidence."))
    if evidence.case.is_member(user):
        return refused(_("A member of the team cannot exclude evidence that the team took."))
    return ALLOWED


def may_open(evidence: Evidence, user: Any) -> Verdict:
    """Let the team and those who lead open the files."""
    return may_open_of(evidence.case, user)


def may_open_of(case: Case, user: Any) -> Verdict:
    """Say the same of all evidence of a case."""
    if user is not None and (case.is_member(user) or leads(case, user)):
        return ALLOWED
    return refused(_("Only the team of the case and those who lead it open its evidence."))


def may_export(case: Case, user: Any) -> Verdict:
    """Let the team and those who lead give evidence out of the house, when there is some."""
    if user is None or not (case.is_member(user) or leads(case, user)):
        return refused(_("Only the team of the case and those who lead it give its evidence out."))
    if not case.evidence.exclude(state=EvidenceState.EXCLUDED).exists():
        return refused(_("This case has no evidence yet."))
    return ALLOWED
