"""The rewards of one matter, where the office shares a reward among its reporters. Each knows of its own alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from rewards.states import IN_ASSESSMENT, State
from statutes.rewards.sharing import SHARES, shares_rewards

if TYPE_CHECKING:
    from investigations.models import Case
    from rewards.models import Division, Reward, Share


def is_shared(reward: Reward) -> bool:
    """Whether this reward was opened under the office's choice to share."""
    return bool((reward.assessment or {}).get("several") == SHARES)


def shares_on(case: Case) -> bool:
    """Whether the rewards of a matter are shared: as its first was opened, else as the office chooses today."""
    opened = case.rewards.order_by("pk").first()
    return is_shared(opened) if opened else shares_rewards(place=case.division, on=timezone.localdate())


def claimants_of(case: Case) -> list[Reward]:
    """Return the rewards of a matter that can still be given, in the order of their keys."""
    gone = (State.CANCELLED, State.REFUSED)
    return [reward for reward in case.rewards.order_by("pk") if reward.state not in gone]


def division_of(case: Case) -> Division | None:
    """Return the round of dividing that counts, or None where nothing was divided."""
    return case.divisions.order_by("pk").last()


def needs_division(reward: Reward) -> bool:
    """Whether the amount of this reward is a part that has to be found."""
    return is_shared(reward) and (len(claimants_of(reward.case)) > 1 or division_of(reward.case) is not None)


def share_of(reward: Reward) -> Share | None:
    """Return the agreed part of a reward, or None."""
    division = division_of(reward.case)
    if division is None or not division.is_agreed:
        return None
    return division.shares.filter(report=reward.report_id).first()


def is_settled(reward: Reward) -> bool:
    """Whether nothing that its reporter may still say can change the parts of the others."""
    if reward.state == State.REFUSED:
        is_over = reward.contest_until is None or timezone.localdate() > reward.contest_until
        return is_over or any(contest.decided_at for contest in reward.contests.all())
    return reward.state not in IN_ASSESSMENT or reward.is_uncontested


def others_settled(reward: Reward) -> bool:
    """Whether the parts of all others on the matter are settled."""
    others = reward.case.rewards.exclude(pk=reward.pk).exclude(state=State.CANCELLED)
    return all(is_settled(other) for other in others)


def told_steps(reward: Reward) -> list[dict[str, Any]]:
    """Return the steps that the reporter reads: where the office shares the last alone, also to who is alone.

    The whole beside a part would say that there are others.
    """
    steps: list[dict[str, Any]] = reward.assessment["steps"]
    return steps[-1:] if is_shared(reward) else steps
