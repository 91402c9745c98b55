"""Reads of partners, and what a partner may read: its own and nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from accounts.models import Duty
from partners.models import Batch, Call, Key, Offer, Partner
from partners.states import TOLD, LineState, State
from reports.models import Handoff, Report, number_known_as
from reports.selectors import get_report_by_receipt, reports_visible_to
from reports.states import StatusWord
from vault.receipts import Receipt
from workflow.selectors import get_by_reference


# ---- For the administrator -------------------------------------------------------------------------------------
def partners_visible_to(user: Any) -> QuerySet[Partner]:
    """Return the partners: the administrator connects them, the auditor reads what was done."""
    partners: QuerySet[Partner] = Partner.objects.select_related("agency")
    return partners if user.has_duty(Duty.ADMIN, Duty.AUDITOR) else partners.none()


def get_partner(user: Any, reference: str) -> Partner:
    """Return one partner, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(partners_visible_to(user), reference)


def keys_of(partner: Partner) -> QuerySet[Key]:
    """Return the keys of a partner with their meters, the newest first."""
    return partner.keys.select_related("meter", "made_by").order_by("-pk")


def calls_of(partner: Partner) -> QuerySet[Call]:
    """Return the calls to a partner, the newest first."""
    return Call.objects.filter(hook__partner=partner)


def partner_of(report: Report) -> Partner | None:
    """Return the partner from whom a tip came, or None."""
    sender = Report.objects.filter(pk=report.pk).values_list("arrival__sender", flat=True).first()
    return Partner.objects.filter(name=sender).first() if sender else None


# ---- For the desk ----------------------------------------------------------------------------------------------
def offers_visible_to(user: Any) -> QuerySet[Offer]:
    """Return the transfers handed to partners whose tips `user` sees."""
    offers: QuerySet[Offer] = Offer.objects.select_related("report__unit", "partner")
    if not user.has_duty(Duty.DESK, Duty.LEADER, Duty.SUPERVISION):
        return offers.none()
    return offers.filter(report__in=reports_visible_to(user).values("pk"))


def get_offer(user: Any, reference: str) -> Offer:
    """Return one hand-over, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(offers_visible_to(user), reference)


def batches_visible_to(user: Any) -> QuerySet[Batch]:
    """Return the imported lists, for the intake desk."""
    batches: QuerySet[Batch] = Batch.objects.select_related("partner", "uploaded_by")
    return batches if user.has_duty(Duty.DESK) else batches.none()


def get_batch(user: Any, reference: str) -> Batch:
    """Return one list, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(batches_visible_to(user), reference)


def partners_with_lists() -> QuerySet[Partner]:
    """Return whose lists can be imported."""
    return Partner.objects.filter(state=State.ACTIVE).order_by("name")


def counts_of(batch: Batch) -> dict[str, int]:
    """Count a list's lines by what came of them. One query."""
    found = dict(batch.lines.order_by().values_list("state").annotate(count=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in LineState}


def handoff_to(offer: Offer) -> Handoff:
    """Return the packet that was made for the department when the tip was handed on to it."""
    return offer.report.handoffs.filter(agency=offer.partner.agency)[0]


# ---- For a partner ---------------------------------------------------------------------------------------------
def tips_of(partner: Partner) -> QuerySet[Report]:
    """Return the tips that came from this partner, through whatever door."""
    return Report.objects.filter(arrival__sender=partner.name).select_related("arrival")


def get_tip(partner: Partner, number: str) -> Report:
    """Return the tip that the partner calls by this number, or raise Http404."""
    report = tips_of(partner).filter(arrival__number=number_known_as(number)).first() if number else None
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


def offers_of(partner: Partner) -> QuerySet[Offer]:
    """Return the transfers handed to this partner, the newest first."""
    return partner.offers.select_related("report__unit", "partner").order_by("-pk")


def get_offer_of(partner: Partner, reference: str) -> Offer:
    """Return one transfer handed to this partner, or raise Http404."""
    return get_by_reference(offers_of(partner), reference)
