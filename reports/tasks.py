"""What a tip's moves set off, and what is withdrawn when one is annulled."""

from __future__ import annotations

from celery import shared_task
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from alarms.services import raise_alarm
from alarms.sources import register_source
from notices.selectors import notices_since
from notices.services import void_notices_of
from notices.tasks import FRONT, printing
from reports import admission, alarming, disclosing
from reports.models import Contribution, MailboxItem, Report
from reports.services import (
    TAKEN_BACK,
    bind_reporters_papers,
    confirm_papers,
    forget_check_in,
    note_likenesses,
    place_check_ins,
    plan_check_in,
    stop_waiting_in_vain,
    tell_reporter,
)
from reports.states import CheckInStep
from workflow.errors import AnnulmentRefused
from workflow.events import on, on_annul
from workflow.models import LogEntry

register_source(Report.label(), alarming.SOURCE)


@on("reports.report.submit")
def raise_the_alarm(entry: LogEntry) -> None:
    """Call whoever is on duty when people are in danger now."""
    if entry.subject.is_danger_now:
        raise_alarm(entry.subject)


@on("reports.report.open_paper")
def confirm_what_was_opened(entry: LogEntry) -> None:
    """Enter the service of the papers that the reporter has opened in the mailbox."""
    confirm_papers(entry.subject)


@on("reports.report.close", "reports.report.bind_volume", is_atomic=False)
def put_away(entry: LogEntry) -> None:
    """Bind what the reporter was told and seal it; not atomic, because papers are drawn first."""
    bind_reporters_papers(entry.subject, since=entry.at, front=import_string(FRONT), **printing())


@on_annul(
    "reports.report.accept", "reports.report.decline", "reports.report.transfer", "reports.report.merge"
)
def reopen_intake(entry: LogEntry) -> None:
    """Void the paper and take it out of the mailbox."""
    report = entry.subject
    MailboxItem.objects.filter(notice__in=notices_since(entry, report)).delete()
    forget_check_in(report, CheckInStep.ACCEPTED)
    void_notices_of(report, since=entry, reason="annulled")
    if entry.move == "transfer":
        tell_reporter(report, text=TAKEN_BACK)


@on_annul("reports.report.merge")
def forget_contribution(entry: LogEntry) -> None:
    """Forget what the tip was said to add: it stands by itself again."""
    Contribution.objects.filter(report=entry.subject).delete()


@on_annul("reports.report.accept")
def keep_together(entry: LogEntry) -> None:
    """Refuse to take back the acceptance of a tip that others are handled with."""
    if entry.subject.merged_reports.exists():
        raise AnnulmentRefused(_("Other reports are handled with this one. Annul their merging first."))


@on("reports.report.submit")
def compare_with_earlier(entry: LogEntry) -> None:
    """Note the earlier tips that may be about the same matter."""
    note_likenesses(entry.subject)


@shared_task(name="reports.expire_disclosures")
def expire_disclosures() -> None:
    """End the openings of identities whose minutes are over. Runs every minute."""
    disclosing.expire_disclosures()


@on("reports.report.accept", "reports.report.merge")
def check_in_after_acceptance(entry: LogEntry) -> None:
    """Plan to ask how the reporter fares once the tip was taken on."""
    if entry.subject.accepted_at:
        plan_check_in(entry.subject, CheckInStep.ACCEPTED, since=entry.at)


@on("reports.report.answer")
def check_in_after_answer(entry: LogEntry) -> None:
    """Plan to ask how the reporter fares once the unit may have heard what came of it."""
    plan_check_in(entry.subject, CheckInStep.ANSWERED, since=entry.at)


@shared_task(name="reports.place_check_ins")
def place_due_check_ins() -> None:
    """Ask the reporters whose day has come. Runs hourly."""
    place_check_ins()


@shared_task(name="reports.stop_waiting_in_vain")
def stop_waiting_for_answers() -> None:
    """Let periods run again whose question stayed unanswered. Runs hourly."""
    stop_waiting_in_vain()


@shared_task(name="reports.forget_admissions")
def forget_admissions() -> None:
    """Drop the marks of tickets that are too old to count. Runs hourly."""
    admission.forget_admissions()
