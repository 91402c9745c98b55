"""Who is rewarded at all: each refusal names its rule."""

from collections.abc import Callable
from dataclasses import dataclass

from statutes.rewards.facts import RewardFacts
from statutes.rewards.sheet import NOTHING, Sheet, yuan
from statutes.rewards.sources import Source


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the office may decide where the law leaves it open: such a reporter is not ruled out."""

    rule_id: str
    helps: Callable[[RewardFacts], bool]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A ground that rules a reward out; a rule that is a flag must be set for the ground to count."""

    rule_id: str
    stands: Callable[[RewardFacts], bool]
    zh: str
    en: str
    waiver: Waiver | None = None


BY_PASSWORD = Waiver(
    "reward.setting.anonymous",
    lambda facts: facts.has_agreed_password,
    "举报人没有署名，在举报时约定了密码，凭查询码和约定的密码领取。",
    "The reporter gave no name and agreed a password: it is claimed with the receipt code and that password.",
)
BY_MAILBOX = Waiver(
    "reward.setting.mailbox_contact",
    lambda facts: True,
    "举报人可以凭查询码在信箱中联系，视为留有有效联系方式。",
    "The reporter can be reached through the mailbox under the receipt code.",
)


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
        BY_PASSWORD,
    ),
    Bar(
        "reward.contact.required",
        lambda facts: not facts.has_contact,
        "举报人未留有效联系方式，无法发放奖励。",
        "The reporter left no valid contact; no reward can be paid.",
        BY_MAILBOX,
    ),
)


def check_eligibility(sheet: Sheet) -> bool:
    """Write a refusal step for each ground that rules the reward out; tell whether none does."""
    refused = False
    for bar in BARS:
        if not bar.stands(sheet.facts) or not sheet.has(bar.rule_id):
            continue
        rule = sheet.rule(bar.rule_id)
        if rule.value is False or _is_waived(sheet, bar.waiver):
            continue
        sheet.write(rule, "refuse", "", yuan(NOTHING), zh=bar.zh, en=bar.en)
        refused = True
    return not refused


def _is_waived(sheet: Sheet, waiver: Waiver | None) -> bool:
    """Write a step where the office's own choice lets such a reporter through."""
    if waiver is None or not waiver.helps(sheet.facts) or not sheet.has(waiver.rule_id):
        return False
    rule = sheet.rule(waiver.rule_id)
    if rule.flag:
        sheet.write(rule, "waive", "", "", zh=waiver.zh, en=waiver.en)
    return rule.flag


def is_name_needed(source: Source) -> bool:
    """Tell whether only reporters who gave their name are paid, and no agreed password takes its place."""
    real_name = "reward.real_name.required"
    if not source.has(real_name) or not source.get(real_name).flag:
        return False
    return not (source.has(BY_PASSWORD.rule_id) and source.get(BY_PASSWORD.rule_id).flag)
