"""Which units the system shows as candidates for the good-credit list: by the rule's criteria, for people to judge."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_stubs_ext import WithAnnotations

from enterprises.models import Inspection, Tie, Unit
from investigations.models import Accident, ItemStep, RectificationOrder
from investigations.states import ItemResult, OrderState
from sanctions.models import GoodCredit, Listing, Measure, Penalty
from sanctions.models.good_credit import GOOD_STANDING
from sanctions.states import FINAL, IMPOSED, LISTING_OPEN, ListingState, State
from sanctions.states_measures import STANDING
from statutes.good_credit import candidate_rule, looked_at_since

OF_UNIT = OuterRef("pk")
KEPT = (OrderState.PASSED, OrderState.CANCELLED)


class Record(TypedDict):
    """What a candidate is shown with: how often it was inspected, and how many orders it kept."""

    inspection_count: int
    order_count: int


def good_credit_candidates(user: Any) -> QuerySet[WithAnnotations[Unit, Record]]:
    """Return the units that meet every criterion and against which nothing stands, without the ties of `user`."""
    today = timezone.localdate()
    since = looked_at_since(today)
    wanted = Q()
    for key in candidate_rule(on=today).keys:
        wanted &= CRITERIA[key](since)
    tied = Tie.objects.filter(user=user, unit=OF_UNIT, ended_at=None)
    found = Unit.objects.filter(wanted, ~Exists(tied), *_nothing_against(since))
    recent = Q(inspections__inspected_on__gte=since)
    counted: QuerySet[WithAnnotations[Unit, Record]] = found.annotate(
        inspection_count=Count("inspections", filter=recent, distinct=True),
        order_count=Count("orders", distinct=True),
    )
    return counted.order_by("-inspection_count", "name", "pk")


def _nothing_against(since: datetime.date) -> list[Q]:
    """Say in SQL what `obstacles_of` says of one unit, and that it is not named already."""
    penalties = Penalty.objects.filter(unit=OF_UNIT)
    imposed = Q(state__in=IMPOSED, decided_on__gte=since)
    is_open = ~Q(state__in=[*FINAL, State.PROPOSED])
    listed = Listing.objects.filter(unit=OF_UNIT, state__in=[*LISTING_OPEN, ListingState.LISTED])
    measures = Measure.objects.filter(unit=OF_UNIT, state__in=STANDING)
    named = GoodCredit.objects.filter(unit=OF_UNIT, state__in=GOOD_STANDING)
    return [~Q(Exists(found)) for found in (penalties.filter(imposed | is_open), listed, measures, named)]


def _inspected(since: datetime.date) -> Q:
    return Q(Exists(Inspection.objects.filter(unit=OF_UNIT, inspected_on__gte=since)))


def _no_accident(since: datetime.date) -> Q:
    return ~Q(Exists(Accident.objects.filter(case__unit=OF_UNIT, happened_at__date__gte=since)))


def _orders_kept(since: datetime.date) -> Q:
    """Say that no order is open, and that no recheck in those years found something undone."""
    undone = (ItemResult.PARTLY, ItemResult.NOT_DONE)
    steps = ItemStep.objects.filter(item__order__unit=OF_UNIT, entry__at__date__gte=since)
    is_open = RectificationOrder.objects.filter(unit=OF_UNIT).exclude(state__in=KEPT)
    return ~Q(Exists(steps.filter(result__in=undone))) & ~Q(Exists(is_open))


# How each key of the rule is asked of the register.
CRITERIA: Mapping[str, Callable[[datetime.date], Q]] = {
    "inspected": _inspected,
    "no_accident": _no_accident,
    "orders_kept": _orders_kept,
}
