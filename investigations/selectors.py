"""Reads of cases."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case as Condition
from django.db.models import Q, QuerySet, When
from django.http import Http404

from accounts.grants import granted
from accounts.models import Duty
from investigations.models import Case, RectificationOrder, TeamMember
from investigations.states import Kind, Role
from notices.selectors import register_visibility

INVESTIGATE = "investigate_case"


def cases_visible_to(user: Any) -> QuerySet[Case]:
    """Return the cases that `user` may see: leaders all, reviewers too but for retaliation, others their own.

    Retaliation is seen by leaders, the supervision duty and the team alone.
    """
    cases = Case.objects.select_related("unit", "report", "lead_agency")
    if user.has_duty(Duty.LEADER):
        return cases
    rooms = {Duty.REVIEWER: ~Q(kind=Kind.RETALIATION), Duty.SUPERVISION: Q(kind=Kind.RETALIATION)}
    wanted = [room for duty, room in rooms.items() if user.has_duty(duty)]
    if user.has_duty(Duty.INVESTIGATOR):
        wanted.append(Q(pk__in=granted(user, INVESTIGATE, Case.objects.all()).order_by().values("pk")))
    return cases.filter(reduce(or_, wanted)) if wanted else cases.none()


def get_case(user: Any, reference: str) -> Case:
    """Return one case, or raise Http404 when it is missing or not for `user`."""
    try:
        case: Case = Case.objects.by_reference(reference)
        return cases_visible_to(user).get(pk=case.pk)
    except Case.DoesNotExist as error:
        raise Http404 from error


def team_of(case: Case) -> QuerySet[TeamMember]:
    """Return who sits on the team now, the head first, with their agencies."""
    members = case.members.filter(left_at=None).select_related("user__agency")
    return members.order_by(Condition(When(role=Role.HEAD, then=0), default=1), "pk")


def orders_visible_to(user: Any) -> QuerySet[RectificationOrder]:
    """Return the rectification orders that `user` may see: with their cases."""
    orders = RectificationOrder.objects.select_related("unit", "case")
    return orders.filter(case__in=cases_visible_to(user).order_by().values("pk"))


def get_order(user: Any, reference: str) -> RectificationOrder:
    """Return one rectification order of a case that `user` may see, or raise Http404."""
    try:
        order: RectificationOrder = RectificationOrder.objects.by_reference(reference)
        return orders_visible_to(user).get(pk=order.pk)
    except RectificationOrder.DoesNotExist as error:
        raise Http404 from error


register_visibility(Case.label(), cases_visible_to)
register_visibility(RectificationOrder.label(), orders_visible_to)
