"""What must be found of a reporter before a reward is proposed: each condition is a question under a rule.

The text and the article stand in the rule files; here stands how the question is put, the same in every office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from statutes.rules import Rule, get_rule, has_rule


@dataclass(frozen=True, slots=True)
class Condition:
    """A question that is answered with yes or no. A no to a `is_bar` rules the reward out; others change its amount."""

    key: str
    rule_id: str
    zh: str
    en: str
    is_bar: bool = True


CONDITIONS = (
    Condition(
        "verified", "reward.eligibility.verified", "举报事项经核查属实", "What was reported was found true"
    ),
    Condition(
        "first",
        "reward.duplicate.first_only",
        "属于同一事项中最先的有效举报",
        "It is the first effective report of the matter",
    ),
    Condition(
        "elsewhere",
        "reward.duplicate.first_only",
        "同一事项没有在其他部门领取过奖励",
        "No other department has rewarded the same matter",
    ),
    Condition(
        "real_name",
        "reward.real_name.required",
        "实名举报，或者属于可以奖励的匿名举报",
        "The reporter gave a name, or is anonymous in a way that may be rewarded",
    ),
    Condition("contact", "reward.contact.required", "留有有效联系方式", "The reporter can be reached"),
    Condition(
        "unhandled",
        "reward.eligibility.unhandled",
        "举报前没有被发现，或者发现后没有依法处理",
        "Nobody knew of it before, or it was known and not handled by law",
    ),
    Condition(
        "no_duty",
        "reward.eligibility.excluded_persons",
        "举报人不是负有安全生产管理、监管职责的人员（包括单位的安全员）",
        "The reporter has no duty of safety management or supervision (a unit's safety officer has)",
    ),
    Condition(
        "no_relative",
        "reward.eligibility.excluded_persons",
        "举报人不是上述人员的近亲属",
        "The reporter is no close relative of such a person",
    ),
    Condition(
        "not_instigated",
        "reward.eligibility.excluded_persons",
        "举报不是上述人员授意的",
        "No such person has instigated the report",
    ),
    Condition(
        "not_responsible",
        "reward.setting.responsible_person",
        "举报人不是违法行为的直接责任人",
        "The reporter is not directly responsible for the violation",
    ),
    Condition(
        "joint",
        "reward.joint.first_signatory",
        "联名举报的，由第一署名人或者其书面委托的署名人领取",
        "Of joint reporters the first signatory collects, or who has a written mandate",
    ),
    Condition(
        "employee",
        "employee_tip.proof",
        "按从业人员举报的，有从业人员身份证明",
        "Who reports as an employee has proof of being one",
        is_bar=False,
    ),
    Condition(
        "informant",
        "employee_tip.information_officers",
        "举报人不是招募的信息员（是的，照从业人员举报处理，不影响奖励）",
        "The reporter is no recruited information officer (who is, counts as an employee and is rewarded)",
        is_bar=False,
    ),
    Condition(
        "truthful",
        "reward.truthfulness",
        "没有被认定为故意捏造",
        "It was not found to be made up on purpose",
    ),
)
BY_KEY = {condition.key: condition for condition in CONDITIONS}


def conditions_for(*, place: str, on: date, sector: str | None = None) -> list[tuple[Condition, Rule]]:
    """List the conditions that the rules of a place and a day ask for. A flag that is off asks nothing."""
    asked = []
    for condition in CONDITIONS:
        if not has_rule(condition.rule_id, place=place, on=on, sector=sector):
            continue
        rule = get_rule(condition.rule_id, place=place, on=on, sector=sector)
        if rule.value is not False:
            asked.append((condition, rule))
    return asked
