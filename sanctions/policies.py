"""Who may move a penalty proceeding. Investigator, reviewer and decider are different people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from statutes.fines import CITIZEN, ORGANISATION
from statutes.listing import is_minor_published
from statutes.rules import get_rule
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Penalty


def party_of(penalty: Penalty) -> str:
    """Say whether a person or an organisation is penalised: hearings and summary fines differ by it."""
    return CITIZEN if penalty.person_name else ORGANISATION


def may_handle(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators of the case carry the proceeding (two officers, Penalties Law art. 42)."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR) and penalty.case.is_member(user):
        return ALLOWED
    return refused(_("Only an investigator of this case handles its penalty."))


def may_serve(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators record service, or the proof of service that came in for the paper."""
    return ALLOWED if user is None else may_handle(penalty, user)


def may_review(penalty: Penalty, user: Any) -> Verdict:
    """Let a legal reviewer who did not investigate check the file (art. 58)."""
    if user is None or not user.has_duty(Duty.REVIEWER):
        return refused(_("Only a legal reviewer reviews a penalty."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot review the penalty."))
    return ALLOWED


def may_decide(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader who did not investigate decide (art. 57)."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader decides on a penalty."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot decide on the penalty."))
    if penalty.case.waits_for_the_police:
        rule = get_rule("crime.no_substitution", on=timezone.localdate())
        return refused(
            _("A suspected crime was referred: no penalty takes its place (%(rule)s).")
            % {"rule": rule.citation}
        )
    return ALLOWED


def may_record_payment(penalty: Penalty, user: Any) -> Verdict:
    """Let finance note what reached the treasury; officers never take money (art. 67)."""
    if user is not None and user.has_duty(Duty.FINANCE):
        return ALLOWED
    return refused(_("Only finance records what reached the treasury."))


def may_publish(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators record the publication of a decision, once."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if penalty.publicity_class == "minor" and not is_minor_published(on=timezone.localdate()):
        return refused(_("What is minor is not published (Credit Repair Measures)."))
    return refused(_("This decision is published already.")) if penalty.is_published else ALLOWED


def may_withdraw_publication(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators take a published decision back from the public."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    return ALLOWED if penalty.is_published else refused(_("This decision is not published."))


def may_open_remedy(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note a reconsideration or a suit, one at a time."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if penalty.has_open_remedy:
        return refused(_("A reconsideration or a suit is under way already."))
    return ALLOWED


def may_open_suit(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note a suit; against a decision on the spot a reconsideration comes first."""
    if penalty.is_summary and not penalty.remedy:
        return refused(_("Against a decision on the spot a reconsideration comes before a suit."))
    return may_open_remedy(penalty, user)


def may_close_remedy(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note how a reconsideration or a suit ended."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    return ALLOWED if penalty.has_open_remedy else refused(_("No reconsideration or suit is under way."))


def may_annul(penalty: Penalty, user: Any) -> Verdict:
    """Let the leader and the case's investigators take a mistaken move back together."""
    if user is not None and (user.has_duty(Duty.LEADER) or penalty.case.is_member(user)):
        return ALLOWED
    return refused(_("Only a leader and the investigators of the case can annul a move of its penalty."))
