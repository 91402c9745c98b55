"""Writes around the answer: asking for more, more time, the objection and its re-check."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from accounts.models import Duty, User
from accounts.selectors import get_office, recused_people
from notices.services import issue_notice
from reports.matters import OWED, companions_of
from reports.models import MailboxItem, Report
from reports.notices import extension_notice
from reports.services.mailbox import tell_reporter
from vault.models import Purpose
from vault.services import prepare_envelope, store_envelope
from workflow.clocks import Approval
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance

# The reason that the file keeps beside a period that stands still.
WAITING = "等待举报人补充说明"
LONGER = "因情况复杂，经上一级部门批准（{number}），本件办理期限延长。原因：{reason}"


@transaction.atomic
def ask_reporter(report: Report, *, actor: User, text: str) -> LogEntry:
    """Ask the reporter for what is missing; the period to decide stands still until the reporter writes."""
    entry = advance(report, "ask", actor=actor, note=WAITING)
    tell_reporter(report, text=text, kind=MailboxItem.Kind.QUESTION)
    return entry


@issues_paper
@transaction.atomic
def extend_report(
    report: Report, *, actor: User, approval_number: str, approved_on: datetime.date, note: str
) -> LogEntry:
    """Record that the answer on a matter may take longer, by which paper; its reporters are told why."""
    approval = Approval(number=approval_number, approved_on=approved_on)
    how: dict[str, Any] = {
        "actor": actor,
        "note": note,
        "approval": approval,
        "approval_number": approval_number,
    }
    entry = advance(report, "extend", **how)
    waiting = [each for each in companions_of(report) if each.state in OWED]
    for each in waiting:
        advance(each, "extend", **how)
    for each in (report, *waiting):
        context = extension_notice(each, approval=approval, reason=note)
        notice = issue_notice("extension", subject=each, context=context, actor=actor, agency=get_office())
        tell_reporter(each, text=LONGER.format(number=approval_number, reason=note), notice=notice)
    return entry


def object_to_answer(report: Report, *, text: str) -> LogEntry:
    """Object to the answer; the reasons are sealed to the desk, and the re-check has its period from here."""
    duty = Duty.SUPERVISION if report.is_internal else None
    prepared = prepare_envelope(Purpose.MESSAGE, {"text": text}, exclude=recused_people(report), duty=duty)
    with transaction.atomic():
        entry = advance(report, "object", actor=None)
        MailboxItem.objects.create(
            report=report,
            direction=MailboxItem.Direction.FROM_REPORTER,
            envelope=store_envelope(prepared, subject=report),
        )
    return entry


@transaction.atomic
def conclude_recheck(report: Report, *, actor: User, text: str) -> LogEntry:
    """Tell the reporter what the re-check found."""
    entry = advance(report, "conclude_recheck", actor=actor)
    tell_reporter(report, text=text)
    return entry
