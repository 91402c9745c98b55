"""The dict of the reward notice: a token, an amount, how to claim. Never a name."""

from __future__ import annotations

from typing import Any

from reports.notices import CONTACT_PHONE, matter_of
from rewards.models import Reward
from statutes.clocks import get_clock

CLAIM_PLACE = "涪陵区应急管理局举报奖励窗口"


def reward_notice(reward: Reward) -> dict[str, Any]:
    """Build the reward notice 举报奖励领取通知书."""
    citations = [step["citation"] for step in reward.assessment["steps"]]
    return {
        "token": reward.token,
        "matter": matter_of(reward.report),
        "amount": reward.amount,
        "basis": list(dict.fromkeys(citations)),
        "claim_period": get_clock("reward.claim").period.title_zh,
        "claim_until": reward.claim_until,
        "is_provisional": reward.is_claim_provisional,
        "claim_steps": [
            "打开本局举报网站的“查询进度”页面，输入举报时取得的回执码；",
            "在“领取奖励”中选择收款方式并填写收款信息，信息加密保存，仅出纳可见；",
            "不便上网的，可拨打12350，凭回执码办理。",
        ],
        "claim_place": CLAIM_PLACE,
        "contact_phone": CONTACT_PHONE,
        "is_extendable": True,
    }
