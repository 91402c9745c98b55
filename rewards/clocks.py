"""The period of a reward: until when the reporter may claim it."""

from rewards.models import Reward
from workflow.clocks import clocks_on

reward = clocks_on(Reward.label(), at={"approve": "approved_at", "claim": "claimed_at"})

starts = ("approve", "return_claim", "take_back", "revive")
reward("reward.claim", starts=starts, ends="claim", cancels="lapse", extends=("extend_claim", "announce"))
