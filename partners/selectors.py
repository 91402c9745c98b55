"""Reads of partners, and what a partner may read: its own and nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import Duty
from partners.models import Key, Partner
from partners.states import TOLD
from reports.models import Report
from reports.selectors import get_report_by_receipt
from reports.states import StatusWord
from vault.receipts import Receipt


# ---- For the administrator -------------------------------------------------------------------------------------
def partners_visible_to(user: Any) -> QuerySet[Partner]:
    """Return the partners: the administrator connects them, the auditor reads what was done."""
    partners: QuerySet[Partner] = Partner.objects.select_related("agency")
    return partners if user.has_duty(Duty.ADMIN, Duty.AUDITOR) else partners.none()


def get_partner(user: Any, reference: str) -> Partner:
    """Return one partner, or raise Http404 when it is missing or not for `user`."""
    try:
        partner: Partner = Partner.objects.by_reference(reference)
        return partners_visible_to(user).get(pk=partner.pk)
    except Partner.DoesNotExist as error:
        raise Http404 from error


def keys_of(partner: Partner) -> QuerySet[Key]:
    """Return the keys of a partner with their meters, the newest first."""
    return partner.keys.select_related("meter", "made_by").order_by("-pk")


# ---- For a partner ---------------------------------------------------------------------------------------------
def tips_of(partner: Partner) -> QuerySet[Report]:
    """Return the tips that came from this partner, through whatever door."""
    return Report.objects.filter(arrival__sender=partner.name).select_related("arrival")


def get_tip(partner: Partner, number: str) -> Report:
    """Return the tip that the partner calls by this number, or raise Http404."""
    report = tips_of(partner).filter(arrival__number=number).first() if number else None
    if report is None:
        raise Http404
    return report


def get_tip_by_receipt(partner: Partner, receipt: Receipt) -> Report:
    """Return the tip of a receipt that came from this partner, or raise Http404.

    A wrong code, an unknown one and one of somebody else's tip cost the same and look alike.
    """
    found = get_report_by_receipt(receipt)
    report = tips_of(partner).filter(pk=found[0].pk).first() if found else None
    if report is None:
        raise Http404
    return report


def word_for_partner(report: Report) -> StatusWord:
    """Return the status word that a partner is told."""
    word = StatusWord(report.status_word)
    return TOLD.get(word, word)
