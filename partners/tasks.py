"""What a tip's moves set off at partners, and what partners are owed by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from partners import services
from partners.models import Offer
from partners.selectors import partner_of
from partners.states import Event
from reports.states import State
from workflow.events import on, on_annul
from workflow.models import LogEntry


@on("reports.report.transfer")
def offer_transfer(entry: LogEntry) -> None:
    """Offer the tip to the department's program."""
    if entry.subject.state == State.TRANSFERRED:
        services.offer_transfer(entry.subject, at=entry.at)


@on_annul("reports.report.transfer")
def withdraw_offer(entry: LogEntry) -> None:
    """Take back what was offered, or refuse because the department has taken it on."""
    refusal = _("The department has acknowledged the transfer. Ask it to send the report back.")
    services.withdraw_offer(entry.subject, refusal=str(refusal))


@on(
    "reports.report.accept",
    "reports.report.decline",
    "reports.report.transfer",
    "reports.report.merge",
    "reports.report.withdraw",
    "reports.report.object",
    "reports.report.conclude_recheck",
    "reports.report.annul",
)
def tell_of_status(entry: LogEntry) -> None:
    """Call the partner from whom the tip came: it stands otherwise."""
    services.note_call(partner_of(entry.subject), entry, Event.STATUS, entry.subject.reference)


@on("reports.report.answer")
def tell_of_answer(entry: LogEntry) -> None:
    """Call the partner from whom the tip came: it was answered."""
    services.note_call(partner_of(entry.subject), entry, Event.ANSWERED, entry.subject.reference)


@on("partners.offer.offer")
def tell_of_offer(entry: LogEntry) -> None:
    """Call the department: a transfer waits."""
    offer: Offer = entry.subject
    services.note_call(offer.partner, entry, Event.OFFERED, offer.reference)


@on("partners.offer.withdraw")
def tell_of_withdrawal(entry: LogEntry) -> None:
    """Call the department: the transfer was taken back."""
    offer: Offer = entry.subject
    services.note_call(offer.partner, entry, Event.TAKEN_BACK, offer.reference)


@shared_task(name="partners.make_due_calls")
def make_due_calls() -> None:
    """Make the calls whose turn has come. Runs every ten seconds."""
    services.make_due_calls()


@shared_task(name="partners.forget_answers")
def forget_answers() -> None:
    """Drop the sealed answers that nobody asks for any more. Runs hourly."""
    services.forget_answers()
