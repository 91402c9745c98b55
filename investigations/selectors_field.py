"""Reads of records from the field. They are seen with their case."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from investigations.models import Case, FieldRecord
from investigations.selectors import case_visible_to
from notices.selectors import register_visibility
from workflow.selectors import get_by_reference


def records_visible_to(user: Any) -> QuerySet[FieldRecord]:
    """Return the records from the field that `user` may see: with their cases."""
    records = FieldRecord.objects.select_related(
        "case__unit", "evidence", "officer", "second_officer", "corrects"
    )
    return records.filter(case_visible_to(user))


def records_of(user: User) -> QuerySet[FieldRecord]:
    """Return the records that somebody wrote or has to sign, the newest first."""
    mine = Q(officer=user) | Q(second_officer=user)
    return records_visible_to(user).filter(mine).order_by("-pk")


def get_record(user: Any, reference: str) -> FieldRecord:
    """Return one record, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(records_visible_to(user), reference)


def officer_called(case: Case, text: str) -> User | None:
    """Return the one member of the team who has this name or certificate number, or None."""
    team = User.objects.filter(memberships__case=case, memberships__left_at=None)
    found = list(team.filter(Q(name=text) | Q(certificate_no=text)).distinct()[:2])
    return found[0] if len(found) == 1 else None


register_visibility(FieldRecord.label(), records_visible_to)
