"""How grave an accident is, by the three measures of the accident regulation."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from statutes.calendar import ZONE
from statutes.rules import NATION, get_rule


class AccidentLevel(StrEnum):
    """The four levels of work-safety accidents, mildest first."""

    ORDINARY = "ordinary"
    LARGER = "larger"
    MAJOR = "major"
    EXTRAORDINARY = "extraordinary"

    @property
    def rank(self) -> int:
        """The place from mildest to gravest, to compare levels."""
        return list(AccidentLevel).index(self)

    @property
    def title_zh(self) -> str:
        """The level as Chinese offices write it."""
        return _TITLES_ZH[self]

    @classmethod
    def from_title(cls, title_zh: str) -> "AccidentLevel":
        """Read a level from Chinese words such as 较大 or 特别重大事故; raise ValueError for others."""
        # 特别重大 contains 重大, so the gravest is tried first.
        for level in reversed(cls):
            if level.title_zh in title_zh:
                return level
        if "特重大" in title_zh:
            return cls.EXTRAORDINARY
        raise ValueError(f"no accident level in {title_zh!r}")


_TITLES_ZH = {
    AccidentLevel.ORDINARY: "一般",
    AccidentLevel.LARGER: "较大",
    AccidentLevel.MAJOR: "重大",
    AccidentLevel.EXTRAORDINARY: "特别重大",
}


def accident_level(
    *,
    deaths: int = 0,
    serious_injuries: int = 0,
    loss_yuan: Decimal = Decimal(),
    missing: int = 0,
    on: date | None = None,
) -> AccidentLevel:
    """Give the gravest level that any one measure reaches; loss is the direct loss in yuan.

    `missing` persons count as dead once the time for finding them has passed: `investigation.level_on` says when.
    """
    day = on or datetime.now(ZONE).date()
    people = {"accident.level.deaths": deaths + missing, "accident.level.serious_injuries": serious_injuries}
    if min(deaths, missing, serious_injuries) < 0 or loss_yuan < 0:
        raise ValueError("a measure of an accident cannot be negative")
    loss = get_rule("accident.level.loss", place=NATION, on=day)
    reached = [level for level in AccidentLevel if loss_yuan >= loss.amount_by(level)]
    for rule_id, count in people.items():
        rule = get_rule(rule_id, place=NATION, on=day)
        reached += [level for level in AccidentLevel if count >= rule.number_by(level)]
    return max(reached, key=lambda level: level.rank)
