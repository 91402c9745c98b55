"""The states of a case, its kinds, and what a verification can conclude."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands."""

    OPENED = "opened", _("Waiting for a team")
    INVESTIGATING = "investigating", _("Being investigated")
    FOUND = "found", _("Findings wait for review")
    REVIEWED = "reviewed", _("Findings wait for approval")
    CONCLUDED = "concluded", _("Concluded")
    CLOSED = "closed", _("Closed")
    HANDED_UP = "handed_up", _("Handed to a higher government")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (State.OPENED, State.INVESTIGATING, State.FOUND, State.REVIEWED, State.CONCLUDED)
FINAL = (State.CLOSED, State.HANDED_UP, State.CANCELLED)
UNDER_WAY = (State.INVESTIGATING, State.FOUND, State.REVIEWED)


class Kind(models.TextChoices):
    """A new kind brings its own facts and papers; see CONTRIBUTING."""

    TIP = "tip", _("Verification of a report")
    ACCIDENT = "accident", _("Production-safety accident")
    RETALIATION = "retaliation", _("Retaliation against a reporter")
    DERELICTION = "dereliction", _("Dereliction by a supervising officer")
    CRACKDOWN = "crackdown", _("Joint crackdown on illegal operation")
    SERVICE = "service", _("Complaint about a safety-service body")
    DISASTER = "disaster", _("Assessment of a natural disaster")


# Both sides are examined (一案双查), and four things are not let go (四不放过).
GATED = (Kind.ACCIDENT,)


class Gate(models.TextChoices):
    """The four things that are not let go before a case closes."""

    CAUSE = "cause", _("The cause is found")
    RESPONSIBLE = "responsible", _("Those responsible are dealt with")
    RECTIFIED = "rectified", _("What was wrong is put right")
    TAUGHT = "taught", _("The people concerned are taught")


class Ground(models.TextChoices):
    """What opens a gate; the rules say which opens which (case.gate.*)."""

    FINDINGS = "findings", _("Approved findings")
    REPORT = "report", _("Investigation report handed in")
    APPRAISAL = "appraisal", _("Opinion of a technical appraisal")
    PENALTY = "penalty", _("Penalty decided")
    REFERRAL = "referral", _("Handed over to the police")
    DISCIPLINE = "discipline", _("Decision on discipline or accountability")
    NOBODY = "nobody", _("Reasoned opinion that nobody is responsible")
    ORDERS = "orders", _("Every order to rectify passed its recheck")
    REVIEW = "review", _("Implementation reviewed")
    ACCEPTANCE = "acceptance", _("Record that the rectification was accepted")
    TRAINING = "training", _("Record of a training, signed by those present")
    MEETING = "meeting", _("Minutes of a warning meeting")
    CIRCULAR = "circular", _("Circular on the accident")


# These follow from the files of the house; nobody types them.
FROM_FILES = (
    Ground.FINDINGS,
    Ground.REPORT,
    Ground.PENALTY,
    Ground.REFERRAL,
    Ground.ORDERS,
    Ground.REVIEW,
)


class Conclusion(models.TextChoices):
    """What became of what was alleged."""

    SUBSTANTIATED = "substantiated", _("Substantiated")
    PARTLY = "partly", _("Partly substantiated")
    UNFOUNDED = "unfounded", _("Not substantiated")
    UNVERIFIABLE = "unverifiable", _("Cannot be verified")


PROVED = (Conclusion.SUBSTANTIATED, Conclusion.PARTLY)


class Proposal(models.TextChoices):
    """What findings can propose."""

    PENALTY = "penalty", _("Penalty")
    REFERRAL = "referral", _("Referral to the police")
    ACCOUNTABILITY = "accountability", _("Accountability of officers")
    RECTIFICATION = "rectification", _("Rectification")


class Capacity(models.TextChoices):
    """As what somebody is responsible."""

    UNIT = "unit", _("The unit")
    PRINCIPAL = "principal", _("Main person in charge")
    MANAGER = "manager", _("Other person in charge")
    WORKER = "worker", _("Person directly responsible")
    SUPERVISOR = "supervisor", _("Supervising authority or officer")


class Liability(models.TextChoices):
    """The three responsibilities that are pursued together (三责同追)."""

    LOCAL = "local", _("Of the place")
    SECTOR = "sector", _("Of the sector")
    UNIT = "unit", _("Of the unit")


class Role(models.TextChoices):
    """A member's part in the joint team."""

    HEAD = "head", _("Head of the team")
    MEMBER = "member", _("Member")
    EXPERT = "expert", _("Expert")
    INVITED = "invited", _("Invited (procuratorate)")


