"""The states of a case, its kinds, and what a verification can conclude."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands."""

    OPENED = "opened", _("Waiting for a team")
    INVESTIGATING = "investigating", _("Being investigated")
    FOUND = "found", _("Findings wait for approval")
    CONCLUDED = "concluded", _("Concluded")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (State.OPENED, State.INVESTIGATING, State.FOUND, State.CONCLUDED)
FINAL = (State.CLOSED, State.CANCELLED)
UNDER_WAY = (State.INVESTIGATING, State.FOUND)


class Kind(models.TextChoices):
    """A new kind brings its own facts and papers; see CONTRIBUTING."""

    TIP = "tip", _("Verification of a report")
    ACCIDENT = "accident", _("Production-safety accident")
    RETALIATION = "retaliation", _("Retaliation against a reporter")


class Conclusion(models.TextChoices):
    """What became of what was alleged."""

    SUBSTANTIATED = "substantiated", _("Substantiated")
    PARTLY = "partly", _("Partly substantiated")
    UNFOUNDED = "unfounded", _("Not substantiated")
    UNVERIFIABLE = "unverifiable", _("Cannot be verified")


PROVED = (Conclusion.SUBSTANTIATED, Conclusion.PARTLY)


class Role(models.TextChoices):
    """A member's part in the joint team."""

    HEAD = "head", _("Head of the team")
    MEMBER = "member", _("Member")
    EXPERT = "expert", _("Expert")
    INVITED = "invited", _("Invited (procuratorate)")


class OrderState(models.TextChoices):
    """The states of a rectification order."""

    ORDERED = "ordered", _("Ordered")
    REPORTED = "reported", _("Reported as done")
    PASSED = "passed", _("Passed the recheck")
    CANCELLED = "cancelled", _("Cancelled")


class AccidentState(models.TextChoices):
    """How far an accident has come, from the fast report to the review of what was promised."""

    RECORDED = "recorded", _("Recorded")
    REPORTED = "reported", _("Reported upward")
    SUBMITTED = "submitted", _("Investigation report handed in")
    REPLIED = "replied", _("Replied to")
    REVIEWED = "reviewed", _("Implementation reviewed")
    CANCELLED = "cancelled", _("Cancelled")


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


class EvidenceState(models.TextChoices):
    """Who has a piece of evidence, and whether it counts."""

    KEPT = "kept", _("Kept")
    OFFERED = "offered", _("Handed over, not yet received")
    RETURNED = "returned", _("Given back")
    EXCLUDED = "excluded", _("Excluded")


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
