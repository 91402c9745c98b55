"""Figures of rewards for the office: where the days go."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rewards.models import Reward
from rewards.states import State
from workflow.models import LogEntry

TIP_AND_CASE = "tip"


@dataclass(frozen=True, slots=True)
class Stay:
    """How long rewards stood in a state before they went on."""

    label: str | Promise
    count: int
    middle: Decimal
    longest: Decimal


def where_days_go(rewards: QuerySet[Reward]) -> list[Stay]:
    """Say how many days rewards of which this person may know stood at each step, from the log."""
    filed: dict[int, datetime.datetime] = dict(rewards.values_list("pk", "report__created_at"))
    entries = LogEntry.objects.filter(subject_label=Reward.label(), subject_id__in=rewards.values("pk"))
    moves = entries.filter(~Q(source=F("target"))).order_by("subject_id", "sequence")
    stays: dict[str, list[float]] = defaultdict(list)
    since: dict[int, datetime.datetime] = {}
    for pk, source, at in moves.values_list("subject_id", "source", "at"):
        began = since.get(pk, filed[pk])
        stays[source or TIP_AND_CASE].append((at - began).total_seconds())
        since[pk] = at
    labels: dict[str, str | Promise] = {
        TIP_AND_CASE: _("From the report to the assessment"),
        **dict(State.choices),
    }
    return [_stay(label, stays[name]) for name, label in labels.items() if stays[name]]


def _stay(label: str | Promise, seconds: list[float]) -> Stay:
    day = datetime.timedelta(days=1).total_seconds()
    middle, longest = (round(Decimal(value / day), 1) for value in (median(seconds), max(seconds)))
    return Stay(label, len(seconds), middle, longest)
