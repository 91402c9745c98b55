"""Who may move a further measure. The system notices, an investigator proposes, a leader who did not decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sanctions import policies_warnings as warnings
from sanctions.states_measures import MeasureKind
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Measure

may_handle = warnings.may_handle
may_decide = warnings.may_decide
may_annul = warnings.may_annul


def is_kind(*kinds: MeasureKind) -> Any:
    """Return what tells whether a measure is of one of the kinds: only those have the move."""

    def is_one(measure: Measure) -> bool:
        return measure.kind in kinds

    return is_one


def may_propose(measure: Measure, user: Any) -> Verdict:
    """Let an investigator of the case propose it, once everything is known that it rests on."""
    if not may_handle(measure, user):
        return may_handle(measure, user)
    if measure.kind == MeasureKind.DAILY_PENALTY and measure.counted_to is None:
        return refused(_("The days are counted up to a recheck, and there has been none yet."))
    return ALLOWED


def may_approve(measure: Measure, user: Any) -> Verdict:
    """Let a leader approve it while what it rests on stands."""
    if measure.lost_grounds:
        return refused(_("A penalty that this measure rests on does not stand any more."))
    return may_decide(measure, user)


def may_cut(measure: Measure, user: Any) -> Verdict:
    """Let an investigator note the cut, not before the notice has run its hours (Work Safety Law art. 70)."""
    if not may_handle(measure, user):
        return may_handle(measure, user)
    if measure.takes_effect_at and timezone.now() < measure.takes_effect_at:
        moment = date_format(timezone.localtime(measure.takes_effect_at), "DATETIME_FORMAT")
        return refused(_("Power may be cut from %(moment)s on, not before.") % {"moment": moment})
    return ALLOWED
