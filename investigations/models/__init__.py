"""Cases, their joint teams and findings, orders, accidents, preserved evidence, referrals."""

from investigations.models.accidents import Accident
from investigations.models.cases import Case, RectificationOrder
from investigations.models.findings import Finding
from investigations.models.preservations import Preservation
from investigations.models.referrals import Referral
from investigations.models.teams import CaseGrant, Delegate, Reading, Task, TeamMember

__all__ = [
    "Accident",
    "Case",
    "CaseGrant",
    "Delegate",
    "Finding",
    "Preservation",
    "Reading",
    "RectificationOrder",
    "Referral",
    "Task",
    "TeamMember",
]
