"""Writes of orders to rectify: the order item by item, more time, the unit's report, the recheck by two officers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case, EvidenceFile, ItemStep, OrderItem, RectificationOrder
from investigations.notices import extension_notice, recheck_opinion_notice, rectification_order_notice
from investigations.policies import may_order
from investigations.states import ItemResult
from notices.services import issue_notice
from workflow.clocks import Approval
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@dataclass(frozen=True, slots=True)
class Demand:
    """One item of an order: what is wrong, which rule says so, what must be done, by when, by whom."""

    problem: str
    basis: str
    demand: str
    due_on: datetime.date
    responsible: str = ""
    before: EvidenceFile | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a recheck found of one item; what is not done has a new day."""

    result: str
    due_on: datetime.date | None = None
    after: EvidenceFile | None = None


@issues_paper
@transaction.atomic
def order_rectification(case: Case, *, actor: User, items: Sequence[Demand]) -> RectificationOrder:
    """Order the unit to rectify each item by its day; the order is issued as a paper."""
    refuse_unless(may_order(case, actor))
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you order anything."))
    if not items:
        raise MoveRefused(_("Order at least one thing."))
    _refuse_foreign(case, [item.before for item in items])
    order = RectificationOrder(case=case, unit=case.unit, due_on=min(item.due_on for item in items))
    begin(order, move="order", actor=actor)
    OrderItem.objects.bulk_create(
        OrderItem(
            order=order,
            number=number,
            problem=item.problem,
            basis=item.basis,
            demand=item.demand,
            responsible=item.responsible,
            due_on=item.due_on,
            before=item.before,
        )
        for number, item in enumerate(items, start=1)
    )
    _issue("rectification_order", order, rectification_order_notice(order), actor)
    return order


@transaction.atomic
def ask_extension(
    order: RectificationOrder, *, actor: User, asked_until: datetime.date, numbers: Sequence[int], note: str
) -> LogEntry:
    """Lay before a leader that items need more time, and why; what has run out is rechecked instead."""
    asked = [item for item in _locked(order).open_items if item.number in numbers]
    if not asked or len(asked) < len(set(numbers)):
        raise MoveRefused(_("More time is asked for items of this order that are not done."))
    if any(item.until < timezone.localdate() for item in asked):
        raise MoveRefused(_("The date has passed: the order is rechecked, and not extended."))
    if any(asked_until <= item.until for item in asked):
        raise MoveRefused(_("The new date lies after the old one."))
    facts: dict[str, Any] = {"asked_until": asked_until, "asked_items": sorted(item.number for item in asked)}
    return advance(order, "ask_extension", actor=actor, note=note, **facts)


