"""The states of a penalty proceeding and of an entry on the list of dishonest subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a penalty proceeding stands."""

    FILED = "filed", _("Filed")
    NOTIFIED = "notified", _("Prior notice given")
    HEARING_REQUESTED = "hearing_requested", _("Hearing asked for")
    HEARING_SET = "hearing_set", _("Day of the hearing fixed")
    HEARING_ANNOUNCED = "hearing_announced", _("Party told of the hearing")
    HEARD = "heard", _("Defence heard")
    REVIEWED = "reviewed", _("Legally reviewed")
    DECIDED = "decided", _("Decided")
    SERVED = "served", _("Served")
    DEMANDED = "demanded", _("Payment demanded")
    IN_COURT = "in_court", _("Before the court for enforcement")
    PAID = "paid", _("Fine paid")
    CLOSED = "closed", _("Closed")
    DROPPED = "dropped", _("No penalty")
    REVOKED = "revoked", _("Annulled on review or suit")
    CANCELLED = "cancelled", _("Cancelled")


class Remedy(models.TextChoices):
    """What the party can do against a decision."""

    REVIEW = "review", _("Reconsideration")
    SUIT = "suit", _("Suit")


HEARING = (State.HEARING_REQUESTED, State.HEARING_SET, State.HEARING_ANNOUNCED)
# Served and not yet paid.
ENFORCED = (State.SERVED, State.DEMANDED, State.IN_COURT)
OPEN = (
    State.FILED,
    State.NOTIFIED,
    *HEARING,
    State.HEARD,
    State.REVIEWED,
    State.DECIDED,
    *ENFORCED,
    State.PAID,
)
FINAL = (State.CLOSED, State.DROPPED, State.REVOKED, State.CANCELLED)
IMPOSED = (State.DECIDED, *ENFORCED, State.PAID, State.CLOSED)
UNCOLLECTED = (State.DECIDED, *ENFORCED)


class ListingState(models.TextChoices):
    """Where a listing stands."""

    CANDIDATE = "candidate", _("Candidate")
    NOTIFIED = "notified", _("Prior notice given")
    HEARD = "heard", _("Defence heard")
    LISTED = "listed", _("Listed")
    REMOVED = "removed", _("Removed")
    DISMISSED = "dismissed", _("Not listed")
    CANCELLED = "cancelled", _("Cancelled")


LISTING_OPEN = (ListingState.CANDIDATE, ListingState.NOTIFIED, ListingState.HEARD)
LISTING_FINAL = (ListingState.REMOVED, ListingState.DISMISSED, ListingState.CANCELLED)
