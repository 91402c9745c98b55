"""What stands on a poster: plain words, fixed when the sheet is asked for. Chinese, like every paper."""

from __future__ import annotations

import datetime
from typing import Any

from statutes.office import hotline, office_name
from statutes.rewards import RuleFiles, ScheduleNotLoaded, is_name_needed, schedule_for
from statutes.rules import HOME, RuleNotLoaded, get_rule

# The most that a report may earn, by the method of the schedule.
TEN_THOUSAND = 10_000
MOST = ("reward.penalty_share.maximum", "reward.concealment.maximum")

WHAT = (
    "隐瞒不报的伤亡事故",
    "会出事的隐患：顶板、瓦斯、漏气、堵死的出口",
    "无证作业、未经培训上岗、使用淘汰设备",
    "知道危险却不管的单位和人员",
    "弄虚作假的安全评价、检测、培训",
)
PROTECTED = (
    "可以不留姓名",
    "写下的内容自动加密，单位看不到",
    "泄露举报人信息、打击报复举报人，依法追究",
)


def poster_words(address: str, *, on: datetime.date) -> dict[str, Any]:
    """Return the words of a board's sheets; the amount is the rules' of that day, and absent where none is loaded."""
    return {
        "agency_name": office_name(),
        "hotline": hotline(),
        "address": address,
        "what": list(WHAT),
        "protected": list(PROTECTED),
        "reward": _reward(on),
        "issued_on": on.isoformat(),
    }


def _reward(on: datetime.date) -> str:
    amounts = [amount for amount in (_amount(rule_id, on) for rule_id in MOST) if amount]
    if not amounts:
        return "经查证属实的，依照规定给予奖励"
    who = "实名举报" if _is_name_needed(on) else ""
    return f"经查证属实的，{who}最高可得奖励{_in_words(max(amounts))}"


def _is_name_needed(on: datetime.date) -> bool:
    return is_name_needed(RuleFiles(schedule_for(HOME, on).rules_place, on, None))


def _in_words(amount: int) -> str:
    """Write an amount as it is spoken: 30万元, 3000元."""
    tens, rest = divmod(amount, TEN_THOUSAND)
    return f"{amount}元" if rest else f"{tens}万元"


def _amount(rule_id: str, on: datetime.date) -> int:
    try:
        place = schedule_for(HOME, on).rules_place
        return int(get_rule(rule_id, place=place, on=on).amount)
    except (ScheduleNotLoaded, RuleNotLoaded):
        return 0
