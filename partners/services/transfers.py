"""Transfers between the office and a connected department, in both directions."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partners import problems
from partners.models import Offer, Partner
from partners.problems import Problem
from partners.selectors import handoff_to
from partners.services.answers import Intent, keep, recall
from partners.states import OfferState, State
from reports.models import Handoff, Report
from reports.services import acknowledge_transfer
from workflow.errors import AnnulmentRefused, StalePage
from workflow.services import advance, begin, record

OK = 200


def offer_transfer(report: Report, *, at: datetime.datetime) -> Offer | None:
    """Offer a transferred tip to the department's program, where it had one then. Offering twice offers once."""
    connected = Partner.objects.filter(state=State.ACTIVE, created_at__lte=at)
    partner = connected.filter(agency=report.transferred_to).first()
    if partner is None or report.offers.exclude(state=OfferState.WITHDRAWN).exists():
        return None
    offer = Offer(report=report, partner=partner)
    begin(offer, move="offer", actor=None)
    return offer


def withdraw_offer(report: Report, *, refusal: str) -> None:
    """Take back what was offered, with the transfer; refuse once the department has taken it on."""
    for offer in report.offers.exclude(state=OfferState.WITHDRAWN):
        if offer.state == OfferState.ACKNOWLEDGED:
            raise AnnulmentRefused(refusal)
        advance(offer, "withdraw", actor=None)


def fetch_packet(offer: Offer) -> dict[str, Any]:
    """Hand over what the department may know, and log that it was fetched. The words and the identity stay sealed."""
    if offer.state == OfferState.WITHDRAWN:
        raise Problem(problems.MOVED_ON)
    record(offer, "fetch", actor=None)
    return {
        **told_of(offer),
        **{name: None if value == "" else value for name, value in handoff_to(offer).packet.items()},
        "watermark": f"{offer.partner.name} {offer.reference} {timezone.localdate().isoformat()}",
    }


def acknowledge_offer(offer: Offer, *, their_number: str, intent: Intent) -> dict[str, Any]:
    """Note that the department has taken it on; the same request again is told the same."""
    told = recall(intent)
    if told is not None:
        return told
    try:
        with transaction.atomic():
            advance(offer, "acknowledge", actor=None, their_number=their_number, at=timezone.now())
            acknowledge_transfer(
                offer.report,
                actor=None,
                received_on=timezone.localdate(),
                received_by=offer.partner.name,
                answer=Handoff.Answer.TAKEN,
                number=their_number,
            )
            told = told_of(offer)
            keep(intent, told, status=OK)
    except StalePage as stale:
        told = recall(intent)  # another line was faster
        if told is None:
            raise Problem(problems.MOVED_ON) from stale
    return told


def told_of(offer: Offer) -> dict[str, Any]:
    """Return how a hand-over stands, in plain values."""
    at = offer.acknowledged_at
    return {
        "reference": offer.reference,
        "state": str(offer.state),
        "offered_at": timezone.localtime(offer.created_at).isoformat(timespec="seconds"),
        "number": offer.their_number or None,
        "acknowledged_at": timezone.localtime(at).isoformat(timespec="seconds") if at else None,
    }
