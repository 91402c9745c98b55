"""Tips, their mailboxes, and what opens the doors of the public site."""

from reports.models.admissions import Admission
from reports.models.arrivals import Arrival
from reports.models.disposals import Disposal, Hold
from reports.models.handoffs import Handoff
from reports.models.mailbox import CheckIn, MailboxItem
from reports.models.retaliation import Retaliation
from reports.models.tips import Disclosure, Report, ReportGrant
from reports.models.words import WordsGrant

__all__ = [
    "Admission",
    "Arrival",
    "CheckIn",
    "Disclosure",
    "Disposal",
    "Handoff",
    "Hold",
    "MailboxItem",
    "Report",
    "ReportGrant",
    "Retaliation",
    "WordsGrant",
]
