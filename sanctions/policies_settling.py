"""Who may ask for more time to pay, grant it, propose the closing of a proceeding and approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from sanctions.policies import may_handle, may_record_payment
from workflow.selectors import has_run_out
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Penalty


def may_ask_for_time(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note the party's application while the fine is not due yet (Penalties Law art. 66)."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if not penalty.fine_fen:
        return refused(_("This decision imposes no fine, so there is nothing to put off."))
    if has_run_out(penalty, "penalty.pay"):
        return refused(_("The period to pay has ended: no more time can be granted."))
    return refused(_("The party has asked already.")) if penalty.has_asked else ALLOWED


def may_answer(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader who did not investigate answer the party's application."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader grants a delay."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot decide on the penalty."))
    if not penalty.has_asked:
        return refused(_("The party has not asked for more time."))
    if has_run_out(penalty, "penalty.pay"):
        return refused(_("The period to pay has ended: no more time can be granted."))
    return ALLOWED


def may_note_part(penalty: Penalty, user: Any) -> Verdict:
    """Let finance, who books what reached the treasury, note an instalment."""
    return may_record_payment(penalty, user)


def may_propose_closing(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators propose to close what is paid, or what is served and imposes no fine."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if penalty.fine_fen and penalty.paid_on is None:
        return refused(_("The fine is not paid yet."))
    if penalty.has_open_remedy:
        return refused(_("A reconsideration or a suit is under way already."))
    return refused(_("The closing is proposed already.")) if penalty.closing_proposed_by_id else ALLOWED


def may_close(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader who did not investigate approve the closing that the investigators propose."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader approves the closing of a penalty."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot approve the closing."))
    if penalty.closing_proposed_by_id is None:
        return refused(_("The investigators have not proposed to close this proceeding."))
    return ALLOWED
