"""The dicts of the papers about a fine that was not paid: reminder, demand, application to the court."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from investigations.notices import SUIT_COURT
from notices.selectors import notices_of
from notices.states import STANDING
from notices.wording import date_words, money_words
from sanctions.models import Penalty
from sanctions.notices import BANK, CONTACT, party_of_paper, share_words
from sanctions.notices_file import decision_number
from statutes.clocks import get_clock
from statutes.rules import get_rule

# A demand that was noted before its paper was drawn here.
NOT_NUMBERED = "未在本系统编号"
SILENT = "催告书送达后，当事人没有提出陈述、申辩意见。"


@dataclass(frozen=True, slots=True)
class Debt:
    """What a party owes: the fine, what was added to it, what came in, and when it was due."""

    fine: Decimal
    surcharge: Decimal
    received: Decimal
    due_on: datetime.date

    @property
    def total(self) -> Decimal:
        """What is still to be paid."""
        return max(self.fine + self.surcharge - self.received, Decimal())

    @property
    def lines(self) -> list[dict[str, str]]:
        """The sum line by line, as papers show it."""
        until = date_words(timezone.localdate())
        found = [{"title": "罚款", "sum": _yuan(self.fine)}]
        if self.surcharge:
            found.append({"title": f"加处罚款（{_rate()}，计至{until}）", "sum": _yuan(self.surcharge)})
        if self.received:
            found.append({"title": "已缴", "sum": f"-{_yuan(self.received)}"})
        return found


def payment_demand(penalty: Penalty, debt: Debt) -> dict[str, Any]:
    """Build the reminder 罚款催缴通知书."""
    today = date_words(timezone.localdate())
    paid = {"paid": f"已缴{_yuan(debt.received)}"} if debt.received else {}
    return {
        **party_of_paper(penalty),
        "decision_number": decision_number(penalty),
        "decided_on": penalty.decided_on,
        "amount": debt.fine,
        "due_on": debt.due_on,
        "collecting_agency": BANK,
        "surcharge": f"自缴款期限届满次日起{_rate()}加处罚款，计至{today}为{_yuan(debt.surcharge)}",
        **paid,
        "basis": [str(get_rule("penalty.surcharge.rate", on=timezone.localdate()).citation)],
        "contact_person": CONTACT["contact_person"],
        "contact_phone": CONTACT["contact_phone"],
    }


def enforcement_demand(penalty: Penalty, debt: Debt) -> dict[str, Any]:
    """Build the demand before enforcement 行政决定催告书."""
    demand = get_clock("enforcement.demand")
    return {
        **party_of_paper(penalty),
        "decision_number": decision_number(penalty),
        "decided_on": penalty.decided_on,
        "served_on": penalty.served_on,
        "due_on": debt.due_on,
        "sums": debt.lines,
        "amount": debt.total,
        "period": demand.period.title_zh,
        "way": f"缴至{BANK}，缴款时写明决定书编号",
        "court": SUIT_COURT,
        "basis": ["《中华人民共和国行政强制法》第三十五条", str(demand.citation)],
        **CONTACT,
    }


def court_application(penalty: Penalty, debt: Debt, *, head: User) -> dict[str, Any]:
    """Build the application to the court 强制执行申请书."""
    demand = notices_of(penalty).filter(kind="enforcement_demand", state__in=STANDING).last()
    number = decision_number(penalty)
    return {
        **party_of_paper(penalty),
        "court": SUIT_COURT,
        "applicant_address": CONTACT["contact_address"],
        "decision_number": number,
        "decided_on": penalty.decided_on,
        "cause": penalty.cause,
        "facts": penalty.case.finding.facts,
        "reasons": penalty.reasons,
        "basis": [penalty.basis],
        "party_opinion": _opinion(penalty),
        "demand_number": demand.number if demand else NOT_NUMBERED,
        "demand_record": _record(penalty),
        "sums": debt.lines,
        "amount": debt.total,
        "enclosures": [
            f"行政处罚决定书（{number}）及送达凭证",
            "作出决定的事实、理由和依据材料",
            "当事人的意见及催告书、催告书的送达凭证",
            f"申请强制执行的标的情况：{money_words(debt.total)}",
        ],
        "head": head.name,
    }


def _opinion(penalty: Penalty) -> str:
    before = "".join((penalty.defence, penalty.defence_answer))
    return f"处罚决定作出前：{before}\n催告后：{penalty.demand_statement or SILENT}"


def _record(penalty: Penalty) -> str:
    made, served = penalty.demanded_on, penalty.demand_served_on
    words = f"本机关于{date_words(made)}作出催告书，" if made else ""
    words += f"于{date_words(served)}送达当事人，催告期限届满，当事人仍未履行。" if served else ""
    return f"{words}本机关对当事人意见的复核：{penalty.demand_answer}" if penalty.demand_answer else words


def _rate() -> str:
    rate = share_words(get_rule("penalty.surcharge.rate", on=timezone.localdate()).amount)
    return f"每日按罚款数额的{rate}"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}元"
