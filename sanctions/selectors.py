"""Reads of penalties and of the list of dishonest subjects."""

from __future__ import annotations

import datetime
from typing import Any, TypedDict

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_stubs_ext import WithAnnotations

from accounts.models import Duty
from enterprises.selectors import without_conflicts
from investigations.models import Case
from investigations.selectors import case_visible_to
from notices.models import Notice
from notices.selectors import register_visibility
from notices.states import STANDING
from reports.models import Report
from sanctions.models import (
    Exposure,
    GoodCredit,
    Handover,
    HandoverRow,
    Interview,
    Listing,
    Measure,
    Penalty,
    Remittance,
    RemittanceLine,
    Shown,
)
from sanctions.policies_credit import KEEPERS
from sanctions.states import IMPOSED, ListingState
from workflow.models import LogEntry
from workflow.selectors import get_by_reference

SIMILAR_SHOWN = 8  # rows beside the report


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
    own = case_visible_to(user)
    # The chair of a hearing reads the proceeding, and nothing of the case beyond it.
    return penalties.filter(own | Q(chair=user) if user.has_duty(Duty.CHAIR) else own)


def similar_penalties(user: Any, penalty: Penalty) -> QuerySet[Penalty]:
    """Return the last decisions by the same provision that `user` may see, so that like cases end alike."""
    same = Q(provision=penalty.provision) if penalty.provision else Q(basis=penalty.basis)
    if not penalty.basis:
        return Penalty.objects.none()
    found = penalties_visible_to(user).filter(same, state__in=IMPOSED, party=penalty.party)
    return found.exclude(pk=penalty.pk).order_by("-decided_on", "-pk")[:SIMILAR_SHOWN]


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
    return listings.filter(case_visible_to(user, "penalty__case"))


def get_listing(user: Any, reference: str) -> Listing:
    """Return one listing, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(listings_visible_to(user), reference)


def remittances_visible_to(user: Any) -> QuerySet[WithAnnotations[Remittance, Counted]]:
    """Return the files of payments, for finance alone."""
    files = Remittance.objects.select_related("uploaded_by")
    counted: QuerySet[WithAnnotations[Remittance, Counted]] = files.annotate(line_count=lines_of_file())
    return counted if user.has_duty(Duty.FINANCE) else counted.none()


class Counted(TypedDict):
    """What the list of files adds to each: how many lines it has."""

    line_count: int


def lines_of_file() -> Coalesce:
    """Count the lines of a file in SQL, beside whatever else joins its lines."""
    lines = RemittanceLine.objects.filter(remittance=OuterRef("pk")).order_by().values("remittance")
    return Coalesce(Subquery(lines.annotate(count=Count("pk")).values("count")), Value(0))


def get_remittance(user: Any, reference: str) -> Remittance:
    """Return one file of payments, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(remittances_visible_to(user), reference)


class Rowed(TypedDict):
    """What the list of handovers adds to each: how many rows it has, and how many were held back."""

    row_count: int
    fault_count: int


def handovers_visible_to(user: Any) -> QuerySet[WithAnnotations[Handover, Rowed]]:
    """Return the handovers to the platform, for those who see every penalty."""
    counted: QuerySet[WithAnnotations[Handover, Rowed]] = Handover.objects.annotate(
        row_count=rows_of_handover(), fault_count=rows_of_handover(fate="faulty")
    )
    return counted if user.has_duty(*KEEPERS) else counted.none()


def rows_of_handover(**only: str) -> Coalesce:
    """Count the rows of a handover in SQL, beside whatever else joins its rows."""
    rows = HandoverRow.objects.filter(handover=OuterRef("pk"), **only).order_by().values("handover")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), Value(0))


def get_handover(user: Any, reference: str) -> Handover:
    """Return one handover, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(handovers_visible_to(user), reference)


def interviews_visible_to(user: Any) -> QuerySet[Interview]:
    """Return the interviews that `user` may see: with their case."""
    return _with_case(Interview.objects.select_related("unit", "case"), user)


def get_interview(user: Any, reference: str) -> Interview:
    """Return one interview, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(interviews_visible_to(user), reference)


def exposures_visible_to(user: Any) -> QuerySet[Exposure]:
    """Return the exposures that `user` may see on the staff site: with their case."""
    return _with_case(Exposure.objects.select_related("unit", "case"), user)


