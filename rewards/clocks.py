"""The periods of a reward: to contest what is intended, to re-examine it, to claim."""

from rewards.models import Fabrication, Reward
from workflow.clocks import clocks_on

reward = clocks_on(Reward.label(), at={"approve": "approved_at", "claim": "claimed_at"})

told = ("tell", "refuse", "stop")
reward("reward.contest", starts=told, ends=("agree", "contest"), cancels=("cancel", "reckon", "resume"))
decided = ("uphold", "uphold_refusal", "change")
reward("reward.reexamine", starts="contest", ends=decided, cancels=("cancel", "stop"))
starts = ("approve", "return_claim", "take_back", "revive")
reward(
    "reward.claim",
    starts=starts,
    ends="claim",
    cancels=("lapse", "stop"),
    extends=("extend_claim", "announce"),
)
reward("reward.call", starts="announce", ends="claim", cancels=("lapse", "stop"))

fabrication = clocks_on(Fabrication.label())
fabrication("reward.fabrication.answer", starts="hear", ends="give_answer", cancels="clear")
