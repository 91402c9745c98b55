"""The reward on the reporter's track page."""

from __future__ import annotations

from reports.panels import Panel, panel
from reports.tracking import Tracked
from rewards.selectors import reward_of
from rewards.states import State


@panel(order=20)
def reward_panel(tracked: Tracked) -> Panel | None:
    """Say how far the reward has come, and lead to the claim when it is ready."""
    reward = reward_of(tracked.report)
    if reward is None:
        return None
    is_told = reward.state in (State.APPROVED, State.CLAIMED, State.PAID)
    return Panel("public/track/reward_panel.html", {"reward": reward, "is_told": is_told})
