"""Who may remind and demand, record what the party says to it, apply to the court and note its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from sanctions.policies import may_decide, may_handle
from workflow.selectors import has_begun, has_run_out
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Penalty


def may_demand(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators call upon a party that did not pay in its time."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if not has_run_out(penalty, "penalty.pay"):
        return refused(_("The period to pay has not ended yet."))
    return ALLOWED


def may_serve_demand(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators record the service of the demand, once; or the proof that came in for the paper."""
    if user is not None and not may_handle(penalty, user):
        return may_handle(penalty, user)
    return refused(_("The demand was served already.")) if penalty.demand_served_on else ALLOWED


def may_hear_demand(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators record what the party says to the demand, as often as it speaks (Coercion Law art. 36)."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    return ALLOWED if penalty.demand_served_on else refused(_("The demand has not reached the party yet."))


def may_apply_to_court(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader apply to the court: after the demand has run out, and review and suit are barred (arts. 53, 54)."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader signs the application to the court."))
    if penalty.demand_served_on is None:
        return refused(_("The demand has not reached the party yet."))
    if not has_run_out(penalty, "enforcement.demand"):
        return refused(_("The demand leaves the party time to pay; that has not ended yet."))
    if penalty.has_open_remedy or not has_begun(penalty, "enforcement.court"):
        return refused(_("The party can still ask for a reconsideration or go to court."))
    if has_run_out(penalty, "enforcement.court"):
        return refused(_("The period to apply to the court has ended."))
    return ALLOWED


def may_note_acceptance(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note that the court took the application up, once."""
    if not may_note_ruling(penalty, user):
        return may_note_ruling(penalty, user)
    return refused(_("The court has taken it up already.")) if penalty.court_accepted_on else ALLOWED


def may_note_ruling(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note the court's answer, once."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    return refused(_("The court has answered already.")) if penalty.ruling else ALLOWED


def may_end_enforcement(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader who did not investigate give up what the court answered, and nothing before."""
    if not may_decide(penalty, user):
        return may_decide(penalty, user)
    return ALLOWED if penalty.ruling else refused(_("The court has not answered yet."))
