"""What a tip's moves set off, and what is withdrawn when one is annulled."""

from __future__ import annotations

from celery import shared_task

from notices.services import void_notices_of
from reports import admission, disclosing
from reports.models import MailboxItem
from workflow.events import on_annul
from workflow.models import LogEntry


@on_annul(
    "reports.report.accept", "reports.report.decline", "reports.report.transfer", "reports.report.merge"
)
def reopen_intake(entry: LogEntry) -> None:
    """Void the paper and take it out of the mailbox."""
    report = entry.subject
    MailboxItem.objects.filter(report=report, notice__issued_at__gte=entry.at).delete()
    void_notices_of(report, since=entry.at, reason="annulled")


@shared_task(name="reports.expire_disclosures")
def expire_disclosures() -> None:
    """End the openings of identities whose minutes are over. Runs every minute."""
    disclosing.expire_disclosures()


@shared_task(name="reports.forget_admissions")
def forget_admissions() -> None:
    """Drop the marks of tickets that are too old to count. Runs hourly."""
    admission.forget_admissions()
