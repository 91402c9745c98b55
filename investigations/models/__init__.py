"""Cases, their joint teams and findings, orders, accidents, preserved evidence, referrals."""

from investigations.models.accesses import FileAccess
from investigations.models.accidents import Accident
from investigations.models.cases import Case
from investigations.models.evidence import Custody, Evidence, EvidenceFile
from investigations.models.findings import Allegation, Finding, Outcome, Responsible
from investigations.models.gates import Proof, Waiver
from investigations.models.hazards import MajorHazard
from investigations.models.kinds import ServiceComplaint, Target
from investigations.models.preservations import Preservation
from investigations.models.rectification import RectificationOrder
from investigations.models.referrals import Referral
from investigations.models.teams import CaseGrant, Delegate, Reading, Task, TeamMember

__all__ = [
    "Accident",
    "Allegation",
    "Case",
    "CaseGrant",
    "Custody",
    "Delegate",
    "Evidence",
    "EvidenceFile",
    "FileAccess",
    "Finding",
    "MajorHazard",
    "Outcome",
    "Preservation",
    "Proof",
    "Reading",
    "RectificationOrder",
    "Referral",
    "Responsible",
    "ServiceComplaint",
    "Target",
    "Task",
    "TeamMember",
    "Waiver",
]
