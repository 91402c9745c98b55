"""What the system itself knows of the conditions of a reward; the rest a reward officer finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from investigations.states import PROVED
from reports.matters import places_of, precedence_of
from reports.states import Mode
from rewards.matters import is_shared
from rewards.models import Check, Reward
from rewards.states import Answer
from rewards.truth import found_on
from statutes.rewards import conditions_for


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that the system gives, with what it rests on. It names no person."""

    answer: Answer
    evidence: str


def _yes(evidence: str) -> Known:
    return Known(Answer.YES, evidence)


def _no(evidence: str) -> Known:
    return Known(Answer.NO, evidence)


def _does_not_apply(evidence: str) -> Known:
    return Known(Answer.DOES_NOT_APPLY, evidence)


def _verified(reward: Reward) -> Known:
    case = reward.case
    if case.finding.conclusion in PROVED:
        return _yes(f"案件{case.reference}的核查结论：属实或者部分属实。")
    return _no(f"案件{case.reference}的核查结论不属实。")


def _first(reward: Reward) -> Known | None:
    """Say who was first where only one has reported, or the desk has found it; several wait for that finding."""
    if is_shared(reward):
        return _does_not_apply("本机关按举报所起的作用核定奖金，不以最先举报为条件。")
    report = reward.report
    places = places_of(report)
    if not places:
        return _yes("同一事项只有这一件举报。")
    number = next(place.number for place in places if place.report == report)
    order = f"同一事项共{len(places)}件举报，本件按收到时间列第{number}。"
    found = precedence_of(report)
    if found is None:
        return _yes(f"{order}本件最先收到，没有相反认定。") if number == 1 else None
    words = _yes if found.first == report else _no
    return words(f"{order}受理人员认定最先有效举报为{found.first.reference}：{found.reasons}")


def _real_name(reward: Reward) -> Known:
    return _as_assessed(reward, "reward.real_name.required", "reward.setting.anonymous") or (
        _yes("匿名举报，适用的奖励规定不要求实名。")
        if reward.report.mode == Mode.ANONYMOUS
        else _yes("实名举报，身份信息密封保存。")
    )


def _contact(reward: Reward) -> Known:
    return _as_assessed(reward, "reward.contact.required", "reward.setting.mailbox_contact") or _yes(
        "留有联系方式并密封保存，或者可以凭回执在信箱中联系。"
    )


def _as_assessed(reward: Reward, rule_id: str, waiver_id: str) -> Known | None:
    """Answer as the assessment did: refused under the rule, or let through by what the office has chosen."""
    steps = {(step["rule_id"], step["operation"]): step for step in reward.assessment["steps"]}
    if step := steps.get((rule_id, "refuse")):
        return _no(step["sentence_zh"])
    if step := steps.get((waiver_id, "waive")):
        return _yes(step["sentence_zh"])
    return None


def _of_employees(reward: Reward) -> Known | None:
    return None if reward.report.mode == Mode.EMPLOYEE else _does_not_apply("没有按从业人员举报。")


def _truthful(reward: Reward) -> Known:
    found = found_on(reward.report)
    return _no(f"捏造事实认定{found.reference}。") if found else _yes("没有认定故意捏造的决定。")


KNOWN: Mapping[str, Callable[[Reward], Known | None]] = {
    "verified": _verified,
    "first": _first,
    "real_name": _real_name,
    "contact": _contact,
    "employee": _of_employees,
    "informant": _of_employees,
    "truthful": _truthful,
}


def known_answer(key: str, reward: Reward) -> Known | None:
    """Answer a condition from what the system knows; None is a question for a person."""
    ask = KNOWN.get(key)
    return ask(reward) if ask else None


def drawn_up(reward: Reward) -> list[Check]:
    """Draw up the conditions of this day with their rules, answered where the system knows; nothing is saved."""
    case, rows = reward.case, []
    for condition, rule in conditions_for(
        place=case.division, on=timezone.localdate(), sector=case.sector or None
    ):
        row = Check(
            reward=reward,
            key=condition.key,
            rule_id=rule.id,
            citation=str(rule.citation),
            words={"zh": condition.zh, "en": condition.en},
        )
        known = known_answer(condition.key, reward)
        if known is not None:
            row.answer, row.evidence, row.found_at = known.answer, known.evidence, timezone.now()
        rows.append(row)
    return rows
