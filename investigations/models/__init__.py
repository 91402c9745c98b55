"""Cases, their joint teams and findings, orders, accidents, preserved evidence, referrals."""

from investigations.models.accesses import FileAccess
from investigations.models.accident_reports import AccidentReport, Promise, Signature
from investigations.models.accidents import Accident
from investigations.models.cases import Case
from investigations.models.disasters import Disaster
from investigations.models.evidence import Custody, Evidence, EvidenceFile
from investigations.models.field import FieldRecord
from investigations.models.findings import Allegation, Finding, Outcome, Responsible
from investigations.models.gates import Proof, Waiver
from investigations.models.hazards import MajorHazard
from investigations.models.kinds import ServiceComplaint, Target
from investigations.models.preservations import Preservation
from investigations.models.rectification import ItemStep, OrderItem, RectificationOrder
from investigations.models.referrals import Referral
from investigations.models.supervisions import Supervision
from investigations.models.teams import CaseGrant, Delegate, Reading, Task, TeamMember

__all__ = [
    "Accident",
    "AccidentReport",
    "Allegation",
    "Case",
    "CaseGrant",
    "Custody",
    "Delegate",
    "Disaster",
    "Evidence",
    "EvidenceFile",
    "FieldRecord",
    "FileAccess",
    "Finding",
    "ItemStep",
    "MajorHazard",
    "OrderItem",
    "Outcome",
    "Preservation",
    "Promise",
    "Proof",
    "Reading",
    "RectificationOrder",
    "Referral",
    "Responsible",
    "ServiceComplaint",
    "Signature",
    "Supervision",
    "Target",
    "Task",
    "TeamMember",
    "Waiver",
]
