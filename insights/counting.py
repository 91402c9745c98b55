"""What is counted over a span, as plain values. A fixed number of queries, however much there is.

Tips against the office itself are left out of every figure: nobody who may see figures knows of them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from insights.spans import Span
from investigations.models import Accident, Case, Finding, RectificationOrder
from investigations.states import PROVED, OrderState
from investigations.states import Kind as CaseKind
from investigations.states import State as CaseState
from reports.models import Report
from reports.states import State as ReportState
from rewards.models import Reward
from rewards.states import State as RewardState
from sanctions.models import Penalty
from sanctions.states import IMPOSED
from statutes.clocks import CLOCKS
from statutes.levels import AccidentLevel
from workflow.models import Clock

Days = Counter[int]
COLLECTED = (RewardState.CLAIMED, RewardState.PAID)
STAGES = ("accept", "verify", "penalise", "pay", "answer")


@dataclass(slots=True)
class Tips:
    """Tips that were received in a span, by what is known of each."""

    by: dict[str, Counter[str]]
    received: int = 0
    decided: int = 0
    accepted: int = 0


@dataclass(slots=True)
class Funnel:
    """What became of the tips whose verification ended in a span."""

    verified: int
    proved: int
    penalised: int
    rewarded: int
    approved: int = 0
    collected: int = 0


@dataclass(slots=True)
class Accidents:
    """Accidents and deaths, by month of the year."""

    count: int = 0
    deaths: int = 0
    larger: int = 0
    by_month: Counter[int] = field(default_factory=Counter)
    deaths_by_month: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Periods:
    """Of one legal period: how often it was kept and missed in a span, and how many are overdue now."""

    kept: int = 0
    missed: int = 0
    overdue: int = 0


@dataclass(slots=True)
class Orders:
    """Orders to rectify that were due in a span."""

    due: int = 0
    closed: int = 0
    in_time: int = 0

    def add(self, due: int, closed: int, in_time: int) -> None:
        """Take in some more."""
        self.due, self.closed, self.in_time = self.due + due, self.closed + closed, self.in_time + in_time


# ---- Accidents -------------------------------------------------------------------------------------------------
def count_accidents(span: Span) -> Accidents:
    """Count the accidents that happened in a span. One query."""
    found = Accidents()
    happened = Accident.objects.filter(happened_at__gte=span.start, happened_at__lt=span.end)
    for accident in happened.exclude(case__state=CaseState.CANCELLED):
        month = timezone.localtime(accident.happened_at).month
        found.count += 1
        found.deaths += accident.deaths
        found.larger += accident.level is not AccidentLevel.ORDINARY
        found.by_month[month] += 1
        found.deaths_by_month[month] += accident.deaths
    return found


# ---- Tips ------------------------------------------------------------------------------------------------------
def tips_received(span: Span) -> QuerySet[Report]:
    """Return the tips of a span that figures may count."""
    return Report.objects.filter(is_internal=False, created_at__gte=span.start, created_at__lt=span.end)


def count_tips(span: Span) -> Tips:
    """Count the tips of a span by channel, kind, place and sector. One query."""
    known = ("channel", "kind", "division", "sector")
    undecided = Q(state=ReportState.SUBMITTED) | Q(state=ReportState.WITHDRAWN, accepted_at=None)
    rows = tips_received(span).order_by().values(*known)
    counted = rows.annotate(n=Count("pk"), taken=Count("accepted_at"), decided=Count("pk", filter=~undecided))
    found = Tips({name: Counter() for name in known})
    for row in counted:
        for name in known:
            found.by[name][row[name]] += row["n"]
        found.received += row["n"]
        found.decided += row["decided"]
        found.accepted += row["taken"]
    return found


def count_outcomes(span: Span) -> Funnel:
    """Count what became of the tips whose verification ended in a span, and of the rewards approved in it."""
    here = {"case": OuterRef("pk")}
    cases = Case.objects.filter(kind=CaseKind.TIP, is_internal=False)
    cases = cases.filter(concluded_at__gte=span.start, concluded_at__lt=span.end)
    proved = Exists(Finding.objects.filter(**here, conclusion__in=PROVED, approved_at__isnull=False))
    penalised = Exists(Penalty.objects.filter(**here, state__in=IMPOSED))
    awarded = Reward.objects.filter(**here, approved_at__isnull=False).exclude(state=RewardState.CANCELLED)
    marked = cases.exclude(state=CaseState.CANCELLED).annotate(
        is_proved=proved, is_penalised=penalised, is_rewarded=Exists(awarded)
    )
    found = marked.aggregate(
        verified=Count("pk"),
        proved=Count("pk", filter=Q(is_proved=True)),
        penalised=Count("pk", filter=Q(is_proved=True, is_penalised=True)),
        rewarded=Count("pk", filter=Q(is_proved=True, is_rewarded=True)),
    )
    approved = rewards_approved(span).aggregate(
        approved=Count("pk"), collected=Count("pk", filter=Q(state__in=COLLECTED))
    )
    return Funnel(**found, **approved)


def rewards_approved(span: Span) -> QuerySet[Reward]:
    """Return the rewards approved in a span that figures may count."""
    approved = Reward.objects.filter(approved_at__gte=span.start, approved_at__lt=span.end, amount_fen__gt=0)
    return approved.filter(report__is_internal=False).exclude(state=RewardState.CANCELLED)


# ---- Days ------------------------------------------------------------------------------------------------------
def count_days(span: Span) -> dict[str, Days]:
    """Count how many days each stage took, of those that ended in the span. One query a stage."""
    tips = Report.objects.filter(is_internal=False)
    cases = Case.objects.filter(kind=CaseKind.TIP, is_internal=False)
    penalties = Penalty.objects.filter(state__in=IMPOSED, case__is_internal=False)
    rewards = Reward.objects.filter(report__is_internal=False)
    return {
        "accept": _days(tips, span, "created_at", "accepted_at"),
        "verify": _days(cases, span, "report__accepted_at", "concluded_at"),
        "penalise": _days(penalties, span, "case__created_at", "decided_on"),
        "pay": _days(rewards, span, "approved_at", "paid_at"),
        "answer": _days(tips, span, "created_at", "answered_at"),
    }


def _days(rows: QuerySet[Any], span: Span, began: str, ended: str) -> Days:
    """Count rows by the days of the calendar between two moments."""
    is_day = ended.endswith("_on")
    first, last = (span.since, span.until) if is_day else (span.start, span.end)
    within = rows.filter(**{f"{ended}__gte": first, f"{ended}__lt": last, f"{began}__isnull": False})
    days = {"began": TruncDate(began)} | ({} if is_day else {"ended": TruncDate(ended)})
    last_column = ended if is_day else "ended"
    pairs = within.order_by().annotate(**days).values_list("began", last_column).annotate(n=Count("pk"))
    found: Days = Counter()
    for start, end, number in pairs:
        found[max((end - start).days, 0)] += number
    return found


def count_periods(span: Span, now: datetime.datetime) -> dict[str, Periods]:
    """Count how the periods that bind the office were kept in a span, and which are overdue now. Two queries."""
    binding = [key for key, clock in CLOCKS.items() if clock.binds == "office" and not clock.is_term]
    hidden = Q(
        subject_label=Report.label(), subject_id__in=Report.objects.filter(is_internal=True).values("pk")
    )
    hidden |= Q(subject_label=Case.label(), subject_id__in=Case.objects.filter(is_internal=True).values("pk"))
    clocks = Clock.objects.filter(rule_id__in=binding).exclude(hidden).order_by()
    ended = clocks.filter(ended_at__gte=span.start, ended_at__lt=span.end)
    found: dict[str, Periods] = {}
    for rule_id, outcome, number in ended.values_list("rule_id", "outcome").annotate(n=Count("pk")):
        row = found.setdefault(rule_id, Periods())
        row.kept += number if outcome == Clock.Outcome.MET else 0
        row.missed += number if outcome == Clock.Outcome.LATE else 0
    running = clocks.filter(outcome=Clock.Outcome.RUNNING, stopped_at=None, due_at__lt=now)
    for rule_id, number in running.values_list("rule_id").annotate(n=Count("pk")):
        found.setdefault(rule_id, Periods()).overdue = number
    return {key: row for key, row in found.items() if row.kept or row.missed or row.overdue}


# ---- Rectification ---------------------------------------------------------------------------------------------
def count_orders(span: Span) -> dict[tuple[str, str], Orders]:
    """Count the orders due in a span, by division of the unit and agency that leads. One query."""
    due = RectificationOrder.objects.filter(
        due_on__gte=span.since, due_on__lt=span.until, case__is_internal=False
    )
    due = due.exclude(state=OrderState.CANCELLED).order_by()
    passed = Q(state=OrderState.PASSED)
    # The recheck is owed when the day of the order has come: one on that very day is in time.
    in_time = passed & Q(rechecked_on__lte=F("due_on"))
    rows = due.values_list("unit__division", "case__lead_agency__name").annotate(
        n=Count("pk"), closed=Count("pk", filter=passed), in_time=Count("pk", filter=in_time)
    )
    return {(division, agency): Orders(*counts) for division, agency, *counts in rows}


def summed(orders: Iterable[Orders]) -> Orders:
    """Add orders up."""
    found = Orders()
    for one in orders:
        found.add(one.due, one.closed, one.in_time)
    return found


# ---- Money -----------------------------------------------------------------------------------------------------
def fen_imposed(span: Span) -> tuple[int, int]:
    """Return how many penalties were decided in a span, and their fines together. One query."""
    decided = Penalty.objects.filter(
        state__in=IMPOSED, decided_on__gte=span.since, decided_on__lt=span.until
    ).aggregate(n=Count("pk"), fen=Sum("fine_fen"))
    return decided["n"], decided["fen"] or 0
