"""The calculation behind a fine in words: from the plain values that were frozen when it was weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sanctions.wording import EFFECTS, FACTORS
from statutes.rewards.sheet import percent


@dataclass(frozen=True, slots=True)
class Calculation:
    """The bracket, what it rests on, the circumstances with their effect, and where the fine lies."""

    range: str
    citation: str
    displaced: str
    factors: list[str]
    place: str


def calculation_of(weighing: Mapping[str, Any], fine: Decimal) -> Calculation:
    """Word a frozen weighing; one without a bracket rests on a text that is not loaded."""
    factors = [
        f"{FACTORS[factor['key']]} — {EFFECTS[factor['effect']]} ({factor['citation']})"
        for factor in weighing.get("factors", [])
    ]
    if "low" not in weighing:
        return Calculation("", "", "", factors, "")
    low, high = Decimal(weighing["low"]), Decimal(weighing["high"])
    return Calculation(
        _range(low, high, weighing["base_yuan"]),
        weighing["citation"],
        weighing["displaced"],
        factors,
        _place(low, high, fine),
    )


def _range(low: Decimal, high: Decimal, base: str) -> str:
    words = _("%(low)s to %(high)s yuan") % {"low": f"{low:,.0f}", "high": f"{high:,.0f}"}
    if not base:
        return words
    return _("%(range)s, a share or multiple of %(base)s yuan") % {
        "range": words,
        "base": f"{Decimal(base):,.2f}",
    }


def _place(low: Decimal, high: Decimal, fine: Decimal) -> str:
    """Say where the fine lies: the share of the way from the lowest to the highest."""
    if fine < low:
        return _("below the bracket")
    if high == low:
        return _("the only fine there is")
    share = round((fine - low) / (high - low), 2)
    return _("%(share)s of the way from the lowest to the highest") % {"share": percent(share)}
