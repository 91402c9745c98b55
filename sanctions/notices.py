"""The dicts of the papers of a penalty. They never say that a tip existed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from investigations.notices import officers_of, remedies
from notices.wording import date_words, money_words
from sanctions.models import Penalty
from statutes.clocks import get_clock
from statutes.fines import CITIZEN, ORGANISATION, is_hearing_due
from statutes.rules import get_rule

BANK = "重庆农村商业银行涪陵支行（罚没收入专户）"
CONTACT = {
    "contact_person": "涪陵区应急管理综合行政执法支队",
    "contact_phone": "12350",
    "contact_address": "重庆市涪陵区应急管理局",
}


def _party(penalty: Penalty) -> dict[str, Any]:
    party: dict[str, Any] = {"party_name": penalty.party_name, "party_address": penalty.unit.address}
    if penalty.person_name:
        return {**party, "party_kind": "个人"}
    return {
        **party,
        "party_kind": "单位",
        "party_uscc": penalty.unit.uscc,
        "party_legal_representative": penalty.unit.legal_representative,
    }


def _facts(penalty: Penalty) -> dict[str, Any]:
    finding = penalty.case.finding
    inspected_on = penalty.case.inspected_on
    return {
        "cause": penalty.cause,
        "facts": finding.facts,
        "evidence": [
            f"现场检查记录（{date_words(inspected_on)}）" if inspected_on else "现场检查记录",
            "询问笔录",
            "现场照片",
        ],
        "violated": [penalty.violated],
        "basis": [penalty.basis],
        "reasons": penalty.reasons,
    }


def penalty_prior_notice(penalty: Penalty) -> dict[str, Any]:
    """Build the prior notice 行政处罚告知书, with the right to a hearing where the fine reaches the threshold."""
    hearing = is_hearing_due(
        penalty.fine,
        party=CITIZEN if penalty.person_name else ORGANISATION,
        place=penalty.case.division,
        on=timezone.localdate(),
    )
    return {
        **_party(penalty),
        **_facts(penalty),
        "proposed_penalties": [f"罚款{money_words(penalty.fine)}"],
        "amount": penalty.fine,
        "hearing_right": hearing,
        **(
            {
                "hearing_period": get_clock("hearing.request").period.title_zh,
                "hearing_ways": "书面、口头或者电子邮件",
            }
            if hearing
            else {}
        ),
        "officers": officers_of(penalty.case),
        **CONTACT,
    }


def penalty_decision(penalty: Penalty) -> dict[str, Any]:
    """Build the decision 行政处罚决定书."""
    return {
        **_party(penalty),
        **_facts(penalty),
        "defence": penalty.defence,
        "penalties": [f"罚款{money_words(penalty.fine)}"],
        "performance": "自收到本决定书之日起履行",
        "amount": penalty.fine,
        "pay_period": get_clock("penalty.pay").period.title_zh,
        "collecting_agency": BANK,
        "is_surcharged": True,
        "surcharge_rate": share_words(get_rule("penalty.surcharge.rate", on=timezone.localdate()).amount),
        "officers": officers_of(penalty.case),
        **remedies(),
    }


def share_words(share: Decimal) -> str:
    """Write a share as a paper does: 0.03 gives 3%."""
    return f"{(share * 100).normalize():f}%"
