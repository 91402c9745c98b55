"""Writes under a receipt: messages sealed both ways, and the openings of what came."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Duty, User
from accounts.selectors import recused_people
from notices.models import Notice
from notices.serving import receive_in_mailbox
from reports.models import MailboxItem, Report
from reports.selectors import GLOSS, is_waiting, mailbox_of
from statutes.calendar import deadline
from statutes.periods import Period
from statutes.rules import HOME, get_rule
from vault.models import Purpose
from vault.receipts import seal_to_mailbox
from vault.services import open_envelope, prepare_envelope, store_envelope
from workflow.services import record


@transaction.atomic
def tell_reporter(
    report: Report,
    *,
    word: str | None = None,
    text: str = "",
    text_en: str = "",
    notice: Notice | None = None,
    kind: str = MailboxItem.Kind.MESSAGE,
) -> None:
    """Put a status word, a message or a paper where the reporter finds it with the receipt.

    With `text_en` the reader finds the message in the language they read in, whenever they look.
    """
    body = f"{text}{GLOSS}{text_en}" if text_en else text
    if word is not None:
        Report.objects.filter(pk=report.pk).update(status_word=word)
        report.status_word = word
    if text or notice is not None:
        MailboxItem.objects.create(
            report=report,
            kind=kind,
            direction=MailboxItem.Direction.TO_REPORTER,
            sealed_body=seal_to_mailbox(bytes(report.mailbox_public_key), body.encode()) if text else b"",
            notice=notice,
        )


@transaction.atomic
def write_to_reporter(report: Report, *, actor: User, text: str) -> None:
    """Send a message of the desk, sealed so that only the receipt opens it."""
    tell_reporter(report, text=text)
    record(report, "write", actor=actor)


@transaction.atomic
def open_paper(report: Report, notice: Notice) -> None:
    """Note that the reporter opened a paper, the first time: the receipt of what was served in the mailbox."""
    unread = report.mailbox.filter(notice=notice, read_at=None)
    if unread.update(read_at=timezone.now()):
        record(report, "open_paper", actor=None)


def confirm_papers(report: Report) -> None:
    """Enter the service of the papers that the reporter has opened. Twice is once."""
    for item in report.mailbox.select_related("notice").order_by("pk"):
        if item.notice is not None and item.read_at is not None:
            receive_in_mailbox(item.notice, arrived_at=item.at, read_at=item.read_at)


def stop_waiting(report: Report) -> None:
    """Let the period run again: the question has stayed without an answer for as long as the office waits."""
    record(report, "stop_waiting", actor=None)


def stop_waiting_in_vain() -> int:
    """Stop waiting for every answer that is overdue; return how many. A later answer is read all the same."""
    period = get_rule("tip.question", place=HOME, on=timezone.localdate()).period
    asked = MailboxItem.objects.filter(kind=MailboxItem.Kind.QUESTION, answered_at=None)
    late = [item.report for item in asked.select_related("report") if is_over(item.at, period)]
    waiting = {report.pk: report for report in late if is_waiting(report)}.values()
    for report in waiting:
        stop_waiting(report)
    return len(waiting)


def is_over(since: datetime.datetime, period: Period) -> bool:
    """Tell whether a period that began then has ended."""
    return bool(deadline(since, period).due_at < timezone.now())


def write_to_desk(report: Report, *, text: str) -> None:
    """Send a message of the reporter, sealed to the desk; it answers whatever was asked."""
    duty = Duty.SUPERVISION if report.is_internal else None
    prepared = prepare_envelope(Purpose.MESSAGE, {"text": text}, exclude=recused_people(report), duty=duty)
    with transaction.atomic():
        MailboxItem.objects.create(
            report=report,
            direction=MailboxItem.Direction.FROM_REPORTER,
            envelope=store_envelope(prepared, subject=report),
        )
        report.mailbox.filter(kind=MailboxItem.Kind.QUESTION, answered_at=None).update(
            answered_at=timezone.now()
        )
        record(report, "hear_from_reporter", actor=None)


def read_messages(report: Report, *, actor: User, identity: str) -> dict[int, str]:
    """Open the reporter's messages for the desk: text by the item's key. The log keeps who did.

    Raises `CannotOpen` when this person's key is not among the readers of one of them.
    """
    items = mailbox_of(report).filter(direction=MailboxItem.Direction.FROM_REPORTER)
    opened = {
        item.pk: str(open_envelope(item.envelope, identity=identity)["text"])
        for item in items
        if item.envelope
    }
    with transaction.atomic():
        report.mailbox.filter(pk__in=opened, read_at=None).update(read_at=timezone.now())
        record(report, "read_messages", actor=actor)
    return opened