def get_exposure(user: Any, reference: str) -> Exposure:
    """Return one exposure, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(exposures_visible_to(user), reference)


def measures_visible_to(user: Any) -> QuerySet[Measure]:
    """Return the further measures that `user` may see: with their case."""
    return _with_case(Measure.objects.select_related("unit", "case"), user)


def measures_of_penalty(user: Any, penalty: Penalty) -> QuerySet[Measure]:
    """Return the further measures that rest on a penalty, or that it imposes."""
    concerned = Q(rests_on=penalty) | Q(proceeding=penalty)
    return measures_visible_to(user).filter(concerned).distinct().order_by("pk")


def get_measure(user: Any, reference: str) -> Measure:
    """Return one further measure, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(measures_visible_to(user), reference)


def _with_case(found: QuerySet[Any], user: Any) -> QuerySet[Any]:
    columns = {Case.label(): "case", Report.label(): "case__report"}
    found = without_conflicts(found, user, unit="unit", columns=columns)
    if user.has_duty(Duty.LEADER, Duty.REVIEWER):
        return found
    return found.filter(case_visible_to(user))


def good_credits_visible_to(user: Any) -> QuerySet[GoodCredit]:
    """Return the entries of the good-credit list that `user` may see: all for leaders and reviewers, else the own."""
    entries = without_conflicts(GoodCredit.objects.select_related("unit"), user, unit="unit", columns={})
    if user.has_duty(Duty.LEADER, Duty.REVIEWER):
        return entries
    return entries.filter(nominated_by=user) if user.has_duty(Duty.INVESTIGATOR) else entries.none()


def get_good_credit(user: Any, reference: str) -> GoodCredit:
    """Return one entry of the good-credit list, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(good_credits_visible_to(user), reference)


def published_good_credits() -> QuerySet[GoodCredit]:
    """Return who is on the good-credit list now, the newest first."""
    listed = GoodCredit.objects.filter(state="listed").select_related("unit")
    return listed.order_by("-listed_on", "-pk")


def published_exposures() -> QuerySet[Exposure]:
    """Return the exposures that everybody may read now, the newest first."""
    return Exposure.objects.filter(state="published").select_related("unit").order_by("-published_on", "-pk")


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
    named = Q(unit__name__icontains=search) | Q(person_name__icontains=search)
    return listings.filter(named | Q(unit__uscc__istartswith=search))


class Removed(TypedDict):
    """What `removed_subjects` adds to a listing: when it was taken off the list."""

    removed_at: datetime.datetime


def removed_subjects() -> QuerySet[WithAnnotations[Listing, Removed]]:
    """Return what stood on the published list and stands there no longer, the last removed first.

    By the log, so that a listing whose entry was annulled is among them.
    """
    left = LogEntry.objects.filter(
        subject_label=Listing.label(), subject_id=OuterRef("pk"), source=ListingState.LISTED
    ).exclude(target=ListingState.LISTED)
    last = left.order_by().values("subject_id").annotate(at=Max("at")).values("at")
    gone: QuerySet[Listing] = Listing.objects.exclude(state=ListingState.LISTED).filter(Exists(left))
    return gone.annotate(removed_at=Subquery(last)).order_by("-removed_at", "-pk")


def shown_on(*, on: datetime.date, board: str = "", q: str = "") -> QuerySet[Shown]:
    """Return what stood on the public lists at some time of a day, as it was read then."""
    first = timezone.make_aware(datetime.datetime.combine(on, datetime.time.min))
    found = Shown.objects.filter(shown_at__lt=first + datetime.timedelta(days=1))
    found = found.filter(Q(hidden_at=None) | Q(hidden_at__gte=first))
    if board:
        found = found.filter(board=board)
    if q:
        found = found.filter(Q(facts__name__icontains=q) | Q(facts__credit_code__istartswith=q))
    return found.order_by("board", "shown_at", "pk")


def shown_never() -> QuerySet[Shown]:
    """Return nothing, for a question that cannot be asked."""
    return Shown.objects.none()


register_visibility(Penalty.label(), penalties_visible_to)
register_visibility(Listing.label(), listings_visible_to)
register_visibility(Remittance.label(), remittances_visible_to)
register_visibility(Handover.label(), handovers_visible_to)
register_visibility(Interview.label(), interviews_visible_to)
register_visibility(Exposure.label(), exposures_visible_to)
register_visibility(Measure.label(), measures_visible_to)
register_visibility(GoodCredit.label(), good_credits_visible_to)
