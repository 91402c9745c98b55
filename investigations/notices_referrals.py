"""The dict of the referral of a suspected crime 涉嫌犯罪案件移送书. It never says that a tip existed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from investigations.models import Referral
from notices.wording import date_words
from workflow.models import LogEntry


def crime_referral_notice(
    referral: Referral,
    *,
    party: str,
    investigation_report: str,
    item_list: str,
    appraisal: str = "",
    other: str = "",
) -> dict[str, Any]:
    """Build the letter to the police with the list of what goes with it (Decree 310 art. 6)."""
    more = {"has_appraisal": True, "appraisal": appraisal} if appraisal else {}
    more |= {"has_other_material": True, "other": other} if other else {}
    return {
        "police": referral.police,
        "cause": referral.crime,
        "party": party,
        "facts": referral.grounds,
        "investigation_report": investigation_report,
        "item_list": item_list,
        "approval": _approval(referral),
        "officers": [
            {"name": person.name, "certificate_no": person.certificate_no}
            for person in referral.group.order_by("pk")
        ],
        **more,
    }


def _approval(referral: Referral) -> str:
    entry = LogEntry.objects.about(referral).filter(move="approve").select_related("actor").last()
    day = date_words(timezone.localdate(referral.approved_at))
    return f"{entry.actor.name if entry and entry.actor else ''}{day}批准"
