"""Who is rewarded at all: each refusal names its rule."""

from collections.abc import Callable
from dataclasses import dataclass

from statutes.rewards.facts import RewardFacts
from statutes.rewards.sheet import NOTHING, Sheet, yuan


@dataclass(frozen=True, slots=True)
class Bar:
    """A ground that rules a reward out; a rule that is a flag must be set for the ground to count."""

    rule_id: str
    stands: Callable[[RewardFacts], bool]
    zh: str
    en: str


BARS = (
    Bar(
        "reward.eligibility.verified",
        lambda facts: not facts.is_verified,
        "举报事项未经核查属实，不予奖励。",
        "The tip was not verified as true; no reward.",
    ),
    Bar(
        "reward.eligibility.unhandled",
        lambda facts: facts.is_already_handled,
        "举报事项此前已被发现并依法处理，不予奖励。",
        "The matter had already been found and handled by law; no reward.",
    ),
    Bar(
        "reward.eligibility.excluded_persons",
        lambda facts: facts.is_excluded_person,
        "举报人负有安全生产管理、监管职责，或系其近亲属、受其指使，不予奖励。",
        "The reporter has safety duties, is a close relative or was instigated by such a person; no reward.",
    ),
    Bar(
        "reward.duplicate.first_only",
        lambda facts: facts.is_duplicate,
        "同一事项已由最先受理的部门奖励最先举报人，不重复奖励。",
        "The first reporter of the same matter is rewarded once; no second reward.",
    ),
    Bar(
        "reward.real_name.required",
        lambda facts: not facts.is_real_name,
        "奖励对象为实名举报人，匿名举报不予奖励。",
        "Only reporters who give their real name are rewarded.",
    ),
    Bar(
        "reward.contact.required",
        lambda facts: not facts.has_contact,
        "举报人未留有效联系方式，无法发放奖励。",
        "The reporter left no valid contact; no reward can be paid.",
    ),
)


def check_eligibility(sheet: Sheet) -> bool:
    """Write a refusal step for each ground that rules the reward out; tell whether none does."""
    refused = False
    for bar in BARS:
        if not bar.stands(sheet.facts) or not sheet.has(bar.rule_id):
            continue
        rule = sheet.rule(bar.rule_id)
        if rule.value is False:
            continue
        sheet.write(rule, "refuse", "", yuan(NOTHING), zh=bar.zh, en=bar.en)
        refused = True
    return not refused
