"""The period of a reward: until when the reporter may claim it."""

from rewards.models import Reward
from workflow.clocks import clocks_on

reward = clocks_on(Reward.label())

reward(
    "reward.claim",
    starts="approve",
    since="approved_at",
    ends="claim",
    cancels="lapse",
    extends="extend_claim",
)
