"""Writes of orders to rectify: order, more time, the unit's report, the recheck by two officers."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case, EvidenceFile, RectificationOrder
from investigations.notices import recheck_opinion_notice, rectification_order_notice
from investigations.policies import may_order
from notices.services import issue_notice
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@transaction.atomic
def order_rectification(
    case: Case,
    *,
    actor: User,
    problem: str,
    basis: str,
    demand: str,
    due_on: datetime.date,
    responsible: str = "",
    before: EvidenceFile | None = None,
) -> RectificationOrder:
    """Order the unit to rectify by a day; the order is issued as a paper."""
    refuse_unless(may_order(case, actor))
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you order anything."))
    _refuse_foreign(case, before)
    order = RectificationOrder(
        case=case,
        unit=case.unit,
        problem=problem,
        basis=basis,
        demand=demand,
        due_on=due_on,
        responsible=responsible,
        before=before,
    )
    begin(order, move="order", actor=actor)
    _issue("rectification_order", order, rectification_order_notice(order), actor)
    return order


@transaction.atomic
def ask_extension(
    order: RectificationOrder, *, actor: User, asked_until: datetime.date, note: str
) -> LogEntry:
    """Lay before a leader that the unit needs more time, and why; what has run out is rechecked instead."""
    if order.due_on < timezone.localdate():
        raise MoveRefused(_("The date has passed: the order is rechecked, and not extended."))
    if asked_until <= order.due_on:
        raise MoveRefused(_("The new date lies after the old one."))
    return advance(order, "ask_extension", actor=actor, note=note, asked_until=asked_until)


@transaction.atomic
def grant_extension(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Let the unit have the time that was asked for."""
    return advance(order, "grant_extension", actor=actor, note=note)


@transaction.atomic
def refuse_extension(order: RectificationOrder, *, actor: User, note: str) -> LogEntry:
    """Keep the date, and say why."""
    return advance(order, "refuse_extension", actor=actor, note=note)


@transaction.atomic
def report_rectified(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Note that the unit says it is done."""
    return advance(order, "report_done", actor=actor, note=note)


@transaction.atomic
def pass_recheck(
    order: RectificationOrder,
    *,
    actor: User,
    rechecked_with: User,
    rechecked_on: datetime.date,
    after: EvidenceFile | None = None,
    note: str = "",
) -> LogEntry:
    """Note that two officers found the problem gone; the opinion is issued as a paper."""
    _refuse_foreign(order.case, after)
    facts = {"rechecked_on": rechecked_on, "after": after}
    return _recheck(order, "pass_recheck", actor=actor, other=rechecked_with, note=note, **facts)


@transaction.atomic
def fail_recheck(
    order: RectificationOrder,
    *,
    actor: User,
    rechecked_with: User,
    rechecked_on: datetime.date,
    due_on: datetime.date,
    note: str = "",
) -> LogEntry:
    """Note that two officers found the problem still there, and set a new date; the opinion is issued as a paper."""
    facts = {"rechecked_on": rechecked_on, "due_on": due_on}
    return _recheck(order, "fail_recheck", actor=actor, other=rechecked_with, note=note, **facts)


def _recheck(
    order: RectificationOrder, move: str, *, actor: User, other: User, note: str, **facts: Any
) -> LogEntry:
    if other == actor:
        raise MoveRefused(_("Two officers recheck: name the other one."))
    if not order.case.is_member(other):
        raise MoveRefused(_("%(person)s is not on the team of this case.") % {"person": other})
    entry = advance(order, move, actor=actor, note=note, officers=(actor, other), **facts)
    _issue("recheck_opinion", order, recheck_opinion_notice(order, (actor, other)), actor)
    return entry


@transaction.atomic
def cancel_order(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Cancel an order that should not have been given."""
    return advance(order, "cancel", actor=actor, note=note)


def _refuse_foreign(case: Case, photo: EvidenceFile | None) -> None:
    if photo is not None and photo.evidence.case_id != case.pk:
        raise MoveRefused(_("This photo is evidence of another case."))


def _issue(kind: str, order: RectificationOrder, context: dict[str, Any], actor: User) -> None:
    issue_notice(kind, subject=order, context=context, actor=actor, agency=get_office())
