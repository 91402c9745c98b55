"""Who may approve the filing of a proceeding, and who may put its decision off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from statutes.rules import HOME, get_rule
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Penalty

EXTENSION = "penalty.setting.extension"
BY_LEADER, BY_DISCUSSION = ("leader", "leader_then_discussion"), ("leader_then_discussion",)


def may_file(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader who does not investigate approve what the officers propose (Penalties Law art. 54)."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader approves the filing of a penalty."))
    if penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot approve the filing."))
    return ALLOWED


def may_extend(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader put the decision off once, where the office has confirmed that a rule allows it."""
    if not may_file(penalty, user):
        return _of_another_leader(penalty, user)
    if _extension() not in BY_LEADER:
        return refused(
            _(
                "The law lets nobody put the decision off unless a rule says so; the office has confirmed none."
            )
        )
    if penalty.extended_to:
        return refused(_("The head has put this decision off already."))
    return ALLOWED


def may_extend_further(penalty: Penalty, user: Any) -> Verdict:
    """Let a leader record that the heads together put the decision off once more."""
    if not may_file(penalty, user):
        return _of_another_leader(penalty, user)
    if _extension() not in BY_DISCUSSION:
        return refused(_("The office has confirmed no rule by which the decision can be put off twice."))
    if not penalty.extended_to:
        return refused(_("The head puts a decision off first; the heads together do it after that."))
    if penalty.further_extended_to:
        return refused(_("This decision has been put off twice; there is no third time."))
    return ALLOWED


def _of_another_leader(penalty: Penalty, user: Any) -> Verdict:
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader puts a decision off."))
    return refused(_("A member of the investigating team cannot put the decision off."))


def _extension() -> str:
    return get_rule(EXTENSION, place=HOME, on=timezone.localdate()).choice
