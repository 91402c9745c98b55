"""Writes of a fine that was not paid: reminder, demand before enforcement, the party's answer, the court."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sanctions.models import Penalty
from sanctions.notices_collecting import Debt, court_application, enforcement_demand, payment_demand
from sanctions.services.enforcement import surcharge_of
from sanctions.services.penalties import issue
from sanctions.services.remittances import received_for
from sanctions.states import Ruling
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.selectors import last_clock
from workflow.services import advance


def debt_of(penalty: Penalty) -> Debt:
    """Reckon what a party owes today: the fine and its surcharge, less what the treasury received."""
    clock, added = last_clock(penalty, "penalty.pay"), surcharge_of(penalty)
    return Debt(
        fine=penalty.fine,
        surcharge=added.amount if added else Decimal(),
        received=received_for(penalty),
        due_on=timezone.localdate(clock.due_at) if clock else timezone.localdate(),
    )


@transaction.atomic
def remind_party(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Remind a party that is late, in writing, of the fine and of what is added each day."""
    entry = advance(penalty, "remind", actor=actor, note=note)
    issue(penalty, "payment_demand", payment_demand(penalty, debt_of(penalty)), actor=actor)
    return entry


@transaction.atomic
def demand_payment(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Demand payment before enforcement, in writing; the period runs from its service."""
    entry = advance(penalty, "demand", actor=actor, note=note)
    issue(penalty, "enforcement_demand", enforcement_demand(penalty, debt_of(penalty)), actor=actor)
    return entry


@transaction.atomic
def serve_demand(
    penalty: Penalty, *, actor: User, demand_served_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record that the demand reached the party; ten working days later the court can be applied to."""
    _refuse_outside(demand_served_on, since=penalty.demanded_on)
    return advance(penalty, "serve_demand", actor=actor, note=note, demand_served_on=demand_served_on)


@transaction.atomic
def hear_demand(penalty: Penalty, *, actor: User, statement: str, answer: str, note: str = "") -> LogEntry:
    """Record what the party says to the demand, and what the office answers after its review."""
    return advance(penalty, "hear_demand", actor=actor, note=note, statement=statement, answer=answer)


@transaction.atomic
def apply_to_court(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Apply to the court with the application that the leader signs."""
    entry = advance(penalty, "apply_to_court", actor=actor, note=note)
    application = court_application(penalty, debt_of(penalty), head=actor)
    issue(penalty, "court_application", application, actor=actor)
    return entry


@transaction.atomic
def note_acceptance(
    penalty: Penalty, *, actor: User, court_accepted_on: datetime.date, court_number: str, note: str = ""
) -> LogEntry:
    """Note that the court took the application up, with its number."""
    _refuse_outside(court_accepted_on, since=penalty.applied_on)
    return advance(
        penalty,
        "note_acceptance",
        actor=actor,
        note=note,
        court_accepted_on=court_accepted_on,
        court_number=court_number,
    )


@transaction.atomic
def note_ruling(
    penalty: Penalty, *, actor: User, ruling: str, ruled_on: datetime.date, note: str = ""
) -> LogEntry:
    """Note how the court answered; it rules on what it took up."""
    _refuse_outside(ruled_on, since=penalty.court_accepted_on or penalty.applied_on)
    if (ruling == Ruling.NOT_ACCEPTED) == (penalty.court_accepted_on is not None):
        raise MoveRefused(
            _("The court took the application up; it cannot have refused to.")
            if penalty.court_accepted_on
            else _("The court rules on what it has taken up. Note that first.")
        )
    return advance(penalty, "note_ruling", actor=actor, note=note, ruling=ruling, ruled_on=ruled_on)


@transaction.atomic
def end_enforcement(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Close a proceeding that the court does not or could not enforce, with the reason."""
    return advance(penalty, "end_enforcement", actor=actor, note=note)


def _refuse_outside(day: datetime.date, *, since: datetime.date | None) -> None:
    if since and not since <= day <= timezone.localdate():
        raise MoveRefused(_("The day lies between the step before it and today."))
