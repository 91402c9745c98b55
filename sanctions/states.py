"""The states of a penalty proceeding and of an entry on the list of dishonest subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a penalty proceeding stands."""

    FILED = "filed", _("Filed")
    NOTIFIED = "notified", _("Prior notice given")
    HEARD = "heard", _("Defence heard")
    REVIEWED = "reviewed", _("Legally reviewed")
    DECIDED = "decided", _("Decided")
    SERVED = "served", _("Served")
    PAID = "paid", _("Fine paid")
    CLOSED = "closed", _("Closed")
    DROPPED = "dropped", _("No penalty")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (State.FILED, State.NOTIFIED, State.HEARD, State.REVIEWED, State.DECIDED, State.SERVED, State.PAID)
FINAL = (State.CLOSED, State.DROPPED, State.CANCELLED)
IMPOSED = (State.DECIDED, State.SERVED, State.PAID, State.CLOSED)


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
