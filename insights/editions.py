"""The public figures: counted once when a half-year has ended, frozen, and never told in another cut.

Why nobody can be isolated (docs/adr/0031): editions share no day, so that no two of them nest; within one every table
is a partition of its whole into groups of at least five, and what is said beside it (accepted and not, collected and
not) is a partition too. Whatever an attacker adds up or subtracts is made of whole groups.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from insights import counting
from insights.cells import are_sayable, partition
from insights.models import Edition
from insights.panels import MIDDLE, percentile
from insights.spans import Span, half_of
from interface.figures import SMALLEST_CELL, suppressed
from reports.models import Report
from rewards.models import Reward

CENTS = 100
OTHERS = "others"
Table = list[list[Any]]


def publish_due_editions(today: datetime.date | None = None) -> int:
    """Publish every half-year that has ended and is not published; return how many were."""
    today = today or timezone.localdate()
    first = Report.objects.aggregate(first=Min("created_at"))["first"]
    span, made = half_of(timezone.localdate(first) if first else today), 0
    while span.until <= today:
        made += publish(span)
        span = half_of(span.until)
    return made


@transaction.atomic
def publish(span: Span) -> bool:
    """Freeze the figures of a span, unless a day of it has been published; an edition is never made anew."""
    if Edition.objects.filter(since__lt=span.until, until__gt=span.since).exists():
        return False
    tables = tables_of(span)
    _edition, is_made = Edition.objects.get_or_create(
        since=span.since, defaults={"key": span.key, "until": span.until, "tables": tables}
    )
    return is_made


def tables_of(span: Span) -> dict[str, Any]:
    """Count a span for everybody; what is small is not said, nor what would give it away."""
    tips = counting.count_tips(span)
    penalties, fines = counting.fen_imposed(span)
    answered = sum(counting.count_days(span)["answer"].values())
    accidents = counting.count_accidents(span)
    return {
        "tips": {
            **_whole("received", tips.received, accepted=tips.accepted),
            "answered": suppressed(answered),
            "tables": {name: _table(tips.by[name]) for name in ("channel", "kind", "sector", "division")},
        },
        "rewards": _rewards(span),
        # A penalty and an accident are public by themselves; they name no reporter. Fines of very few are left out all
        # the same: a reward is a share of the fine.
        "penalties": {
            "decided": penalties,
            "yuan": fines // CENTS if suppressed(penalties) is not None else None,
        },
        "accidents": {"happened": accidents.count, "deaths": accidents.deaths, "larger": accidents.larger},
    }


def _whole(name: str, whole: int, **part: int) -> dict[str, int | None]:
    """Say a whole and its part; the part only where neither it nor the rest is small."""
    ((part_name, number),) = part.items()
    is_said = are_sayable(number, whole - number)
    return {name: suppressed(whole), part_name: number if is_said and suppressed(whole) is not None else None}


def _table(counts: Mapping[str, int], fen: Mapping[str, int] | None = None) -> Table:
    """Write groups as rows: key, count, and where money is counted, whole yuan."""
    rows: Table = []
    for group in partition(counts):
        row: list[Any] = [group[0] if len(group) == 1 else OTHERS, sum(counts[key] for key in group)]
        rows.append(row if fen is None else [*row, sum(fen[key] for key in group) // CENTS])
    return rows


def _rewards(span: Span) -> dict[str, Any]:
    rewards = list(counting.rewards_approved(span).select_related("report", "case"))
    collected = sum(reward.state in counting.COLLECTED for reward in rewards)
    days = Counter(
        (timezone.localdate(reward.paid_at) - timezone.localdate(reward.report.created_at)).days
        for reward in rewards
        if reward.paid_at
    )
    said = _whole("awarded", len(rewards), collected=collected)
    is_said = said["awarded"] is not None
    return {
        **said,
        "yuan": sum(reward.amount_fen for reward in rewards) // CENTS if is_said else None,
        "days": percentile(days, MIDDLE) if sum(days.values()) >= SMALLEST_CELL else None,
        "tables": {name: _reward_table(rewards, name) for name in ("kind", "sector", "division")},
    }


def _reward_table(rewards: Iterable[Reward], name: str) -> Table:
    counts: Counter[str] = Counter()
    fen: Counter[str] = Counter()
    for reward in rewards:
        key = reward.case.sector if name == "sector" else str(getattr(reward.report, name))
        counts[key] += 1
        fen[key] += reward.amount_fen
    return _table(counts, fen)
