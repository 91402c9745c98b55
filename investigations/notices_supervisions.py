"""The dicts of the notices of listed supervision. They never say that a tip existed."""

from __future__ import annotations

from typing import Any

from investigations.models import Supervision
from notices.selectors import notices_of
from notices.wording import date_words
from statutes.clocks import get_clock
from statutes.supervision import rule_of_trigger

LIFTING = "办理完毕后，由办理单位书面报告办理结果，经审查同意后下达解除挂牌督办通知书。"
REPORTING = "办理单位应当按期报告进展；调查报告初稿在批复前报督办单位审核同意。"


def supervision_notice(supervision: Supervision) -> dict[str, Any]:
    """Build the notice 挂牌督办通知书."""
    rule = rule_of_trigger(supervision.trigger, on=supervision.listed_on)
    period = get_clock("supervision.listed.deadline", on=supervision.listed_on).period.title_zh
    return {
        "accident_name": supervision.case.title,
        "addressee": supervision.case.lead_agency.name,
        "supervisor": supervision.supervisor,
        "ground": f"根据{rule.citation}",
        "matters": supervision.matters,
        "deadline": f"自本通知之日起{period}内，即{date_words(supervision.due_on)}前办理完毕。",
        "lifting": LIFTING,
        "reporting": REPORTING,
    }


def supervision_lifting_notice(supervision: Supervision) -> dict[str, Any]:
    """Build the lifting 解除挂牌督办通知书."""
    listed = notices_of(supervision).filter(kind="supervision_notice").order_by("pk").first()
    return {
        "notice_number": f"《挂牌督办通知书》（{listed.number}）" if listed else supervision.reference,
        "accident_name": supervision.case.title,
        "addressee": supervision.case.lead_agency.name,
        "result": supervision.result,
    }
