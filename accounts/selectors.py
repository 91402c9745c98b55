"""Reads of people and agencies."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import Agency, DutyAssignment, User


def people_with_duty(duty: str) -> QuerySet[User]:
    """Return the active people who hold `duty` today."""
    holders = DutyAssignment.objects.in_force().filter(duty=duty).values("user_id")
    return User.objects.filter(is_active=True, pk__in=holders).order_by("pk")


def get_office() -> Agency:
    """Return the agency that runs this system; raise Agency.DoesNotExist before set-up."""
    return Agency.objects.get(is_office=True)
