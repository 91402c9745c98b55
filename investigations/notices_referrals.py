"""The dict of the referral of a suspected crime 涉嫌犯罪案件移送书. It never says that a tip existed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from investigations.models import EvidenceFile, Referral
from notices.kinds import Audience
from notices.selectors import notices_of
from notices.services import REVEALING
from notices.states import STANDING
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
        "annexes": _annexes(referral),
        **more,
    }


def _annexes(referral: Referral) -> list[dict[str, str]]:
    """List what goes along, each by its digest as it is now: papers of the case, and the files of its evidence."""
    papers = notices_of(referral.case).filter(state__in=STANDING).exclude(audience=Audience.REPORTER)
    files = EvidenceFile.objects.filter(evidence__case=referral.case).select_related("evidence")
    return [
        *(
            {"title": one.title, "number": one.number, "sha256": one.pdf_sha256 or one.context_sha256}
            for one in papers
        ),
        *(
            {"title": _named(one), "number": f"{one.evidence.reference}-{one.number}", "sha256": one.sha256}
            for one in files.order_by("evidence_id", "number")
        ),
    ]


def _named(file: EvidenceFile) -> str:
    """Name a piece of evidence, unless its name would give a report away."""
    title = file.evidence.title
    return f"证据{file.evidence.reference}" if REVEALING.search(title) else title


def _approval(referral: Referral) -> str:
    entry = LogEntry.objects.about(referral).filter(move="approve").select_related("actor").last()
    day = date_words(timezone.localdate(referral.approved_at))
    return f"{entry.actor.name if entry and entry.actor else ''}{day}批准"
