"""What people type about a unit: risk, responsible persons, inspections. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.models import ResponsiblePerson, Risk, Unit
from interface.forms import Radios
from investigations.forms.fields import day_field, line_field, past_day, words_field


class RiskForm(forms.Form):
    """At which level of risk the unit is kept."""

    risk = forms.ChoiceField(
        label=_("Level of risk"), choices=[("", _("Not assessed")), *Risk.choices], required=False
    )
    is_key = forms.BooleanField(label=_("It is a key unit"), required=False)


class PersonForm(forms.Form):
    """Who is responsible from now on."""

    side = forms.ChoiceField(
        label=_("For which side?"),
        choices=ResponsiblePerson.Side.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the side.")},
    )
    name = line_field(_("Name"), _("Write the name."), longest=60)
    post = line_field(_("Post"), _("Write the post."), longest=100)
    since = day_field(_("Since"), past_day)


class InspectionForm(forms.Form):
    """Who inspected when, and what they found."""

    person = forms.ModelChoiceField(
        label=_("Who inspected?"),
        queryset=ResponsiblePerson.objects.none(),
        error_messages={"required": _("Choose who inspected.")},
    )
    inspected_on = day_field(_("Inspected on"), past_day)
    found = words_field(_("What was found"), _("Write what was found."), longest=500)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = unit.responsible_persons.exclude(side=ResponsiblePerson.Side.UNIT).order_by("side", "-since")
        self.fields["person"].queryset = theirs  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """On which days key units are inspected besides."""

    name = line_field(_("Occasion"), _("Write the occasion."), longest=60)
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"))
