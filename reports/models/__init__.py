"""Tips, their mailboxes, and what opens the doors of the public site."""

from reports.models.admissions import Admission
from reports.models.mailbox import CheckIn, MailboxItem
from reports.models.retaliation import Retaliation
from reports.models.tips import Disclosure, Report, ReportGrant

__all__ = ["Admission", "CheckIn", "Disclosure", "MailboxItem", "Report", "ReportGrant", "Retaliation"]
