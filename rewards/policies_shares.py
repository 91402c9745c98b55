"""Who may find the shares of several reporters, and when: two officers, once the conditions of all are settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from rewards.matters import claimants_of, division_of, is_shared
from rewards.policies import conditions_met, may_handle
from rewards.states import IN_ASSESSMENT, State
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from rewards.models import Reward


def has_several(reward: Reward) -> bool:
    """Whether there is anything to divide: the moves below do not exist on any other reward."""
    return is_shared(reward) and len(claimants_of(reward.case)) > 1


def may_find_shares(reward: Reward, user: Any) -> Verdict:
    """Let a reward officer grade what each reporter contributed."""
    verdict = may_handle(reward, user)
    if not verdict:
        return verdict
    for each in claimants_of(reward.case):
        if each.state == State.CONTESTED:
            return refused(_("A share of this matter is contested. It is re-examined first."))
        if each.state in IN_ASSESSMENT and not conditions_met(each):
            return refused(_("The conditions of every reporter of this matter are settled first."))
    return ALLOWED


def may_agree_shares(reward: Reward, user: Any) -> Verdict:
    """Let somebody else than who found the shares look at them."""
    verdict = may_handle(reward, user)
    if not verdict:
        return verdict
    division = division_of(reward.case)
    if division is None or division.is_agreed or division.found_by_id is None:
        return refused(_("No shares wait for a second person."))
    if division.found_by_id in user.hands:
        return refused(_("You found these shares; another reward officer looks at them."))
    return ALLOWED
