"""Who may find that a report was made up: one raises, the legal reviewer agrees to ask, the leader decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from rewards.states import FabricationState
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from rewards.models import Fabrication


def may_raise(user: Any) -> Verdict:
    """Let investigators and reward officers raise it; on a case of theirs, which the service looks at."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR, Duty.REWARDS):
        return ALLOWED
    return refused(
        _("Only an investigator of the case or a reward officer raises that a report was made up.")
    )


def may_ask(fabrication: Fabrication, user: Any) -> Verdict:
    """Let the legal reviewer, who took no part, find that the evidence is enough to ask the reporter; or drop it."""
    if user is None or not user.has_duty(Duty.REVIEWER):
        return refused(_("Only a legal reviewer looks at the evidence before the reporter is asked."))
    return _took_no_part(fabrication, user)


def may_give_answer(fabrication: Fabrication, user: Any) -> Verdict:
    """Let the reporter answer, with the receipt; nobody on the staff can."""
    return ALLOWED if user is None else refused(_("Only the reporter can do this, with the receipt."))


def may_clear(fabrication: Fabrication, user: Any) -> Verdict:
    """Let a leader who did not investigate find that it was not made up, at any time."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("Only a leader decides whether a report was made up."))
    return _took_no_part(fabrication, user)


def _took_no_part(fabrication: Fabrication, user: Any) -> Verdict:
    if fabrication.raised_by_id in user.hands:
        return refused(_("You raised this; somebody else takes this step."))
    if fabrication.case.is_member(user):
        return refused(_("You investigated the case; somebody else takes this step."))
    return ALLOWED


def may_find(fabrication: Fabrication, user: Any) -> Verdict:
    """Let the leader find that it was made up, once the reporter has answered or the time to answer is over."""
    verdict = may_clear(fabrication, user)
    is_heard = fabrication.state == FabricationState.ANSWERED
    until = fabrication.answer_until
    if verdict and not is_heard and (until is None or timezone.localdate() <= until):
        return refused(_("The reporter can still answer. Nothing is decided before that."))
    return verdict


def may_read_answer(fabrication: Fabrication, user: Any) -> Verdict:
    """Let whoever decides read what the reporter answered."""
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("Only who decides reads what the reporter answered."))


def may_annul(fabrication: Fabrication, user: Any) -> Verdict:
    """Let a leader and the legal reviewer take a mistaken decision back together."""
    if user is not None and user.has_duty(Duty.LEADER, Duty.REVIEWER):
        return ALLOWED
    return refused(_("Only a leader and a legal reviewer take this decision back."))
