"""The states of a penalty proceeding and of an entry on the list of dishonest subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a penalty proceeding stands."""

    PROPOSED = "proposed", _("Filing proposed")
    FILED = "filed", _("Filed")
    REPORTED = "reported", _("Investigation report drafted")
    INVESTIGATED = "investigated", _("Investigated")
    NOTIFIED = "notified", _("Prior notice given")
    HEARING_REQUESTED = "hearing_requested", _("Hearing asked for")
    HEARING_SET = "hearing_set", _("Day of the hearing fixed")
    HEARING_ANNOUNCED = "hearing_announced", _("Party told of the hearing")
    HEARING_HELD = "hearing_held", _("Hearing held")
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


class Party(models.TextChoices):
    """As what a party is penalised; the words are those of the fines in the statutes."""

    UNIT = "unit", _("The unit")
    PRINCIPAL = "principal", _("Main person in charge")
    MANAGER = "manager", _("Other head or safety manager")
    RESPONSIBLE = "responsible", _("Person directly responsible")
    INVESTOR = "investor", _("Investor")


class Kind(models.TextChoices):
    """The kinds of penalty (Penalties Law art. 9), by the words of the publicity classes."""

    WARNING = "warning", _("Warning")
    CRITICISM = "criticism", _("Notice of criticism")
    FINE = "fine", _("Fine")
    CONFISCATION = "confiscation", _("Confiscation")
    LICENCE_SUSPENDED = "licence_suspended", _("Licence suspended")
    LICENCE_REVOKED = "licence_revoked", _("Licence revoked or lowered")
    STOP_PRODUCTION = "stop_production", _("Production stopped")
    CLOSURE = "closure", _("Closure")
    CAREER_BAN = "career_ban", _("Ban from office")


# How a decision words each kind; fines and confiscation carry their amounts.
KIND_ZH = {
    Kind.WARNING: "警告",
    Kind.CRITICISM: "通报批评",
    Kind.FINE: "罚款",
    Kind.CONFISCATION: "没收违法所得、非法财物",
    Kind.LICENCE_SUSPENDED: "暂扣许可证件",
    Kind.LICENCE_REVOKED: "降低资质等级、吊销许可证件",
    Kind.STOP_PRODUCTION: "责令停产停业",
    Kind.CLOSURE: "责令关闭",
    Kind.CAREER_BAN: "限制从业",
}


class Remedy(models.TextChoices):
    """What the party can do against a decision."""

    REVIEW = "review", _("Reconsideration")
    SUIT = "suit", _("Suit")


class Ruling(models.TextChoices):
    """How the court answered an application for enforcement (Coercion Law arts. 56 to 58)."""

    ENFORCE = "enforce", _("The court enforces the decision")
    REFUSED = "refused", _("The court refuses to enforce it")
    NOT_ACCEPTED = "not_accepted", _("The court does not take the application up")


UNENFORCED = (Ruling.REFUSED, Ruling.NOT_ACCEPTED)
HEARING = (State.HEARING_REQUESTED, State.HEARING_SET, State.HEARING_ANNOUNCED)
# Served and not yet paid.
ENFORCED = (State.SERVED, State.DEMANDED, State.IN_COURT)
OPEN = (
    State.PROPOSED,
    State.FILED,
    State.REPORTED,
    State.INVESTIGATED,
    State.NOTIFIED,
    *HEARING,
    State.HEARING_HELD,
    State.HEARD,
    State.REVIEWED,
    State.DECIDED,
    *ENFORCED,
    State.PAID,
)
# Before anybody outside was told.
UNTOLD = (State.PROPOSED, State.FILED, State.REPORTED, State.INVESTIGATED)
# Filed, and not decided yet.
UNDECIDED = (
    State.FILED,
    State.REPORTED,
    State.INVESTIGATED,
    State.NOTIFIED,
    *HEARING,
    State.HEARING_HELD,
    State.HEARD,
    State.REVIEWED,
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
