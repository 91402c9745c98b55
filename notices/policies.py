"""Who may do what to a paper. Issuing is the policy of the move that issues it, on a higher floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from notices.described import Audience
from notices.states import STANDING
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from notices.models import Notice, Service

CASE_WORK = (Duty.DESK, Duty.INVESTIGATOR, Duty.REVIEWER, Duty.LEADER, Duty.REWARDS, Duty.SUPERVISION)


def may_retry(notice: Notice, user: Any) -> Verdict:
    """Whoever works on files may have a failed paper printed again; it changes no word of it."""
    if user is not None and user.has_duty(*CASE_WORK):
        return ALLOWED
    return refused(_("Only a person who works on files can have a paper printed again."))


def may_void(notice: Notice, user: Any) -> Verdict:
    """A leader voids a paper; its number stays taken."""
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("Only a leader can void a paper that has been issued."))


def may_correct(notice: Notice, user: Any) -> Verdict:
    """Let a leader mend the free text of a paper, and never the one that they issued themselves."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("Only a leader can correct a paper that has been issued."))
    if notice.issued_by_id == user.pk:
        return refused(_("Whoever issued a paper cannot correct it: a second person does."))
    return ALLOWED


def may_serve(notice: Notice, user: Any) -> Verdict:
    """Let the officers hand a paper to the party, unless that is under way or done."""
    if user is None or not user.has_duty(Duty.INVESTIGATOR):
        return refused(_("Officers of enforcement serve papers."))
    if notice.audience != Audience.PARTY:
        return refused(_("Only a paper for the party is served."))
    if notice.state not in STANDING:
        return refused(_("This paper counts no longer: it cannot be served."))
    if notice.services.exclude(state="failed").exists():
        return refused(_("This paper is served already, or on its way."))
    return ALLOWED


def may_prove(service: Service, user: Any) -> Verdict:
    """Let the officers say what became of a paper that was sent."""
    if user is None or not user.has_duty(Duty.INVESTIGATOR):
        return refused(_("Officers of enforcement serve papers."))
    if service.notice.state not in STANDING:
        return refused(_("This paper counts no longer: it cannot be served."))
    return ALLOWED


def may_receive(service: Service, user: Any) -> Verdict:
    """Let an officer enter a receipt; the end of a public notice and the reporter's opening come by themselves."""
    return ALLOWED if user is None else may_prove(service, user)