class TaskState(models.TextChoices):
    """Whether a task of a team is done, and checked."""

    SET = "set", _("To be done")
    DONE = "done", _("Done, not checked")
    CHECKED = "checked", _("Checked")
    CANCELLED = "cancelled", _("Cancelled")


TASK_OPEN = (TaskState.SET, TaskState.DONE)


class TargetState(models.TextChoices):
    """Whether an agency has visited a unit of a crackdown."""

    PLANNED = "planned", _("To be visited")
    VISITED = "visited", _("Visited")
    CANCELLED = "cancelled", _("Cancelled")


class VisitResult(models.TextChoices):
    """What a visit of a crackdown came to (打非治违)."""

    NOTHING = "nothing", _("Nothing unlawful found")
    ORDERED = "ordered", _("Ordered to rectify")
    PENALTY = "penalty", _("To be penalised")
    SHUT = "shut", _("Shut down")
    REFERRED = "referred", _("To be referred to the police")


class Wrong(models.TextChoices):
    """What a safety-service body is said to have done: two falsehoods, two lendings (两虚假、两出借)."""

    FALSE_REPORT = "false_report", _("False report")
    FALSE_CERTIFICATE = "false_certificate", _("False certificate")
    LENT_QUALIFICATION = "lent_qualification", _("Lent its qualification")
    LENT_PERSON = "lent_person", _("Lent a person's certificate")


class OrderState(models.TextChoices):
    """The states of a rectification order."""

    ORDERED = "ordered", _("Ordered")
    REPORTED = "reported", _("Reported as done")
    PASSED = "passed", _("Passed the recheck")
    CANCELLED = "cancelled", _("Cancelled")


class ItemResult(models.TextChoices):
    """What a recheck found of one item of an order."""

    DONE = "done", _("Done")
    PARTLY = "partly", _("Partly done")
    NOT_DONE = "not_done", _("Not done")


class AccidentState(models.TextChoices):
    """How far an accident has come, from the fast report to the review of what was promised."""

    RECORDED = "recorded", _("Recorded")
    REPORTED = "reported", _("Reported upward")
    SUBMITTED = "submitted", _("Investigation report handed in")
    REPLIED = "replied", _("Replied to")
    REVIEWED = "reviewed", _("Implementation reviewed")
    HANDED_UP = "handed_up", _("Handed to a higher government")
    CANCELLED = "cancelled", _("Cancelled")


# While the team still works on its report.
ACCIDENT_UNDER_WAY = (AccidentState.RECORDED, AccidentState.REPORTED)


class Kept(models.TextChoices):
    """Whether a measure that an investigation report asked for was carried out."""

    DONE = "done", _("Carried out")
    PARTLY = "partly", _("Carried out in part")
    NOT_DONE = "not_done", _("Not carried out")


class Hazard(models.TextChoices):
    """What kind of natural disaster it was."""

    FLOOD = "flood", _("Flood or drought")
    GEOLOGY = "geology", _("Geological disaster")
    FOREST_FIRE = "forest_fire", _("Forest fire")


class DisasterState(models.TextChoices):
    """How far the assessment of a disaster has come."""

    RECORDED = "recorded", _("Recorded")
    ASSESSED = "assessed", _("Assessment handed in")
    DECIDED = "decided", _("Responsibility decided on")
    HANDED_UP = "handed_up", _("Handed to a higher government")
    CANCELLED = "cancelled", _("Cancelled")


class SupervisionState(models.TextChoices):
    """Whether a case is under listed supervision (挂牌督办)."""

    LISTED = "listed", _("Under listed supervision")
    LIFTED = "lifted", _("Lifted")
    CANCELLED = "cancelled", _("Cancelled")


class Trigger(models.TextChoices):
    """Why a case is put under listed supervision; the rules say of which levels and sectors."""

    LEVEL = "level", _("By the level of the accident")
    SECTOR = "sector", _("A typical accident of its sector")
    IMPACT = "impact", _("A disaster of grave nature or impact")


class PreservationState(models.TextChoices):
    """Whether preserved evidence has been decided on."""

    PRESERVED = "preserved", _("Preserved")
    SETTLED = "settled", _("Decided on")


class Settlement(models.TextChoices):
    """What became of preserved evidence."""

    RETURNED = "returned", _("Returned")
    COPIED = "copied", _("Recorded or copied, then returned")
    APPRAISED = "appraised", _("Sent to appraisal")
    SEIZED = "seized", _("Sealed or seized")
    TRANSFERRED = "transferred", _("Handed to the competent body")


