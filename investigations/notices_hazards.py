"""The dicts of the papers on a major hazard: its listed supervision, and its lifting."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from investigations.models import MajorHazard
from investigations.notices import order_number
from notices.selectors import notices_of
from notices.states import STANDING
from notices.wording import date_words
from statutes.rules import get_rule

LIFTING = "隐患消除并经两名执法人员现场复查通过后，凭证明隐患已经消除的证据摘牌。"


def hazard_listing_notice(hazard: MajorHazard) -> dict[str, Any]:
    """Build the notice 重大事故隐患挂牌督办通知书."""
    return {
        "party_name": hazard.unit.name,
        "hazard": hazard.title,
        "standard": hazard.basis,
        "demand": hazard.item.demand,
        "order_number": order_number(hazard.order),
        "supervisor": hazard.supervisor,
        "deadline": hazard.listed_until,
        "lifting": LIFTING,
        "basis": [str(get_rule("hazard.supervision", on=timezone.localdate()).citation)],
    }


def hazard_lifting_notice(hazard: MajorHazard) -> dict[str, Any]:
    """Build the notice 重大事故隐患摘牌通知书."""
    listed = notices_of(hazard).filter(kind="hazard_listing", state__in=STANDING).order_by("pk").last()
    rechecked_on = hazard.order.rechecked_on
    day = f"{date_words(rechecked_on)}，" if rechecked_on else ""
    return {
        "party_name": hazard.unit.name,
        "notice_number": listed.number if listed else hazard.reference,
        "noticed_on": listed.issued_on if listed else timezone.localdate(hazard.created_at),
        "hazard": hazard.title,
        "recheck": f"{day}经两名执法人员现场复查，该隐患已整改",
        "proof": hazard.proof.title if hazard.proof else "",
    }
