"""The dicts of the papers between the prior notice and the decision: hearing, legal review, discussion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from notices.wording import date_words
from sanctions.models import Penalty
from sanctions.notices import penalty_lines
from sanctions.policies_hearings import grounds_of_review

# The triggers of the legal review in the words of the law (Penalties Law art. 58).
TRIGGER_ZH = {
    "public_interest": "涉及重大公共利益的",
    "major_rights_after_hearing": "直接关系当事人或者第三人重大权益，经过听证程序的",
    "complex": "案件情况疑难复杂、涉及多个法律关系的",
}
BY_CHOICE = "不属于应当审核的情形，本机关决定审核"


@dataclass(frozen=True, slots=True)
class Review:
    """What a legal reviewer found on each of the four points, and by which qualification."""

    competence: str
    facts_checked: str
    law_applied: str
    procedure: str
    qualification: str


def hearing_record(penalty: Penalty) -> dict[str, Any]:
    """Build the record 听证笔录."""
    return {
        **_hearing(penalty),
        "investigator_case": penalty.hearing_case,
        "party_case": penalty.defence,
    }


def hearing_report(penalty: Penalty) -> dict[str, Any]:
    """Build the chair's report 听证会报告书 to those who decide."""
    summary = f"调查人员提出：{penalty.hearing_case}\n当事人申辩和质证：{penalty.defence}\n详见听证笔录。"
    return {**_hearing(penalty), "summary": summary, "opinion": penalty.hearing_report}


def _hearing(penalty: Penalty) -> dict[str, Any]:
    held_on = date_words(penalty.hearing_held_on) if penalty.hearing_held_on else ""
    return {
        "cause": penalty.cause,
        "party_name": penalty.party_name,
        "held_at": f"{held_on}{penalty.hearing_hours}",
        "place": penalty.hearing_place,
        "chair": penalty.chair.name if penalty.chair else "",
        "present": penalty.hearing_present,
    }


def legal_review(penalty: Penalty, review: Review, *, opinion: str, reviewer: User) -> dict[str, Any]:
    """Build the reviewer's opinion 重大执法决定法制审核意见书."""
    grounds = [TRIGGER_ZH[key] for key in grounds_of_review(penalty)]
    return {
        "cause": penalty.cause,
        "party_name": penalty.party_name,
        "trigger": "；".join(grounds) or BY_CHOICE,
        "proposal": penalty_lines(penalty),
        "jurisdiction": review.competence,
        "facts_and_evidence": review.facts_checked,
        "application": review.law_applied,
        "procedure": review.procedure,
        "opinion": opinion,
        "reviewer": reviewer.name,
        "qualification": review.qualification,
    }


def collective_discussion(
    penalty: Penalty, *, chair: User, place: str, opinions: str, conclusion: str
) -> dict[str, Any]:
    """Build the record 行政处罚集体讨论记录."""
    case = (
        f"{penalty.case.finding.facts}\n当事人的意见：{penalty.defence}\n"
        f"拟作出的处罚：{'；'.join(penalty_lines(penalty))}"
    )
    return {
        "cause": penalty.cause,
        "party_name": penalty.party_name,
        "discussed_at": penalty.discussed_on,
        "place": place,
        "chair": chair.name,
        "present": penalty.discussion_present,
        "case": case,
        "opinions": opinions,
        "conclusion": conclusion,
    }
