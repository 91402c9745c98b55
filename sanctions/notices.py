"""The dicts of the papers of a penalty. They never say that a tip existed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from investigations.notices import officers_of, remedies
from notices.wording import date_words, hour_words, money_words
from sanctions.models import Penalty
from sanctions.policies_hearings import has_hearing_right
from sanctions.states import KIND_ZH, Kind
from statutes.clocks import get_clock
from statutes.rules import get_rule

BANK = "重庆农村商业银行涪陵支行（罚没收入专户）"
CONTACT = {
    "contact_person": "涪陵区应急管理综合行政执法支队",
    "contact_phone": "12350",
    "contact_address": "重庆市涪陵区应急管理局",
}


def party_of_paper(penalty: Penalty) -> dict[str, Any]:
    """Name the party as papers do."""
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


def penalty_lines(penalty: Penalty) -> list[str]:
    """Word the penalties, one a line, in the order of the law."""
    words = {
        Kind.FINE: f"{KIND_ZH[Kind.FINE]}{money_words(penalty.fine)}",
        Kind.CONFISCATION: f"{KIND_ZH[Kind.CONFISCATION]}，计{money_words(penalty.confiscated)}",
    }
    plain = [Kind(key) for key in penalty.kinds]
    spoken = [kind for kind in plain if kind in words or kind in (Kind.WARNING, Kind.CRITICISM)]
    lines = [words.get(kind, KIND_ZH[kind]) for kind in spoken]
    return [*lines, penalty.measures] if penalty.measures else lines


def _payment(penalty: Penalty) -> dict[str, Any]:
    """Say where and by when a fine is paid, and what is added to one that is not (F62)."""
    if not penalty.fine:
        return {}
    return {
        "amount": penalty.fine,
        "pay_period": get_clock("penalty.pay").period.title_zh,
        "collecting_agency": BANK,
        "is_surcharged": True,
        "surcharge_rate": share_words(get_rule("penalty.surcharge.rate", on=timezone.localdate()).amount),
    }


def penalty_prior_notice(penalty: Penalty) -> dict[str, Any]:
    """Build the prior notice 行政处罚告知书, with the right to a hearing where the fine reaches the threshold."""
    hearing = has_hearing_right(penalty)
    return {
        **party_of_paper(penalty),
        **_facts(penalty),
        "proposed_penalties": penalty_lines(penalty),
        **({"amount": penalty.fine} if penalty.fine else {}),
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
        **party_of_paper(penalty),
        **_facts(penalty),
        "defence": "".join((penalty.defence, penalty.defence_answer)),
        "penalties": penalty_lines(penalty),
        "performance": "自收到本决定书之日起履行",
        **_payment(penalty),
        "officers": officers_of(penalty.case),
        **remedies(),
    }


def hearing_notice(penalty: Penalty) -> dict[str, Any]:
    """Build the notice of a hearing 听证会通知书."""
    chair = penalty.chair
    return {
        **party_of_paper(penalty),
        "cause": penalty.cause,
        "held_on": penalty.hearing_on,
        "held_from": hour_words(penalty.hearing_time) if penalty.hearing_time else "",
        "place": penalty.hearing_place,
        "chair": chair.name if chair else "",
        "investigators": [officer["name"] for officer in officers_of(penalty.case)],
        **CONTACT,
    }


def spot_decision(penalty: Penalty, *, place: str) -> dict[str, Any]:
    """Build the decision that two officers hand over on the spot 当场行政处罚决定书."""
    return {
        **party_of_paper(penalty),
        "act": penalty.case.finding.facts,
        "violated": [penalty.violated],
        "basis": [penalty.basis],
        "penalties": penalty_lines(penalty),
        "defence": penalty.defence,
        "decided_on": penalty.decided_on,
        "place": place,
        **_payment(penalty),
        "officers": officers_of(penalty.case),
        # A review comes first; the time to sue counts from its decision.
        **remedies(),
        "suit_period": get_clock("remedy.suit_after_review").period.title_zh,
    }


def share_words(share: Decimal) -> str:
    """Write a share as a paper does: 0.03 gives 3%."""
    return f"{(share * 100).normalize():f}%"
