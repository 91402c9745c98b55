"""The dicts of the papers of a reward: a token, an amount, how it comes about, how to claim. Never a name."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from reports.notices import CONTACT_PHONE, matter_of
from rewards.matters import told_steps
from rewards.models import Reward
from statutes.calendar import is_announced
from statutes.clocks import get_clock

CLAIM_PLACE = "涪陵区应急管理局举报奖励窗口"
CLAIM_STEPS = [
    "打开本局举报网站的“查询进度”页面，输入举报时取得的回执码；",
    "在“领取奖励”中选择收款方式并填写收款信息，信息加密保存，仅出纳可见；",
    "不便上网的，可拨打12350，凭回执码办理。",
]


def reward_notice(reward: Reward) -> dict[str, Any]:
    """Build the reward notice 举报奖励领取通知书."""
    citations = [step["citation"] for step in told_steps(reward)]
    return {
        "token": reward.token,
        "matter": matter_of(reward.report),
        "amount": reward.amount,
        "basis": list(dict.fromkeys(citations)),
        "claim_period": get_clock("reward.claim").period.title_zh,
        "claim_until": reward.claim_until,
        "is_provisional": reward.is_claim_provisional,
        "claim_steps": CLAIM_STEPS,
        "claim_place": CLAIM_PLACE,
        "contact_phone": CONTACT_PHONE,
        "is_extendable": True,
    }


def call_notice(reward: Reward, *, served_on: datetime.date) -> dict[str, Any]:
    """Build the public notice 领取举报奖励公告: the number of the report and how to claim, nothing else."""
    return {
        "token": reward.token,
        "call_period": get_clock("reward.call").period.title_zh,
        "served_on": served_on,
        "claim_period": get_clock("reward.claim").period.title_zh,
        "claim_until": reward.claim_until,
        "is_provisional": reward.is_claim_provisional,
        "claim_steps": CLAIM_STEPS,
        "claim_place": CLAIM_PLACE,
        "contact_phone": CONTACT_PHONE,
    }


def preliminary_notice(reward: Reward) -> dict[str, Any]:
    """Build the preliminary notice 举报奖励预告书: the intended amount, step by step, and how to contest it."""
    steps = told_steps(reward)
    return {
        "token": reward.token,
        "matter": matter_of(reward.report),
        "amount": reward.amount,
        "conditions": [check.words["zh"] for check in reward.checks.filter(answer="yes")],
        "steps": [step["sentence_zh"] for step in steps],
        "basis": list(dict.fromkeys(step["citation"] for step in steps)),
        "contest_period": get_clock("reward.contest").period.title_zh,
        "contest_until": reward.contest_until,
        "is_provisional": reward.contest_until is not None and not is_announced(reward.contest_until),
        "contact_phone": CONTACT_PHONE,
    }


def refusal_words(reward: Reward, *, reason: str) -> tuple[str, str]:
    """Tell the reporter, in Chinese and in English, on which rule no reward is due, and what can be done about it."""
    unmet = [check for check in reward.checks.all() if check.rules_out]
    rules = "；".join(f"{check.citation}：{check.words['zh']}" for check in unmet)
    rules_en = "; ".join(f"{check.citation}: {check.words['en']}" for check in unmet)
    steps = reward.assessment["steps"]
    if not unmet and steps:
        rules, rules_en = steps[-1]["citation"], steps[-1]["citation"]
    until = reward.contest_until or timezone.localdate()
    return (
        f"经核定，本次举报不予奖励。没有符合的条件：{rules}。理由：{reason}"
        f"如不同意，可以在本页面点击“不同意”，由另外的人员复核。请尽量在{until:%Y年%-m月%-d日}前提出。",
        f"No reward is due. The condition that is not met: {rules_en}. Reason: {reason} "
        f"If you do not agree, say so on this page; somebody else looks at it again, by {until:%-d %B %Y} if possible.",
    )
