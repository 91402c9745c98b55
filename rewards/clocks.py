"""The periods of a reward: to contest what is intended, to re-examine it, to claim."""

from rewards.models import Reward
from workflow.clocks import clocks_on

reward = clocks_on(Reward.label(), at={"approve": "approved_at", "claim": "claimed_at"})

told = ("tell", "refuse")
reward("reward.contest", starts=told, ends=("agree", "contest"), cancels=("cancel", "reckon"))
decided = ("uphold", "uphold_refusal", "change")
reward("reward.reexamine", starts="contest", ends=decided, cancels="cancel")
starts = ("approve", "return_claim", "take_back", "revive")
reward("reward.claim", starts=starts, ends="claim", cancels="lapse", extends=("extend_claim", "announce"))
