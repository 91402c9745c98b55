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
from statutes.rewards.sources import RuleFiles

__all__ = [
    "CONDITIONS",
    "AmountNeedsChoice",
    "Assessment",
    "Basis",
    "BrokenRecord",
    "Condition",
    "FactMissing",
    "RewardFacts",
    "RuleFiles",
    "Schedule",
    "ScheduleNotLoaded",
    "Step",
    "TipKind",
    "assess",
    "basis_for",
    "conditions_for",
    "is_name_needed",
    "known_places",
    "reassess",
    "schedule_by_code",
    "schedule_for",
]
