"""Reads of penalties and of the list of dishonest subjects."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import Duty
from investigations.selectors import cases_visible_to
from sanctions.models import Listing, Penalty
from sanctions.states import ListingState


def penalties_visible_to(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings that `user` may see: with the case, or for finance, which records payments."""
    penalties = Penalty.objects.select_related("unit", "case")
    if user.has_duty(Duty.LEADER, Duty.REVIEWER, Duty.FINANCE):
        return penalties
    return penalties.filter(case__in=cases_visible_to(user).values("pk"))


def get_penalty(user: Any, reference: str) -> Penalty:
    """Return one proceeding, or raise Http404 when it is missing or not for `user`."""
    try:
        penalty: Penalty = Penalty.objects.by_reference(reference)
        return penalties_visible_to(user).get(pk=penalty.pk)
    except Penalty.DoesNotExist as error:
        raise Http404 from error


def listings_visible_to(user: Any) -> QuerySet[Listing]:
    """Return the listings that `user` may see on the staff site: with their penalty."""
    listings = Listing.objects.select_related("unit", "penalty__case")
    if user.has_duty(Duty.LEADER, Duty.REVIEWER):
        return listings
    return listings.filter(penalty__case__in=cases_visible_to(user).values("pk"))


def get_listing(user: Any, reference: str) -> Listing:
    """Return one listing, or raise Http404 when it is missing or not for `user`."""
    try:
        listing: Listing = Listing.objects.by_reference(reference)
        return listings_visible_to(user).get(pk=listing.pk)
    except Listing.DoesNotExist as error:
        raise Http404 from error


def published_listings() -> QuerySet[Listing]:
    """Return what the public may read: who is on the list now, the newest first."""
    return (
        Listing.objects.filter(state=ListingState.LISTED)
        .select_related("unit", "penalty")
        .order_by("-listed_on", "-pk")
    )
