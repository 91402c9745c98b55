"""The dicts of the papers that keep a proceeding in order, from the filing to the index. None names a tip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from investigations.models import FieldRecord, Preservation, RectificationOrder
from investigations.notices import officers_of
from investigations.notices_file import about_case, evidence_rows, in_the_file
from notices.models import Notice
from notices.selectors import notices_of
from notices.states import STANDING
from notices.volumes import index_of
from notices.wording import date_words, money_words
from sanctions.models import Penalty
from sanctions.notices import party_of_paper, penalty_lines
from sanctions.states import State
from statutes.rules import HOME, get_rule

SOURCE = "本机关依法核查发现"
OF_THE_CASE = (FieldRecord, RectificationOrder, Preservation)
DECISIONS = ("penalty_decision", "spot_decision")


def filing_approval(penalty: Penalty) -> dict[str, Any]:
    """Build the approval to file 立案审批表."""
    finding = penalty.case.finding
    leader = penalty.filed_by
    return {
        **party_of_paper(penalty),
        "source": SOURCE,
        "cause": penalty.cause,
        "facts": finding.facts,
        "reasons": "涉嫌违反"
        + ("、".join(finding.violations) or "安全生产法律、法规、规章")
        + "，依法应当给予行政处罚，且属于本机关管辖。",
        "officers": officers_of(penalty.case),
        "head_approval": f"同意立案。{leader.name if leader else ''}",
        "approved_on": penalty.filed_on,
    }


def payment_deferral(penalty: Penalty, *, approved_by: User) -> dict[str, Any]:
    """Build the permission to pay later or in instalments 延期（分期）缴纳罚款批准书."""
    schedule = [{"due_on": part.due_on, "amount": f"{part.amount:,.2f}元"} for part in penalty.parts]
    return {
        **party_of_paper(penalty),
        "decision_number": decision_number(penalty),
        "amount": penalty.fine,
        "asked_on": penalty.asked_on,
        "application": penalty.asked_because,
        "schedule": schedule or [{"due_on": penalty.delayed_to, "amount": f"{penalty.fine:,.2f}元"}],
        "approval": approved_by.name,
        "basis": ["《中华人民共和国行政处罚法》第六十六条"],
    }


def case_closing(penalty: Penalty) -> dict[str, Any]:
    """Build the approval to close 结案审批表."""
    leader = penalty.closed_by
    return {
        **party_of_paper(penalty),
        "cause": penalty.cause,
        "result": result_words(penalty),
        "execution": execution_words(penalty),
        "grounds": penalty.closing_grounds,
        "officers": officers_of(penalty.case),
        "head_approval": f"同意结案。{leader.name if leader else ''}",
        "approved_on": penalty.closed_on,
    }


def case_index(penalty: Penalty) -> dict[str, Any]:
    """Build the index of the file 案卷目录: the papers with their pages one after the other, then the evidence."""
    return {
        "case_name": f"{penalty.party_name}{penalty.cause}",
        "reference": penalty.reference,
        "result": result_words(penalty),
        "opened_on": penalty.filed_on,
        "closed_on": penalty.closed_on,
        "evidence": evidence_rows(penalty.case),
        **index_of(papers_of_file(penalty)),
    }


def papers_of_file(penalty: Penalty) -> list[Notice]:
    """List the standing papers of a proceeding in the order of a file; what a reporter got is not among them."""
    order = get_rule("penalty.setting.volume_order", place=HOME, on=timezone.localdate()).keys
    place = {kind: number for number, kind in enumerate(order)}
    case = penalty.case
    own = Q(subject_label=Penalty.label(), subject_id=penalty.pk) | about_case(case, OF_THE_CASE)
    papers = in_the_file(own)
    return sorted(papers, key=lambda paper: (place.get(paper.kind, len(place)), paper.issued_at, paper.pk))


def result_words(penalty: Penalty) -> str:
    """Say what came of a proceeding."""
    if penalty.state == State.DROPPED:
        return "不予行政处罚"
    if penalty.state == State.REVOKED:
        return "行政处罚决定被撤销"
    lines: Sequence[str] = penalty_lines(penalty)
    return f"{decision_number(penalty)}：{'；'.join(lines)}"


def execution_words(penalty: Penalty) -> str:
    """Say what was done of it."""
    served = f"{date_words(penalty.served_on)}送达。" if penalty.served_on else ""
    if penalty.paid_on:
        return f"{served}罚款{money_words(penalty.fine)}于{date_words(penalty.paid_on)}缴清。"
    return f"{served}本决定没有罚款，已经履行。" if not penalty.fine_fen else f"{served}罚款没有缴清。"


def decision_number(penalty: Penalty) -> str:
    """Return the number of the decision that stands, or nothing."""
    decision = notices_of(penalty).filter(kind__in=DECISIONS, state__in=STANDING).last()
    return decision.number if decision else ""
