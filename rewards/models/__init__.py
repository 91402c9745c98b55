"""Rewards, the money set aside for them, and how it is paid."""

from rewards.models.budgets import Account, Budget, Kind, Posting
from rewards.models.clawbacks import Clawback
from rewards.models.eligibility import Check, Contest
from rewards.models.fabrications import Fabrication
from rewards.models.files import PaymentFile, PaymentFileLine
from rewards.models.payments import Claim, Payment
from rewards.models.rewards import Reward
from rewards.models.shares import Division, Share

__all__ = [
    "Account",
    "Budget",
    "Check",
    "Claim",
    "Clawback",
    "Contest",
    "Division",
    "Fabrication",
    "Kind",
    "Payment",
    "PaymentFile",
    "PaymentFileLine",
    "Posting",
    "Reward",
    "Share",
]
