"""Reads of tips. Whoever may not see one is told what is told of one that does not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from accounts.grants import granted
from accounts.models import Duty
from reports.models import MailboxItem, Report
from vault.models import Envelope, Purpose
from vault.receipts import Receipt, ReceiptKeys, verify
from vault.selectors import envelopes_of

VIEW = "view_report"


def reports_visible_to(user: Any) -> QuerySet[Report]:
    """Return the tips that `user` may see: the desk and leaders all, investigators those granted with a case."""
    reports = Report.objects.select_related("unit")
    if user.has_duty(Duty.DESK, Duty.LEADER):
        return reports
    if user.has_duty(Duty.INVESTIGATOR):
        return granted(user, VIEW, reports)
    return reports.none()


def get_report(user: Any, reference: str) -> Report:
    """Return one tip, or raise Http404 when it is missing or not for `user`."""
    try:
        report: Report = Report.objects.by_reference(reference)
        return reports_visible_to(user).get(pk=report.pk)
    except Report.DoesNotExist as error:
        raise Http404 from error


def get_report_by_receipt(receipt: Receipt) -> tuple[Report, ReceiptKeys] | None:
    """Return the tip and the reporter's keys, or None. Wrong and unknown codes cost the same."""
    report = Report.objects.filter(receipt_locator=receipt.locator).first()
    keys = verify(receipt, report.stored_receipt if report else None)
    return (report, keys) if report and keys else None


def words_of(report: Report) -> Envelope | None:
    """Return the sealed original words of a tip."""
    return envelopes_of(report, purpose=Purpose.WORDS).first()


def mailbox_of(report: Report) -> QuerySet[MailboxItem]:
    """Return the messages under a tip's receipt, oldest first."""
    return report.mailbox.select_related("notice", "envelope")


def similar_reports(report: Report) -> QuerySet[Report]:
    """Return tips that may be about the same matter, by the structured fields: same unit and kind, or same name."""
    others = Report.objects.exclude(pk=report.pk).exclude(state="withdrawn")
    same = others.filter(unit=report.unit) if report.unit_id else others.filter(unit_name=report.unit_name)
    return same.filter(kind=report.kind).order_by("pk")
