"""Who may move a case and a rectification order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from investigations.states import FINAL, UNDER_WAY
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import Case, RectificationOrder


def leads(case: Case, user: Any) -> bool:
    """Say whether `user` leads: a leader, or supervision where the tip accuses the office itself."""
    return user is not None and user.has_duty(Duty.SUPERVISION if case.is_internal else Duty.LEADER)


def may_form_team(case: Case, user: Any) -> Verdict:
    """Let a leader name the joint team."""
    if leads(case, user):
        return ALLOWED
    return refused(_("A leader names the team."))


def may_submit_findings(case: Case, user: Any) -> Verdict:
    """Let a member of the team who is an investigator submit what was found."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR) and case.is_member(user):
        return ALLOWED
    return refused(_("Only an investigator on this case's team can submit findings."))


def may_approve_findings(case: Case, user: Any) -> Verdict:
    """Let a leader who is not on the team approve or return the findings."""
    if not leads(case, user):
        return refused(_("A leader approves the findings."))
    if case.is_member(user):
        return refused(_("A member of the team cannot approve its findings."))
    return ALLOWED


def may_close(case: Case, user: Any) -> Verdict:
    """Let a leader close a case when nothing that it set off is open."""
    if not leads(case, user):
        return refused(_("A leader closes a case."))
    if case.has_open_orders:
        return refused(_("A rectification order of this case is still open."))
    return ALLOWED


def may_annul(case: Case, user: Any) -> Verdict:
    """Let leaders and investigators on the team take a mistaken move back, two different people together."""
    if leads(case, user) or (user is not None and case.is_member(user)):
        return ALLOWED
    return refused(_("Only a leader and the team can annul a move of a case."))


def may_staff(case: Case, user: Any) -> Verdict:
    """Let a leader seat somebody on the team of a case that is under way."""
    if not leads(case, user):
        return refused(_("A leader names the team."))
    if case.state not in UNDER_WAY:
        return refused(_("The team can change only while a case is being investigated."))
    return ALLOWED


def may_stand_aside(case: Case, user: Any) -> Verdict:
    """Let anybody who sees a case that is open stand aside from it."""
    return refused(_("This case is closed.")) if case.state in FINAL else ALLOWED


def may_order(case: Case, user: Any) -> Verdict:
    """Let the team name the unit and order a rectification, as long as the case is open."""
    if user is None or not case.is_member(user):
        return refused(_("Only the team of the case names its unit and orders a rectification."))
    if case.state in FINAL:
        return refused(_("This case is closed."))
    return ALLOWED


def may_report_rectified(order: RectificationOrder, user: Any) -> Verdict:
    """Let the team note that the unit says it has rectified."""
    if user is not None and order.case.is_member(user):
        return ALLOWED
    return refused(_("Only the team of the case keeps its rectification orders."))


def may_recheck(order: RectificationOrder, user: Any) -> Verdict:
    """Let the team pass or cancel an order after a recheck."""
    return may_report_rectified(order, user)
