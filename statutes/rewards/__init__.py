"""What a reporter is to be paid, and the steps that led there; every number comes from the rule files."""

from statutes.rewards.assessing import assess
from statutes.rewards.facts import (
    AmountNeedsChoice,
    Assessment,
    FactMissing,
    RewardFacts,
    Step,
    TipKind,
)
from statutes.rewards.schedules import (
    Schedule,
    ScheduleNotLoaded,
    known_places,
    schedule_by_code,
    schedule_for,
)

__all__ = [
    "AmountNeedsChoice",
    "Assessment",
    "FactMissing",
    "RewardFacts",
    "Schedule",
    "ScheduleNotLoaded",
    "Step",
    "TipKind",
    "assess",
    "known_places",
    "schedule_by_code",
    "schedule_for",
]
