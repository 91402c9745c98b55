"""Tips, their mailboxes, and what opens the doors of the public site."""

from reports.models.admissions import Admission
from reports.models.arrivals import Arrival, name_known_as, number_known_as
from reports.models.disposals import Disposal, Hold
from reports.models.handoffs import Handoff
from reports.models.mailbox import CheckIn, MailboxItem
from reports.models.matters import Contribution, Likeness, Precedence
from reports.models.retaliation import Retaliation
from reports.models.tips import Disclosure, Report, ReportGrant
from reports.models.volumes import SealedVolume
from reports.models.words import WordsGrant

__all__ = [
    "Admission",
    "Arrival",
    "CheckIn",
    "Contribution",
    "Disclosure",
    "Disposal",
    "Handoff",
    "Hold",
    "Likeness",
    "MailboxItem",
    "Precedence",
    "Report",
    "ReportGrant",
    "Retaliation",
    "SealedVolume",
    "WordsGrant",
    "name_known_as",
    "number_known_as",
]
