"""The dicts of the papers that go to a reporter. A token stands where a name would."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import Agency
from notices.wording import date_words
from reports.models import Report
from reports.packets import Packet
from reports.states import Kind
from reports.triage import route_for
from statutes.calendar import is_announced
from statutes.clocks import get_clock
from statutes.rules import get_rule
from workflow.clocks import Approval
from workflow.selectors import running_clock

CONTACT_PHONE = "12350"

MATTERS = {
    Kind.HIDDEN_ACCIDENT: "涉嫌瞒报、谎报生产安全事故",
    Kind.HAZARD: "存在事故隐患",
    Kind.VIOLATION: "存在安全生产违法行为",
    Kind.INACTION: "安全生产监督管理责任不落实",
    Kind.SERVICE_BODY: "安全评价、检测检验等技术服务弄虚作假",
}

# The words of each ground that the rule file names (tip.non_acceptance.grounds).
DECLINE_GROUNDS = {
    "already_accepted": "同一事项已经受理。",
    "no_clear_target_or_facts": "没有明确的举报对象、举报事项或者事实不清。",
    "other_procedure": "属于行政复议、诉讼、仲裁等其他法定程序处理的事项。",
    "not_a_report": "属于意见建议、信息公开申请等，不属于安全生产举报。",
}


def decline_grounds() -> list[tuple[str, str]]:
    """List the grounds on which a tip is not accepted today, each with its words."""
    grounds = get_rule("tip.non_acceptance.grounds", on=timezone.localdate()).keys
    return [(ground, DECLINE_GROUNDS[ground]) for ground in grounds]


def matter_of(report: Report) -> str:
    """Name what was reported in structured words, never in the reporter's own."""
    return f"{report.unit_name}{MATTERS[Kind(report.kind)]}的问题"


def citation_of(rule_id: str, *, on: datetime | None = None) -> str:
    """Cite a rule as a Chinese paper does."""
    return str(get_rule(rule_id, on=timezone.localdate(on)).citation)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def acceptance_notice(report: Report, *, due_at: datetime) -> dict[str, Any]:
    """Build the acceptance 举报受理告知书."""
    return {
        "token": report.reference,
        "reported_on": timezone.localdate(report.created_at),
        "matter": matter_of(report),
        "accepted_on": _day(report.accepted_at),
        "basis": [citation_of("tip.system"), str(get_clock("tip.conclude").citation)],
        "due_on": timezone.localdate(due_at),
        "is_provisional": not is_announced(timezone.localdate(due_at)),
        "contact_phone": CONTACT_PHONE,
    }


def extension_notice(report: Report, *, approval: Approval, reason: str) -> dict[str, Any]:
    """Build the notice 举报办理延期告知书 of a matter whose answer takes longer, by which paper and until when."""
    due_on = timezone.localdate(running_clock(report, "tip.conclude").due_at)
    day = f"（{date_words(approval.approved_on)}）" if approval.approved_on else ""
    return {
        "token": report.reference,
        "reported_on": timezone.localdate(report.created_at),
        "matter": matter_of(report),
        "reason": reason,
        "approver": f"经上一级部门以{approval.number}{day}批准",
        "due_on": due_on,
        "is_provisional": not is_announced(due_on),
        "basis": [str(get_clock("tip.conclude").citation)],
        "contact_phone": CONTACT_PHONE,
    }


def non_acceptance_notice(report: Report) -> dict[str, Any]:
    """Build the refusal 不予受理告知书, with its ground and the body that is competent where one is known."""
    return {
        "token": report.reference,
        "reported_on": timezone.localdate(report.created_at),
        "matter": matter_of(report),
        "reason": DECLINE_GROUNDS[report.decline_ground],
        "basis": [citation_of("tip.non_acceptance.grounds")],
        "contact_phone": CONTACT_PHONE,
    }


def transfer_notice(report: Report, agency: Agency, packet: Packet) -> dict[str, Any]:
    """Build the letter that hands a tip on 举报转办（移送）函: structured words and the working text."""
    route = route_for(report)
    is_as_suggested = route.competent == agency.competence
    return {
        "token": report.reference,
        "competent_body": agency.name,
        "matter": matter_of(report),
        "reason": "该事项属于你单位职责范围，不属于本机关职责范围",
        "basis": [citation_of("tip.system"), *([str(route.citation)] if is_as_suggested else [])],
        "material": packet.lines,
        "told_reporter": "本机关已告知举报人该事项由你单位承办。",
        "contact_phone": CONTACT_PHONE,
    }


def result_notice(
    report: Report, *, conclusion: str, facts: str, decision: str, reward_eligible: bool, reward_reason: str
) -> dict[str, Any]:
    """Build the answer 举报核查结果告知书 with the four contents the ministry asks for."""
    return {
        "token": report.reference,
        "reported_on": timezone.localdate(report.created_at),
        "matter": matter_of(report),
        "accepted_on": _day(report.accepted_at),
        "conclusion": conclusion,
        "facts": facts,
        "decision": decision,
        "reward_eligible": reward_eligible,
        "reward_reason": reward_reason,
        "basis": [citation_of("tip.system")],
        "objection_period": get_clock("tip.objection").period.title_zh,
        "contact_phone": CONTACT_PHONE,
    }
