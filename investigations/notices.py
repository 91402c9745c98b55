"""The dicts of the rectification order and of the recheck. They never say that a tip existed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from investigations.models import Case, RectificationOrder
from investigations.states import OrderState
from notices.selectors import notices_of
from statutes.clocks import get_clock
from statutes.rules import get_rule

REVIEW_BODY = "重庆市涪陵区人民政府"
SUIT_COURT = "重庆市涪陵区人民法院"


def remedies() -> dict[str, str]:
    """Name where and within what time a party can ask for review or sue (F70, F72)."""
    return {
        "review_body": REVIEW_BODY,
        "review_period": get_clock("remedy.review").period.title_zh,
        "suit_court": SUIT_COURT,
        "suit_period": get_clock("remedy.suit").period.title_zh,
    }


def officers_of(case: Case) -> list[dict[str, str]]:
    """Name the officers of a case with their certificates, the head first."""
    members = case.members.filter(left_at=None).select_related("user").order_by("role", "pk")
    return [
        {"name": member.user.name, "certificate_no": member.user.certificate_no}
        for member in members
        if member.user.certificate_no
    ]


def rectification_order_notice(order: RectificationOrder) -> dict[str, Any]:
    """Build the order 责令限期整改指令书."""
    case = order.case
    return {
        "party_name": order.unit.name,
        "party_address": order.unit.address,
        "party_uscc": order.unit.uscc,
        "inspected_on": case.inspected_on or timezone.localdate(),
        "items": [
            {
                "problem": order.problem,
                "basis": order.basis,
                "demand": order.demand,
                "responsible": order.responsible,
                "due_on": order.due_on,
            }
        ],
        "basis": [str(get_rule("inspection.site_measures", on=timezone.localdate()).citation)],
        "officers": officers_of(case),
        **remedies(),
    }


def recheck_opinion_notice(order: RectificationOrder, officers: Iterable[User]) -> dict[str, Any]:
    """Build the opinion 整改复查意见书 of the two officers who rechecked."""
    ordered = notices_of(order).filter(kind="rectification_order").first()
    is_done = order.state == OrderState.PASSED
    return {
        "party_name": order.unit.name,
        "party_address": order.unit.address,
        "party_uscc": order.unit.uscc,
        "order_number": ordered.number if ordered else order.reference,
        "rechecked_on": order.rechecked_on,
        "results": [
            {
                "problem": order.problem,
                "demand": order.demand,
                "result": "已整改" if is_done else "未完成整改",
            }
        ],
        "opinion": "整改事项已完成整改，通过复查。" if is_done else "整改事项未完成整改，应当继续整改。",
        "due_on": None if is_done else order.due_on,
        "officers": [{"name": person.name, "certificate_no": person.certificate_no} for person in officers],
    }
