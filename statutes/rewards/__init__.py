"""What a reporter is to be paid, and the steps that led there; every number comes from the rule files."""

from statutes.rewards.assessing import assess, reassess
from statutes.rewards.basis import Basis, basis_for
from statutes.rewards.conditions import CONDITIONS, Condition, conditions_for
from statutes.rewards.eligibility import is_name_needed
from statutes.rewards.facts import (
    AmountNeedsChoice,
    Assessment,
    FactMissing,
    RewardFacts,
    Step,
    TipKind,
)
from statutes.rewards.freezing import BrokenRecord
from statutes.rewards.schedules import (
    Schedule,
    ScheduleNotLoaded,
    known_places,
    schedule_by_code,
    schedule_for,
)
from statutes.rewards.sharing import FACTORS, Factor, apportion, points_of, share_step, shares_rewards
from statutes.rewards.sources import RuleFiles

__all__ = [
    "CONDITIONS",
    "FACTORS",
    "AmountNeedsChoice",
    "Assessment",
    "Basis",
    "BrokenRecord",
    "Condition",
    "FactMissing",
    "Factor",
    "RewardFacts",
    "RuleFiles",
    "Schedule",
    "ScheduleNotLoaded",
    "Step",
    "TipKind",
    "apportion",
    "assess",
    "basis_for",
    "conditions_for",
    "is_name_needed",
    "known_places",
    "points_of",
    "reassess",
    "schedule_by_code",
    "schedule_for",
    "share_step",
    "shares_rewards",
]
