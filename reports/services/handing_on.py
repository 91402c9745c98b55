"""Writes of a transfer: the tip, its packet and the reporter's message in one step; later the department's answer."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.selectors import get_office
from notices.services import issue_notice
from reports.models import Handoff, Report
from reports.notices import transfer_notice
from reports.packets import packet_of
from reports.services.mailbox import tell_reporter
from reports.telltales import pointers
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, record

# The paper and the reporter say the same; both are content in the language of the office.
HANDED_ON = (
    "您反映的事项不属于本机关职责范围，已移送{agency}办理。"
    "该单位只收到办理摘要，没有收到您的原话、姓名和联系方式。"
)
TAKEN_BACK = "此前的移送已撤销，该事项由本机关继续处理。"


@issues_paper
@transaction.atomic
def transfer_report(
    report: Report, *, actor: User, agency: Agency, note: str = "", is_checked: bool = False
) -> LogEntry:
    """Hand a tip to the competent department, with a record (Work Safety Law arts. 69, 73).

    The department gets the working text under a paper marked for it alone. Where the text seems to point to the
    reporter somebody must have looked at that (`is_checked`), else `MoveRefused`.
    """
    found = pointers([report.working_text])
    if found and not is_checked:
        raise MoveRefused(_points_to(found))
    entry = advance(report, "transfer", actor=actor, note=note, agency=agency)
    packet = packet_of(report)
    context = transfer_notice(report, agency, packet)
    notice = issue_notice("transfer", subject=report, context=context, actor=actor, agency=get_office())
    Handoff.objects.create(
        report=report, agency=agency, notice=notice, sent_by=actor, packet=dataclasses.asdict(packet)
    )
    tell_reporter(report, text=HANDED_ON.format(agency=agency.name))
    return entry


def _points_to(found: Iterable[str | Promise]) -> str:
    told = str(_(", ")).join(str(kind) for kind in found)
    sentence = _(
        "The working text seems to hold what points to the reporter: %(found)s. Hand it on by itself."
    )
    return str(sentence) % {"found": told}


@transaction.atomic
def acknowledge_transfer(
    report: Report,
    *,
    actor: User | None,
    received_on: datetime.date,
    received_by: str,
    answer: str,
    number: str = "",
    words: str = "",
) -> LogEntry:
    """Record that the department has the packet, under which number, and what it answers: on paper or by program."""
    handoff = report.handoffs.first()
    if handoff is None:
        raise MoveRefused(_("This report was handed on without a packet."))
    handoff.received_on, handoff.received_by, handoff.number = received_on, received_by, number
    handoff.answer, handoff.words = answer, words
    handoff.save(update_fields=["received_on", "received_by", "number", "answer", "words"])
    return record(report, "acknowledge", actor=actor, note=words)
