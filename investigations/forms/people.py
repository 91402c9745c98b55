"""Fields in which people are chosen, and who may be."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from investigations.models import Case
from investigations.selectors import people_kept_away

LONGEST_KEY = re.compile(r"[0-9]{1,18}$")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the investigators."""

    def label_from_instance(self, obj: User) -> str:
        """Name the person with the agency that sends them."""
        return name_with_agency(obj)


class ManyChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some rows of a table."""

    def clean(self, value: Any) -> Any:
        """Refuse what cannot be a key before a database is asked: it takes no number of any length."""
        for key in value or ():
            if not LONGEST_KEY.match(str(key)):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)


class PeopleChoice(ManyChoices):
    """Some of the investigators."""

    def label_from_instance(self, obj: User) -> str:
        """Name the person with the agency that sends them."""
        return name_with_agency(obj)


def name_with_agency(user: User) -> str:
    """Name a person with their agency."""
    return f"{user.name}（{user.agency.name}）" if user.agency else user.name


def eligible_for(case: Case) -> QuerySet[User]:
    """Return the investigators who may join the team of a case: whoever has a conflict of interest is left out."""
    investigators = people_with_duty(Duty.INVESTIGATOR).select_related("agency")
    return investigators.exclude(pk__in=people_kept_away(case).values("pk"))
