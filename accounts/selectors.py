"""Reads of people and agencies."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from accounts.models import Agency, DutyAssignment, User


def me(request: HttpRequest) -> User:
    """Return the person who is signed in; only behind LoginRequiredMiddleware."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]


def people_with_duty(duty: str) -> QuerySet[User]:
    """Return the active people who hold `duty` today."""
    holders = DutyAssignment.objects.in_force().filter(duty=duty).values("user_id")
    return User.objects.filter(is_active=True, pk__in=holders).order_by("pk")


def people_directory() -> QuerySet[User]:
    """Return everybody with their agency; `held` has the duties of today. Two queries, however many people."""
    today = DutyAssignment.objects.in_force().order_by("duty")
    people = User.objects.select_related("agency").order_by("-is_active", "agency__code", "username")
    return people.prefetch_related(Prefetch("duty_assignments", queryset=today, to_attr="held"))


def get_office() -> Agency:
    """Return the agency that runs this system; raise Agency.DoesNotExist before set-up."""
    return Agency.objects.get(is_office=True)
