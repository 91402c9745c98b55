"""Writes of what comes before and after the payment: more time, instalments, the closing and its index."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sanctions.models import Penalty
from sanctions.notices_file import case_closing, payment_deferral
from sanctions.services.penalties import issue
from workflow.clocks import Approval
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.selectors import running_clock
from workflow.services import advance

FEWEST_PARTS = 2
# A plan of parts: the day and the amount in yuan of each.
Plan = Sequence[tuple[datetime.date, Decimal]]


@transaction.atomic
def ask_for_time(
    penalty: Penalty, *, actor: User, asked_on: datetime.date, because: str, note: str = ""
) -> LogEntry:
    """Note that the party asks for a later day or for instalments, and why."""
    if penalty.served_on and not penalty.served_on <= asked_on <= timezone.localdate():
        raise MoveRefused(_("The day lies between the service and today."))
    return advance(penalty, "ask_for_time", actor=actor, note=note, asked_on=asked_on, asked_because=because)


@issues_paper
@transaction.atomic
def grant_delay(penalty: Penalty, *, actor: User, until_on: datetime.date, note: str) -> LogEntry:
    """Let the party pay until a later day, for a reason; it gets the permission in writing."""
    if until_on <= _due_on(penalty):
        raise MoveRefused(_("The new day must lie after the one that counts now."))
    approval = Approval(approved_on=timezone.localdate(), until_on=until_on)
    entry = advance(penalty, "grant_delay", actor=actor, note=note, approval=approval, delayed_to=until_on)
    issue(penalty, "payment_deferral", payment_deferral(penalty, approved_by=actor), actor=actor)
    return entry


@issues_paper
@transaction.atomic
def grant_instalments(penalty: Penalty, *, actor: User, parts: Plan, note: str) -> LogEntry:
    """Let the party pay in parts that add up to the fine to the fen; the first day counts from now on."""
    plan = _plan_of(penalty, parts)
    approval = Approval(approved_on=timezone.localdate(), until_on=parts[0][0])
    entry = advance(penalty, "grant_instalments", actor=actor, note=note, approval=approval, plan=plan)
    issue(penalty, "payment_deferral", payment_deferral(penalty, approved_by=actor), actor=actor)
    return entry


@transaction.atomic
def refuse_time(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Grant no more time, with the reason; the period to pay runs on as it was."""
    return advance(penalty, "refuse_time", actor=actor, note=note)


def note_parts(penalty: Penalty, *, actor: User, paid_on: datetime.date, received: Decimal) -> None:
    """Note the instalments that a payment covers, if it came while the plan was kept; a missed one ended it."""
    covered, total = 0, 0
    for part in penalty.parts:
        total += part.fen
        if total > int(received * 100):
            break
        covered += 1
    if penalty.state != "served" or not penalty.parts_paid < covered < len(penalty.parts):
        return
    if paid_on > _due_on(penalty):
        return
    approval = Approval(approved_on=paid_on, until_on=penalty.parts[covered].due_on)
    advance(penalty, "note_part", actor=actor, approval=approval, parts_paid=covered)


@transaction.atomic
def propose_closing(penalty: Penalty, *, actor: User, grounds: str, note: str = "") -> LogEntry:
    """Lay the file before a leader to be closed, and say why it can be."""
    return advance(penalty, "propose_closing", actor=actor, note=note, proposed_by=actor, grounds=grounds)


@transaction.atomic
def keep_open(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Give the file back to the officers, with the reason."""
    return advance(penalty, "keep_open", actor=actor, note=note)


@issues_paper
@transaction.atomic
def close_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Approve the closing, with its form; the worker adds the index of the file."""
    entry = advance(penalty, "close", actor=actor, note=note, closed_by=actor)
    issue(penalty, "case_closing", case_closing(penalty), actor=actor)
    return entry


def _plan_of(penalty: Penalty, parts: Plan) -> list[list[str | int]]:
    if len(parts) < FEWEST_PARTS:
        raise MoveRefused(_("Instalments are at least two. For one later day grant a delay."))
    days = [day for day, _amount in parts]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise MoveRefused(_("Each instalment is due after the one before it."))
    if days[0] < _due_on(penalty):
        raise MoveRefused(_("The first instalment is not due before the day that counts now."))
    plan: list[list[str | int]] = [[day.isoformat(), int(amount * 100)] for day, amount in parts]
    if any(amount <= 0 or amount * 100 != int(amount * 100) for _day, amount in parts):
        raise MoveRefused(_("Each instalment is an amount in yuan and fen, more than nothing."))
    total = sum((amount for _day, amount in parts), Decimal())
    if total != penalty.fine:
        raise MoveRefused(
            _("The instalments add up to %(total)s yuan; the fine is %(fine)s yuan.")
            % {"total": f"{total:,.2f}", "fine": f"{penalty.fine:,.2f}"}
        )
    return plan


def _due_on(penalty: Penalty) -> datetime.date:
    return timezone.localdate(running_clock(penalty, "penalty.pay").due_at)
