"""What a tip's moves set off, and what is withdrawn when one is annulled."""

from __future__ import annotations

from celery import shared_task

from notices.services import void_notices_of
from reports import admission
from reports.models import MailboxItem
from workflow.events import on_annul
from workflow.models import LogEntry
from workflow.services import cancel_clock, start_clock


@on_annul(
    "reports.report.accept", "reports.report.decline", "reports.report.transfer", "reports.report.merge"
)
def reopen_intake(entry: LogEntry) -> None:
    """Void the paper, take it out of the mailbox, stop the clock, and let the intake clock run on."""
    report = entry.subject
    MailboxItem.objects.filter(report=report, notice__issued_at__gte=entry.at).delete()
    void_notices_of(report, since=entry.at, reason="annulled")
    cancel_clock(report, "tip.conclude")
    start_clock(report, "tip.accept", at=report.created_at)


@shared_task(name="reports.forget_admissions")
def forget_admissions() -> None:
    """Drop the marks of tickets that are too old to count. Runs hourly."""
    admission.forget_admissions()