class HazardState(models.TextChoices):
    """Where a major hazard stands on the register."""

    REGISTERED = "registered", _("On the register")
    LISTED = "listed", _("Under listed supervision")
    LIFTED = "lifted", _("Removed and lifted")


class EvidenceState(models.TextChoices):
    """Who has a piece of evidence, and whether it counts."""

    KEPT = "kept", _("In custody")
    OFFERED = "offered", _("Handed over, not yet received")
    RETURNED = "returned", _("Given back")
    EXCLUDED = "excluded", _("Excluded")


# In somebody's hands.
EVIDENCE_HELD = (EvidenceState.KEPT, EvidenceState.OFFERED)


class EvidenceKind(models.TextChoices):
    """The kinds of evidence that the law knows; their keys are those of the rule `evidence.kinds`."""

    DOCUMENTARY = "documentary", _("Documentary evidence")
    PHYSICAL = "physical", _("Physical evidence")
    AUDIOVISUAL = "audiovisual", _("Audio-visual material")
    ELECTRONIC = "electronic", _("Electronic data")
    TESTIMONY = "testimony", _("Testimony of a witness")
    STATEMENT = "statement", _("Statement of the party")
    APPRAISAL = "appraisal", _("Opinion of an appraiser")
    SITE_RECORD = "site_record", _("Record of an examination or inspection of the scene")


class Objection(models.TextChoices):
    """To whom the office objects when the police decline (Decree 310 art. 9)."""

    POLICE = "police", _("Reconsideration by the police")
    PROCURATORATE = "procuratorate", _("Supervision by the procuratorate")


class ReferralState(models.TextChoices):
    """Where the referral of a suspected crime stands."""

    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not referred")
    HANDED_OVER = "handed_over", _("With the police")
    FILED = "filed", _("Filed by the police")
    DECLINED = "declined", _("Declined by the police")
    OBJECTED = "objected", _("Objected to")
    DELIVERED = "delivered", _("Material handed over")
    RETURNED = "returned", _("Back with the office")
    JUDGED = "judged", _("Judged by a court")


# A fine does not take the place of a referral: until the police give the case back, or a court has judged, the
# administrative penalty waits (Decree 310 arts. 10, 11, 13).
REFERRAL_HOLDS = (
    ReferralState.PROPOSED,
    ReferralState.APPROVED,
    ReferralState.HANDED_OVER,
    ReferralState.DECLINED,
    ReferralState.OBJECTED,
    ReferralState.FILED,
    ReferralState.DELIVERED,
)
REFERRAL_OPEN = (
    ReferralState.PROPOSED,
    ReferralState.APPROVED,
    ReferralState.DECLINED,
    ReferralState.OBJECTED,
    ReferralState.FILED,
)


class AccessState(models.TextChoices):
    """Whether an entry of the register of access to files stands."""

    RECORDED = "recorded", _("Recorded")
    VOIDED = "voided", _("Voided")


class Seeker(models.TextChoices):
    """Who asks to see the file of a case."""

    PARTY = "party", _("The party")
    LAWYER = "lawyer", _("A lawyer or another agent with a mandate")
    COURT = "court", _("A court")
    PROCURACY = "procuracy", _("A procuratorate")
    AUTHORITY = "authority", _("Another authority")
    APPLICANT = "applicant", _("Somebody who asks for government information")


class AccessManner(models.TextChoices):
    """How the file was shown."""

    READ = "read", _("Read on the spot")
    COPIED = "copied", _("Copied")
    SENT = "sent", _("Sent")


class MiningTier(models.TextChoices):
    """Which class a tip about a mine is."""

    FIRST = "first", _("First class")
    SECOND = "second", _("Second class")


class FieldKind(models.TextChoices):
    """What officers write down on the spot."""

    INSPECTION = "inspection", _("On-site inspection record")
    INTERVIEW = "interview", _("Record of an inquiry")


class FieldState(models.TextChoices):
    """Where a record from the field stands."""

    RECORDED = "recorded", _("Waits for the second officer")
    SIGNED = "signed", _("Signed by both officers")
    EXCLUDED = "excluded", _("Excluded")


class SignedBy(models.TextChoices):
    """How the person in front of the officers has signed."""

    SCREEN = "screen", _("On the screen")
    PAPER = "paper", _("On paper: a photo of the signed page goes along")
    REFUSED = "refused", _("Refused to sign")


class Asked(models.TextChoices):
    """In which part somebody is asked; the law calls what they say differently."""

    WITNESS = "testimony", _("As a witness")
    PARTY = "statement", _("As the party, or for it")
