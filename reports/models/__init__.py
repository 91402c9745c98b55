"""Tips, their mailboxes, and what opens the doors of the public site."""

from reports.models.admissions import Admission
from reports.models.disposals import Disposal, Hold
from reports.models.mailbox import MailboxItem
from reports.models.tips import Disclosure, Report, ReportGrant

__all__ = ["Admission", "Disclosure", "Disposal", "Hold", "MailboxItem", "Report", "ReportGrant"]
