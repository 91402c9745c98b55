"""Who may report on an investigation, weigh a fine, consent to a deviation, tell the party, or decide on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions.policies import may_decide, may_handle, party_of
from statutes.penalties import is_summary
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Penalty

__all__ = ["may_consent", "may_countersign", "may_decide_on_spot", "may_handle", "may_notify", "may_report"]


def may_report(penalty: Penalty, user: Any) -> Verdict:
    """Let an officer of the case with a certificate draft the report (Penalties Law art. 42)."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if not user.certificate_no:
        return refused(_("Only an officer with an enforcement certificate signs the investigation report."))
    return ALLOWED


def may_countersign(penalty: Penalty, user: Any) -> Verdict:
    """Let a second officer of the case sign the report."""
    if not may_report(penalty, user):
        return may_report(penalty, user)
    if penalty.reported_by_id == user.pk:
        return refused(_("Two officers sign the report: you drafted it, another one signs."))
    return ALLOWED


def may_consent(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader consent to a fine outside the bracket, once."""
    if not may_decide(penalty, user):
        return may_decide(penalty, user)
    if not penalty.is_deviating:
        return refused(_("The fine lies within the bracket; it needs no consent."))
    return refused(_("The leader has consented already.")) if penalty.consented_by_id else ALLOWED


def is_consented(penalty: Penalty) -> Verdict:
    """Say whether the fine lies within the bracket, or a leader has consented to it."""
    if penalty.is_deviating and penalty.consented_by_id is None:
        return refused(_("The fine lies outside the bracket: a leader must consent first."))
    return ALLOWED


def may_notify(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators tell the party what is planned."""
    verdict = may_handle(penalty, user)
    return is_consented(penalty) if verdict else verdict


def may_decide_on_spot(penalty: Penalty, user: Any) -> Verdict:
    """Let the officers decide on the spot within the limits of the summary procedure (art. 51)."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    today = timezone.localdate()
    if penalty.is_told or not is_summary(
        kinds=penalty.kinds, fine=penalty.fine, party=party_of(penalty), on=today
    ):
        return refused(_("Only a warning or a small fine can be decided on the spot."))
    return is_consented(penalty)
