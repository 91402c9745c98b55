"""The dict of the assessment of a natural disaster."""

from __future__ import annotations

from typing import Any

from investigations.models import Disaster


def disaster_assessment_notice(disaster: Disaster, **texts: str) -> dict[str, Any]:
    """Build the report 自然灾害调查评估报告 with what art. 2 asks for."""
    members = disaster.case.members.filter(left_at=None).select_related("user__agency").order_by("pk")
    delegates = disaster.case.delegates.filter(left_at=None).order_by("pk")
    return {
        "disaster_name": disaster.title,
        **texts,
        "loss": losses(disaster),
        "team": [
            *(f"{one.user.name}（{one.user.agency.name if one.user.agency else ''}）" for one in members),
            *(f"{one.name}（{one.agency_name}）" for one in delegates),
        ],
    }


def losses(disaster: Disaster) -> str:
    """Tell what a disaster did, with its level."""
    forest = f"受害森林面积{disaster.hectares}公顷；" if disaster.hectares else ""
    return (
        f"死亡{disaster.deaths}人，失踪{disaster.missing}人，重伤{disaster.serious_injuries}人；{forest}"
        f"直接经济损失{disaster.loss:,.2f}元。灾害等级：{disaster.level_title}。"
    )
