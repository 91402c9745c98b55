"""Reads of people and agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Agency, Delegation, DutyAssignment, Recusal, User
from workflow.models import Subject

M = TypeVar("M", bound=Model)


def me(request: HttpRequest) -> User:
    """Return the person who is signed in; only behind LoginRequiredMiddleware."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]


def people_with_duty(duty: str) -> QuerySet[User]:
    """Return the active people who hold `duty` today."""
    holders = DutyAssignment.objects.in_force().filter(duty=duty).values("user_id")
    return User.objects.filter(is_active=True, pk__in=holders).order_by("pk")


def people_doing(duty: str) -> QuerySet[User]:
    """Return the active people who do `duty` today: those who hold it, and those who stand in for one of them."""
    deputies = Delegation.objects.in_force().filter(duty=duty).values("deputy_id")
    return people_with_duty(duty) | User.objects.filter(is_active=True, pk__in=deputies)


def people_directory() -> QuerySet[User]:
    """Return everybody with their agency; `held` has the duties of today. Two queries, however many people."""
    today = DutyAssignment.objects.in_force().order_by("duty")
    people = User.objects.select_related("agency").order_by("-is_active", "agency__code", "username")
    return people.prefetch_related(Prefetch("duty_assignments", queryset=today, to_attr="held"))


def delegations_to_come(user: User) -> QuerySet[Delegation]:
    """Return the duties that a person has delegated, as far as they run or are to run."""
    given = Delegation.objects.filter(delegator=user, ends_on__gte=timezone.localdate())
    return given.select_related("delegator", "deputy")


def get_office() -> Agency:
    """Return the agency that runs this system; raise Agency.DoesNotExist before set-up."""
    return Agency.objects.get(is_office=True)


def without_recused(subjects: QuerySet[M], user: Any, columns: Mapping[str, str]) -> QuerySet[M]:
    """Leave out the files that `user` is kept away from; `columns` names the key of each kind of file in the query.

    `{"reports.report": "pk"}` for tips; a case names its own key and that of its tip.
    """
    for label, column in columns.items():
        if kept_away := user.recused_from.get(label):
            subjects = subjects.exclude(**{f"{column}__in": kept_away})
    return subjects


def recused_people(*subjects: Subject | None) -> QuerySet[User]:
    """Return who is kept away from one of these files; the public site asks too, and may read no password."""
    found = Recusal.objects.none()
    for subject in subjects:
        if subject is not None:
            found |= Recusal.objects.filter(subject_label=subject.label(), subject_id=subject.pk)
    return User.objects.defer("password").filter(pk__in=found.values("person"))


def people_named_in(texts: Iterable[str]) -> list[User]:
    """Return the active people whose name stands in one of the texts. Two people of one name are both found."""
    whole = "\n".join(texts)
    names = User.objects.filter(is_active=True).values_list("pk", "name")
    named = [pk for pk, name in names if name and name in whole]
    return list(User.objects.defer("password").filter(pk__in=named)) if named else []


def people_of(agency: Agency) -> QuerySet[User]:
    """Return the active people of an agency."""
    return User.objects.filter(is_active=True, agency=agency).order_by("pk")
