"""The dicts of the papers of further measures: the request for closure, the notice of a power cut."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from investigations.notices import REVIEW_BODY, officers_of, remedies
from notices.wording import moment_words
from sanctions.models import Measure
from sanctions.notices import CONTACT
from statutes.rules import NATION, get_rule

# What the facts of a measure are called on a paper.
FACTS_ZH = {
    "penalty": "行政处罚",
    "hazard": "重大事故隐患",
    "order": "责令改正",
    "accident": "事故",
    "judgment": "判决",
    "person": "人员",
    "facts": "事实",
    "closure": "关闭决定",
}


def closure_request(measure: Measure) -> dict[str, Any]:
    """Build the request to the government 提请关闭的请示: it alone decides on closure (art. 115)."""
    decider = get_rule("closure.decider", place=NATION, on=timezone.localdate())
    return {
        "addressee": REVIEW_BODY,
        "party_name": measure.unit.name,
        "party_uscc": measure.unit.uscc,
        "party_address": measure.unit.address,
        "party_legal_representative": measure.unit.legal_representative,
        "facts": _facts(measure),
        "proposal": measure.proposal,
        "basis": [measure.basis["citation"], str(decider.citation)],
        "ground": measure.basis["text"],
        "contact_person": CONTACT["contact_person"],
        "contact_phone": CONTACT["contact_phone"],
    }


def power_cut_notice(measure: Measure, *, approved_by: User) -> dict[str, Any]:
    """Build the notice 停止供电（供应民用爆炸物品）通知书 (art. 70)."""
    notice = get_rule("power_cut.notice", place=NATION, on=timezone.localdate())
    told = {} if measure.is_urgent else {"advance_notice": f"提前{notice.period.title_zh}通知"}
    return {
        "party_name": measure.unit.name,
        "party_address": measure.unit.address,
        "party_kind": "单位",
        "party_uscc": measure.unit.uscc,
        "party_legal_representative": measure.unit.legal_representative,
        "decision_number": measure.refused_decision,
        "danger": measure.danger,
        "measure": measure.proposal,
        "starts_at": moment_words(measure.takes_effect_at or timezone.now()),
        "approval": f"{approved_by.name}批准",
        "is_not_urgent": not measure.is_urgent,
        **told,
        "basis": [measure.basis["citation"]],
        "officers": officers_of(measure.case),
        **remedies(),
    }


def _facts(measure: Measure) -> list[str]:
    return [f"{FACTS_ZH[key]}：{text}" for key, text in measure.basis["lines"]]
