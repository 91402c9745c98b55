"""Share one reward among several reporters of a matter: points for what each contributed, fen by largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from statutes.rewards.facts import Step
from statutes.rewards.sheet import yuan
from statutes.rules import get_rule

SETTING = "reward.setting.several_reporters"
POINTS = "reward.share.points"
SHARES = "shares"
FEN = Decimal(100)
Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Factor:
    """A side of a contribution, with the grades that the points are given for, the best first."""

    key: str
    zh: str
    en: str
    grades: tuple[str, ...]


FACTORS = (
    Factor("order", "举报的先后", "Order in time", ("earliest", "after")),
    Factor("content", "对查实所起的作用", "What it contributed", ("main", "part", "little")),
    Factor("evidence", "随附的证据", "Evidence that came with it", ("direct", "indirect", "bare")),
)


def shares_rewards(*, place: str, on: date) -> bool:
    """Tell whether the office shares a reward among several reporters, or rewards the first alone."""
    return get_rule(SETTING, place=place, on=on).choice == SHARES


def points_of(grades: Mapping[str, str], *, place: str, on: date) -> int:
    """Add up the points of a contribution: a grade for each factor."""
    rule = get_rule(POINTS, place=place, on=on)
    return sum(rule.number_by(grades[factor.key]) for factor in FACTORS)


def apportion(total: int, points: Mapping[Key, int]) -> dict[Key, int]:
    """Split whole fen by points with the largest remainder; of equal remainders the smaller key goes first.

    The parts add up to the total, do not depend on the order of the points, and more points never give less.
    """
    whole = sum(points.values())
    parts = {key: total * own // whole for key, own in points.items()}
    rest = total - sum(parts.values())
    by_remainder = sorted(sorted(points), key=lambda key: -(total * points[key] % whole))
    for key in by_remainder[:rest]:
        parts[key] += 1
    return parts


def share_step(total_fen: int, fen: int, *, place: str, on: date) -> dict[str, str]:
    """Word the last step of a share. It is the same for who is alone, and never says that there are others."""
    rule = get_rule(SETTING, place=place, on=on)
    amount = yuan(fen / FEN)
    return Step(
        rule_id=rule.id,
        citation=str(rule.citation),
        status=rule.status.value,
        operation="share",
        input=str(total_fen / FEN),
        result=str(fen / FEN),
        sentence_zh=f"奖金按举报的时间、内容和证据对查实所起的作用核定，本件为{amount}元。",
        sentence_en=f"The reward follows what the report contributed by its time, content and evidence: {amount} yuan.",
    ).as_dict()
