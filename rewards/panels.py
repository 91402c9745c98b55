"""The reward on the reporter's track page."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from reports.explanations import promise_of, promised_to
from reports.panels import Panel, panel
from reports.tracking import Tracked
from rewards.explanations import explanation_of
from rewards.models import Reward
from rewards.selectors import reward_of
from rewards.selectors.fabrications import fabrication_of
from rewards.states import State
from statutes.calendar import end_of_day
from statutes.clocks import get_clock


@panel(order=20)
def reward_panel(tracked: Tracked) -> Panel | None:
    """Say how far the reward has come, and lead to the claim when it is ready."""
    reward = reward_of(tracked.report)
    if reward is None:
        return None
    facts = {**explanation_of(reward), **_promise(reward)}
    return Panel("public/track/reward_panel.html", facts)


@panel(order=15)
def fabrication_panel(tracked: Tracked) -> Panel | None:
    """Say that the reporter is being heard, or what was decided."""
    asked = fabrication_of(tracked.report)
    if asked is None:
        return None
    return Panel("public/track/fabrication_panel.html", {"asked": asked, "promised": promised_to(asked)})


def _promise(reward: Reward) -> dict[str, str]:
    """Say until when the reporter may claim, and on which ground."""
    if reward.state != State.APPROVED or reward.claim_until is None:
        return {}
    rule = get_clock("reward.claim", on=localdate(reward.approved_at))
    return {
        "promise": promise_of(rule, end_of_day(reward.claim_until)),
        "ground": str(_("basis: %(citation)s")) % {"citation": rule.citation},
    }
