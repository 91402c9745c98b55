"""Reads of penalties and of the list of dishonest subjects."""

from __future__ import annotations

from typing import Any, TypedDict

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django_stubs_ext import WithAnnotations

from accounts.models import Duty
from enterprises.selectors import without_conflicts
from investigations.models import Case
from investigations.selectors import cases_visible_to
from notices.models import Notice
from notices.selectors import register_visibility
from notices.states import STANDING
from reports.models import Report
from sanctions.models import Listing, Penalty
from sanctions.states import ListingState
from workflow.selectors import get_by_reference


def penalties_visible_to(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings that `user` may see: with the case, or for finance, which records payments."""
    penalties = without_conflicts(
        Penalty.objects.select_related("unit", "case"),
        user,
        unit="unit",
        columns={Penalty.label(): "pk", Case.label(): "case", Report.label(): "case__report"},
    )
    if user.has_duty(Duty.LEADER, Duty.REVIEWER, Duty.FINANCE):
        return penalties
    return penalties.filter(case__in=cases_visible_to(user).values("pk"))


def get_penalty(user: Any, reference: str) -> Penalty:
    """Return one proceeding, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(penalties_visible_to(user), reference)


def listings_visible_to(user: Any) -> QuerySet[Listing]:
    """Return the listings that `user` may see on the staff site: with their penalty."""
    listings = without_conflicts(
        Listing.objects.select_related("unit", "penalty__case"),
        user,
        unit="unit",
        columns={Case.label(): "penalty__case", Report.label(): "penalty__case__report"},
    )
    if user.has_duty(Duty.LEADER, Duty.REVIEWER):
        return listings
    return listings.filter(penalty__case__in=cases_visible_to(user).values("pk"))


def get_listing(user: Any, reference: str) -> Listing:
    """Return one listing, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(listings_visible_to(user), reference)


def published_listings() -> QuerySet[Listing]:
    """Return what the public may read: who is on the list now, the newest first."""
    return (
        Listing.objects.filter(state=ListingState.LISTED)
        .select_related("unit", "penalty")
        .order_by("-listed_on", "-pk")
    )


class Decided(TypedDict):
    """What `listed_subjects` adds to a listing: the number of the decision that put it on the list."""

    decision_number: str


def listed_subjects(*, search: str = "") -> QuerySet[WithAnnotations[Listing, Decided]]:
    """Return the published list with the numbers of its decisions, by name or credit code when searched for."""
    decision = (
        Notice.objects.filter(
            subject_label=Listing.label(),
            subject_id=OuterRef("pk"),
            kind="listing_decision",
            state__in=STANDING,
        )
        .order_by("-pk")
        .values("number")[:1]
    )
    listings = published_listings().annotate(decision_number=Coalesce(Subquery(decision), Value("")))
    if not search:
        return listings
    return listings.filter(Q(unit__name__icontains=search) | Q(unit__uscc__istartswith=search))


register_visibility(Penalty.label(), penalties_visible_to)
register_visibility(Listing.label(), listings_visible_to)