@issues_paper
@transaction.atomic
def grant_extension(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Let the unit have the time that was asked for; the decision is issued as a paper."""
    row = _locked(order)
    until, asked = row.asked_until, row.asked
    days = [until if until and item in asked else item.until for item in row.open_items]
    due_on = min(days, default=row.due_on)
    approval = Approval(approved_on=timezone.localdate(), until_on=due_on)
    entry = advance(order, "grant_extension", actor=actor, note=note, approval=approval, due_on=due_on)
    ItemStep.objects.bulk_create(ItemStep(item=item, entry=entry, due_on=until) for item in asked)
    _issue("rectification_extension", order, extension_notice(row, is_granted=True, reason=note), actor)
    return entry


@issues_paper
@transaction.atomic
def refuse_extension(order: RectificationOrder, *, actor: User, note: str) -> LogEntry:
    """Keep the date, and say why; the decision is issued as a paper."""
    row = _locked(order)
    entry = advance(order, "refuse_extension", actor=actor, note=note)
    _issue("rectification_extension", order, extension_notice(row, is_granted=False, reason=note), actor)
    return entry


@transaction.atomic
def report_rectified(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Note that the unit says it is done."""
    return advance(order, "report_done", actor=actor, note=note)


@issues_paper
@transaction.atomic
def pass_recheck(
    order: RectificationOrder,
    *,
    actor: User,
    rechecked_with: User,
    rechecked_on: datetime.date,
    photos: Mapping[int, EvidenceFile] | None = None,
    note: str = "",
) -> LogEntry:
    """Note that two officers found every problem gone; the opinion is issued as a paper."""
    shown, row = photos or {}, _locked(order)
    found = {item.number: Looked(ItemResult.DONE, after=shown.get(item.number)) for item in row.open_items}
    people, facts = (actor, rechecked_with), {"rechecked_on": rechecked_on}
    return _recheck(order, row, "pass_recheck", people=people, note=note, found=found, **facts)


@issues_paper
@transaction.atomic
def fail_recheck(
    order: RectificationOrder,
    *,
    actor: User,
    rechecked_with: User,
    rechecked_on: datetime.date,
    found: Mapping[int, Looked],
    note: str = "",
) -> LogEntry:
    """Note what two officers found of each item at which they looked; the opinion is issued as a paper.

    What is not done, or done in part, gets a new day; what was not looked at keeps its own.
    """
    row = _locked(order)
    days = [_day_after(item, found.get(item.number), rechecked_on) for item in row.open_items]
    left = [day for day in days if day is not None]
    if not found or not found.keys() <= {item.number for item in row.open_items}:
        raise MoveRefused(_("Say what you found of an item of this order that is not done."))
    if not left:
        raise MoveRefused(_("Everything is done: the order has passed its recheck."))
    people, facts = (actor, rechecked_with), {"rechecked_on": rechecked_on, "due_on": min(left)}
    return _recheck(order, row, "fail_recheck", people=people, note=note, found=found, **facts)


def _day_after(item: OrderItem, looked: Looked | None, rechecked_on: datetime.date) -> datetime.date | None:
    """Return the day that an item has from now on; None where nothing is left to do."""
    if looked is None:
        return item.until
    if looked.result == ItemResult.DONE:
        return None
    if looked.due_on is None or looked.due_on < rechecked_on:
        raise MoveRefused(_("Give what is not done a new date, not before the recheck."))
    return looked.due_on


def _recheck(
    order: RectificationOrder,
    row: RectificationOrder,
    move: str,
    *,
    people: tuple[User, User],
    note: str,
    found: Mapping[int, Looked],
    **facts: Any,
) -> LogEntry:
    actor, other = people
    if other == actor:
        raise MoveRefused(_("Two officers recheck: name the other one."))
    if not order.case.is_member(other):
        raise MoveRefused(_("%(person)s is not on the team of this case.") % {"person": other})
    _refuse_foreign(order.case, [looked.after for looked in found.values()])
    entry = advance(order, move, actor=actor, note=note, officers=people, **facts)
    ItemStep.objects.bulk_create(
        ItemStep(item=item, entry=entry, result=looked.result, due_on=looked.due_on, after=looked.after)
        for item in row.open_items
        if (looked := found.get(item.number))
    )
    _issue("recheck_opinion", order, recheck_opinion_notice(order, people), actor)
    return entry


def _locked(order: RectificationOrder) -> RectificationOrder:
    """Return the order as the table has it, with its items, locked: two may recheck at once."""
    orders = RectificationOrder.objects.select_for_update().prefetch_related("items__steps")
    row: RectificationOrder = orders.get(pk=order.pk)
    return row


@transaction.atomic
def take_back_steps(entry: LogEntry) -> None:
    """Take back what a move that was annulled did to the items of its order."""
    ItemStep.objects.filter(entry=entry).delete()


@transaction.atomic
def cancel_order(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Cancel an order that should not have been given."""
    return advance(order, "cancel", actor=actor, note=note)


def _refuse_foreign(case: Case, photos: Iterable[EvidenceFile | None]) -> None:
    if any(photo is not None and photo.evidence.case_id != case.pk for photo in photos):
        raise MoveRefused(_("This photo is evidence of another case."))


def _issue(kind: str, order: RectificationOrder, context: dict[str, Any], actor: User) -> None:
    issue_notice(kind, subject=order, context=context, actor=actor, agency=get_office())
