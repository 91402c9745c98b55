"""Reads of cases."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Case as Condition
from django.db.models import Q, QuerySet, When

from accounts.grants import granted
from accounts.models import Duty, User
from enterprises.selectors import people_in_conflict, without_conflicts
from investigations.models import (
    Accident,
    Case,
    FileAccess,
    Preservation,
    RectificationOrder,
    Referral,
    TeamMember,
)
from investigations.states import Kind, Role
from notices.selectors import register_visibility
from reports.models import Report
from workflow.models import Subject
from workflow.selectors import get_by_reference

INVESTIGATE = "investigate_case"
S = TypeVar("S", bound=Subject)


def cases_visible_to(user: Any) -> QuerySet[Case]:
    """Return the cases that `user` may see: leaders all, reviewers too but for retaliation, others their own.

    Supervision sees those that it leads and retaliation; whoever has a conflict of interest sees none of either.
    """
    cases = without_conflicts(
        Case.objects.select_related("unit", "report", "lead_agency"),
        user,
        unit="unit",
        columns={Case.label(): "pk", Report.label(): "report"},
    )
    if user.has_duty(Duty.SUPERVISION):
        is_theirs = Q(is_internal=True) | Q(kind=Kind.RETALIATION)
        return cases if user.has_duty(Duty.LEADER, Duty.REVIEWER) else cases.filter(is_theirs)
    if user.has_duty(Duty.LEADER):
        return cases.filter(is_internal=False)
    if user.has_duty(Duty.REVIEWER):
        return cases.filter(is_internal=False).exclude(kind=Kind.RETALIATION)
    if user.has_duty(Duty.INVESTIGATOR):
        return granted(user, INVESTIGATE, cases)
    return cases.none()


def get_case(user: Any, reference: str) -> Case:
    """Return one case, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(cases_visible_to(user), reference)


def people_kept_away(case: Case) -> QuerySet[User]:
    """Return who has a conflict of interest in a case: kept away from it or its tip, or tied to its unit."""
    return people_in_conflict(case, case.report, unit=case.unit)


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
    return get_by_reference(orders_visible_to(user), reference)


def accidents_visible_to(user: Any) -> QuerySet[Accident]:
    """Return the accidents that `user` may see: with their cases, and all for the duty desk that takes them in."""
    accidents = Accident.objects.select_related("case__unit", "case__lead_agency")
    if user.has_duty(Duty.DESK):
        return accidents
    return accidents.filter(case__in=cases_visible_to(user).order_by().values("pk"))


def preservations_visible_to(user: Any) -> QuerySet[Preservation]:
    """Return the preserved evidence that `user` may see: with its case."""
    preservations = Preservation.objects.select_related("case__unit")
    return preservations.filter(case__in=cases_visible_to(user).order_by().values("pk"))


def referrals_visible_to(user: Any) -> QuerySet[Referral]:
    """Return the referrals that `user` may see: with their case."""
    referrals = Referral.objects.select_related("case__unit")
    return referrals.filter(case__in=cases_visible_to(user).order_by().values("pk"))


def accesses_visible_to(user: Any) -> QuerySet[FileAccess]:
    """Return who looked into the files of the cases that `user` may see."""
    accesses = FileAccess.objects.select_related("case__unit")
    return accesses.filter(case__in=cases_visible_to(user).order_by().values("pk"))


def get_access(user: Any, reference: str) -> FileAccess:
    """Return one entry of the register, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(accesses_visible_to(user), reference)


def get_accident(user: Any, reference: str) -> Accident:
    """Return one accident, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(accidents_visible_to(user), reference)


def get_preservation(user: Any, reference: str) -> Preservation:
    """Return some preserved evidence, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(preservations_visible_to(user), reference)


def get_referral(user: Any, reference: str) -> Referral:
    """Return one referral, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(referrals_visible_to(user), reference)


register_visibility(Accident.label(), accidents_visible_to)
register_visibility(Preservation.label(), preservations_visible_to)
register_visibility(Referral.label(), referrals_visible_to)
register_visibility(Case.label(), cases_visible_to)
register_visibility(RectificationOrder.label(), orders_visible_to)
