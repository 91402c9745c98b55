"""Cases, their joint teams and findings, orders, accidents, preserved evidence, referrals."""

from investigations.models.accesses import FileAccess
from investigations.models.accidents import Accident
from investigations.models.cases import Case, CaseGrant, Finding, RectificationOrder, TeamMember
from investigations.models.evidence import Custody, Evidence, EvidenceFile
from investigations.models.preservations import Preservation
from investigations.models.referrals import Referral

__all__ = [
    "Accident",
    "Case",
    "CaseGrant",
    "Custody",
    "Evidence",
    "EvidenceFile",
    "FileAccess",
    "Finding",
    "Preservation",
    "RectificationOrder",
    "Referral",
    "TeamMember",
]
