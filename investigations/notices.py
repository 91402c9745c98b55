"""The dicts of the rectification order and of the recheck. They never say that a tip existed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from investigations.models import Case, RectificationOrder
from investigations.states import ItemResult
from notices.selectors import notices_of
from statutes.clocks import get_clock
from statutes.rules import get_rule

REVIEW_BODY = "重庆市涪陵区人民政府"
SUIT_COURT = "重庆市涪陵区人民法院"
FOUND = {
    ItemResult.DONE: "已整改",
    ItemResult.PARTLY: "部分整改",
    ItemResult.NOT_DONE: "未整改",
    "": "本次未复查",
}


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
        **_party(order),
        "inspected_on": case.inspected_on or timezone.localdate(),
        "items": [
            {
                "problem": item.problem,
                "basis": item.basis,
                "demand": item.demand,
                "responsible": item.responsible,
                "due_on": item.due_on,
            }
            for item in order.items.all()
        ],
        "basis": [_basis()],
        "officers": officers_of(case),
        **remedies(),
    }


def recheck_opinion_notice(order: RectificationOrder, officers: Iterable[User]) -> dict[str, Any]:
    """Build the opinion 整改复查意见书 of the two officers who rechecked, on every item of the order."""
    items = list(order.items.prefetch_related("steps"))
    left = [item for item in items if not item.is_done]
    return {
        **_party(order),
        "order_number": order_number(order),
        "rechecked_on": order.rechecked_on,
        "results": [
            {
                "problem": item.problem,
                "demand": item.demand,
                "result": FOUND[item.result],
                "due_on": None if item.is_done else item.until,
            }
            for item in items
        ],
        "opinion": _opinion(len(items), len(left)),
        "officers": [{"name": person.name, "certificate_no": person.certificate_no} for person in officers],
    }


def _opinion(ordered: int, left: int) -> str:
    if not left:
        return "整改事项已全部完成整改，通过复查。"
    return f"共{ordered}项，已完成整改{ordered - left}项；其余{left}项应当按照所列期限继续整改。"


def extension_notice(order: RectificationOrder, *, is_granted: bool, reason: str) -> dict[str, Any]:
    """Build the decision 延期整改决定书 on what was asked; `order` is as it was when it was asked."""
    return {
        **_party(order),
        "order_number": order_number(order),
        "items": [
            {"problem": item.problem, "due_on": item.until, "asked_until": order.asked_until}
            for item in order.asked
        ],
        "is_granted": is_granted,
        "reason": reason,
        "basis": [_basis()],
        **remedies(),
    }


def _party(order: RectificationOrder) -> dict[str, Any]:
    return {
        "party_name": order.unit.name,
        "party_address": order.unit.address,
        "party_uscc": order.unit.uscc,
    }


def _basis() -> str:
    return str(get_rule("inspection.order_to_correct", on=timezone.localdate()).citation)


def order_number(order: RectificationOrder) -> str:
    """Return the number of the paper by which it was ordered."""
    ordered = notices_of(order).filter(kind="rectification_order").first()
    return ordered.number if ordered else order.reference
