"""Who may put a case under listed supervision, and lift it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from investigations.policies import leads
from investigations.states import FINAL, State, SupervisionState
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import Case, Supervision


def may_supervise_case(case: Case, user: Any) -> Verdict:
    """Let a leader who does not investigate list a case that is open, once at a time."""
    if not leads(case, user) or case.is_member(user):
        return refused(_("A leader who is not on the team decides on listed supervision."))
    if case.state in FINAL:
        return refused(_("This case is closed."))
    if case.supervisions.filter(state=SupervisionState.LISTED).exists():
        return refused(_("This case is under listed supervision already."))
    return ALLOWED


def may_decide_supervision(supervision: Supervision, user: Any) -> Verdict:
    """Let a leader who does not investigate extend or cancel a listing."""
    if not leads(supervision.case, user) or supervision.case.is_member(user):
        return refused(_("A leader who is not on the team decides on listed supervision."))
    return ALLOWED


def may_lift_supervision(supervision: Supervision, user: Any) -> Verdict:
    """Let it be lifted once the case is concluded, or its accident replied to."""
    if may_decide_supervision(supervision, user) and supervision.case.state != State.CONCLUDED:
        return refused(_("Listed supervision is lifted when the case is concluded."))
    return may_decide_supervision(supervision, user)
