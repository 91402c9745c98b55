"""Who may record, report, assess and decide on a natural disaster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from investigations.policies import leads
from investigations.states import State
from statutes.rules import HOME, get_rule
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import Disaster


def may_record_disaster(user: Any) -> Verdict:
    """Let the duty desk, an investigator or a leader record a disaster."""
    if user is not None and user.has_duty(Duty.DESK, Duty.INVESTIGATOR, Duty.LEADER):
        return ALLOWED
    return refused(_("The desk, an investigator or a leader records a disaster."))


def may_update_disaster(disaster: Disaster, user: Any) -> Verdict:
    """Let the duty desk, a leader or the team say what became known."""
    if user is not None and (user.has_duty(Duty.DESK, Duty.LEADER) or disaster.case.is_member(user)):
        return ALLOWED
    return refused(_("The desk, a leader or the team of the case reports on a disaster."))


def may_report_disaster(disaster: Disaster, user: Any) -> Verdict:
    """Let it be reported upward once."""
    if may_update_disaster(disaster, user) and disaster.reported_up_at is not None:
        return refused(_("This disaster was reported upward already."))
    return may_update_disaster(disaster, user)


def may_assess(disaster: Disaster, user: Any) -> Verdict:
    """Let the team hand in the assessment of what is the office's own."""
    if user is None or not disaster.case.is_member(user):
        return refused(_("Only the team of the case assesses its disaster."))
    if disaster.belongs_to:
        rule = get_rule("disaster.assessment.level", place=HOME, on=timezone.localdate())
        return refused(
            _("A higher government has disasters of this level assessed: %(rule)s.") % {"rule": rule.citation}
        )
    return ALLOWED


def may_lead_disaster(disaster: Disaster, user: Any) -> Verdict:
    """Let a leader who did not assess record what the government decided."""
    if not leads(disaster.case, user):
        return refused(_("A leader records the decision on a disaster."))
    if disaster.case.is_member(user):
        return refused(_("A member of the team cannot take this step."))
    return ALLOWED


def may_hand_up_disaster(disaster: Disaster, user: Any) -> Verdict:
    """Let a leader hand up what a higher government has assessed."""
    if may_lead_disaster(disaster, user) and disaster.belongs_to is None:
        return refused(_("This disaster is the office's own at its level."))
    return may_lead_disaster(disaster, user)


def may_cancel_disaster(disaster: Disaster, user: Any) -> Verdict:
    """Let a leader cancel a record on which nobody has begun to work."""
    if may_lead_disaster(disaster, user) and disaster.case.state != State.OPENED:
        return refused(_("A team already works on this disaster."))
    return may_lead_disaster(disaster, user)
