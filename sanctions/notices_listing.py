"""The dicts of the papers of a listing. They never say that a tip existed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from investigations.notices import remedies
from notices.models import Notice
from notices.states import STANDING
from notices.wording import date_words
from sanctions.models import Listing, Penalty
from sanctions.notices import CONTACT
from statutes.listing import SITUATIONS, listing_period
from statutes.rules import get_rule

# The departments that art. 78 names, by their keys in the rule.
DEPARTMENTS = {
    "industry": "行业主管部门",
    "investment": "投资主管部门",
    "natural_resources": "自然资源主管部门",
    "ecology": "生态环境主管部门",
    "securities": "证券监督管理机构",
    "finance": "有关金融机构",
}
ON_ENTRY = "本机关已决定将该主体列入安全生产严重失信主体名单，管理期限至{until}。请依法采取下列联合惩戒措施：{measures}"
ON_END = "该主体已移出安全生产严重失信主体名单，请即停止因列入名单而采取的联合惩戒措施和公示"
AFTER_DEFENCE = "在听取你（单位）的陈述、申辩后"


def number_of(subject: Listing | Penalty, kind: str) -> str:
    """Return the number of the last paper of a kind that stands, or nothing."""
    papers = Notice.objects.filter(
        subject_label=subject.label(), subject_id=subject.pk, kind=kind, state__in=STANDING
    )
    return papers.order_by("-pk").values_list("number", flat=True).first() or ""


def measures() -> list[str]:
    """Give the measures against who is listed: the law's and the order's (arts. 78, 12)."""
    on = timezone.localdate()
    return [get_rule(rule, on=on).text for rule in ("listing.consequences", "listing.local_measures")]


def listing_prior_notice(listing: Listing) -> dict[str, Any]:
    """Build the prior notice 列入告知书: time, cause, basis, measures, rights."""
    return {
        **_party(listing),
        "cause": listing.cause,
        "basis": [str(SITUATIONS[listing.situation].citation)],
        "planned_time": AFTER_DEFENCE,
        "measures": measures(),
        "penalty_number": number_of(listing.penalty, "penalty_decision"),
        **CONTACT,
    }


def listing_decision(listing: Listing) -> dict[str, Any]:
    """Build the decision to list 严重失信主体名单列入决定书."""
    on = listing.listed_on or timezone.localdate()
    return {
        **_party(listing),
        "listed_on": listing.restored_on or listing.listed_on,
        "cause": listing.cause,
        "basis": [str(SITUATIONS[listing.situation].citation)],
        "measures": measures(),
        "listing_period": listing_period(on=on).title_zh,
        "expires_on": listing.until_on,
        "repair_conditions": [get_rule("listing.early_removal", on=on).text],
        "penalty_number": number_of(listing.penalty, "penalty_decision"),
        **remedies(),
    }


def listing_removal(listing: Listing) -> dict[str, Any]:
    """Build the decision to remove 移出决定书."""
    return {
        "party_name": party_of(listing),
        "party_uscc": listing.unit.uscc,
        "listing_number": number_of(listing, "listing_decision") or listing.reference,
        "grounds": listing.removal_reason,
        "effective_on": listing.removed_on,
        "effects": ["自移出之日起，停止公示列入信息，停止实施相应的管理措施"],
    }


def listing_letter(listing: Listing, *, departments: list[str], is_entry: bool) -> dict[str, Any]:
    """Build the letter to the departments 通报函, of an entry or of its end."""
    kind = "listing_decision" if is_entry else "listing_removal"
    rule = get_rule("listing.departments", on=timezone.localdate())
    until = date_words(listing.until_on) if listing.until_on else ""
    return {
        "departments": [DEPARTMENTS[key] for key in departments],
        "party_name": party_of(listing),
        "party_uscc": listing.unit.uscc,
        "decision_number": number_of(listing, kind) or listing.reference,
        "request": ON_ENTRY.format(until=until, measures="".join(measures())) if is_entry else ON_END,
        "basis": [str(rule.citation)],
        "contact_phone": CONTACT["contact_phone"],
    }


def party_of(listing: Listing) -> str:
    """Name who is listed as a paper does: a person with the unit and the post."""
    if not listing.person_name:
        return listing.unit.name
    return f"{listing.person_name}（{listing.unit.name}{listing.person_role}）"


def _party(listing: Listing) -> dict[str, Any]:
    return {
        "party_name": party_of(listing),
        "party_uscc": listing.unit.uscc,
        "party_address": listing.unit.address,
        "party_legal_representative": listing.unit.legal_representative,
    }
