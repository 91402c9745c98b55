"""Who may hear a party, chair its hearing, review, discuss and decide; and what must have come before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from sanctions.policies import may_decide, may_handle, may_review, party_of
from statutes.penalties import hearing_grounds, review_grounds
from workflow.selectors import has_run_out
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Penalty

__all__ = [
    "has_hearing_right",
    "may_chair",
    "may_discuss",
    "may_handle",
    "may_hear",
    "may_hold",
    "may_impose",
    "may_review",
    "may_take_request",
    "may_waive_hearing",
]


def has_hearing_right(penalty: Penalty) -> bool:
    """Tell whether the planned penalty gives the right to a hearing (Penalties Law art. 63)."""
    return bool(
        hearing_grounds(
            kinds=penalty.kinds,
            fine=penalty.fine,
            confiscated=penalty.confiscated,
            party=party_of(penalty),
            place=penalty.case.division,
            on=timezone.localdate(penalty.created_at),
        )
    )


def grounds_of_review(penalty: Penalty) -> tuple[str, ...]:
    """List why the legal review must come first (art. 58)."""
    return review_grounds(
        is_public_interest=penalty.is_public_interest,
        is_heard=penalty.hearing_held_on is not None,
        is_complex=penalty.is_complex,
        on=timezone.localdate(),
    )


def may_take_request(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators note a request for a hearing that came in time, where the penalty is heavy enough."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if not has_hearing_right(penalty):
        return refused(_("A penalty of this weight gives no right to a hearing."))
    if has_run_out(penalty, "hearing.request"):
        return refused(_("The period to ask for a hearing has ended."))
    return ALLOWED


def may_hear(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators of the case record the defence."""
    return may_handle(penalty, user)


def may_waive_hearing(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators, or the chair who waited in vain, note that no hearing is held."""
    return ALLOWED if may_chair(penalty, user) else may_handle(penalty, user)


def may_chair(penalty: Penalty, user: Any) -> Verdict:
    """Let the chair who was named, and who did not investigate, lead the hearing (art. 64)."""
    if user is None or not user.has_duty(Duty.CHAIR) or penalty.chair_id != user.pk:
        return refused(_("Only the chair named for this hearing leads it."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot chair the hearing."))
    return ALLOWED


def may_hold(penalty: Penalty, user: Any) -> Verdict:
    """Let the chair record the hearing from its day on."""
    if not may_chair(penalty, user):
        return may_chair(penalty, user)
    if penalty.hearing_on and penalty.hearing_on > timezone.localdate():
        return refused(_("The day of the hearing has not come yet."))
    return ALLOWED


def may_discuss(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader record the discussion of the heads of the office."""
    return may_decide(penalty, user)


def may_impose(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader decide once the legal review and the discussion that the law asks for are done."""
    if not may_decide(penalty, user):
        return may_decide(penalty, user)
    if penalty.reviewed_on is None and grounds_of_review(penalty):
        return refused(_("This penalty must pass the legal review before it can be decided."))
    if penalty.needs_discussion and penalty.discussed_on is None:
        return refused(_("The heads of the office must discuss this penalty before it can be decided."))
    return ALLOWED
