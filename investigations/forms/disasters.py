"""What people type about a natural disaster. Nothing here saves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from investigations.forms.fields import (
    DayForm,
    line_field,
    loss_field,
    people_field,
    time_field,
    words_field,
)
from investigations.states import Hazard
from statutes.levels import AccidentLevel
from statutes.wording import TITLES
from workflow.forms import NoteForm, ReasonForm

NUMBERS = ("deaths", "missing", "serious_injuries", "hectares", "loss")


def hectares_field() -> forms.DecimalField:
    """Return the field of an area of forest."""
    return forms.DecimalField(
        label=_("Damaged forest in hectares"),
        min_value=Decimal(0),
        max_digits=9,
        decimal_places=2,
        initial=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={"required": _("Enter the area, 0 for none."), "invalid": _("Enter a number.")},
    )


class DisasterForm(forms.Form):
    """What is known at once."""

    hazard = forms.ChoiceField(
        label=_("What kind of disaster?"),
        choices=Hazard.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the kind of disaster.")},
    )
    happened_at = time_field(_("When it happened"))
    received_at = time_field(_("When the office learnt of it"))
    place = line_field(_("Place"), _("Say where it happened."), longest=180)
    course = words_field(_("Brief course"), _("Say briefly what happened."))
    stated_level = forms.ChoiceField(
        label=_("Announced level"),
        help_text=_(
            "For a flood or drought alone: no text gives numbers for it. The others follow by themselves."
        ),
        choices=[("", _("Not a flood")), *((level.value, TITLES[level][0]) for level in AccidentLevel)],
        required=False,
    )
    deaths = people_field(_("Deaths"))
    missing = people_field(_("Missing"))
    serious_injuries = people_field(_("Seriously injured"))
    hectares = hectares_field()
    loss = loss_field()

    def clean(self) -> dict[str, Any] | None:
        """Refuse that somebody knew before it happened, and a flood without its level."""
        happened_at, at = self.cleaned_data.get("happened_at"), self.cleaned_data.get("received_at")
        if at and happened_at and at < happened_at:
            self.add_error("received_at", _("This time lies before the disaster."))
        if self.cleaned_data.get("hazard") == Hazard.FLOOD and not self.cleaned_data.get("stated_level"):
            self.add_error("stated_level", _("Choose the level that was announced."))
        return super().clean()


class ReportDisasterForm(NoteForm):
    """When the city was told."""

    field_order = ["seen", "reported_up_at", "note"]
    reported_up_at = time_field(_("When the city was told"))


class LossesForm(NoteForm):
    """The numbers as they stand now."""

    field_order = ["seen", *NUMBERS, "note"]
    deaths = people_field(_("Deaths"))
    missing = people_field(_("Missing"))
    serious_injuries = people_field(_("Seriously injured"))
    hectares = hectares_field()
    loss = loss_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            self.fields[name].initial = getattr(self.subject, name)


class AssessmentForm(DayForm):
    """What an assessment finds out (measures of 2025 art. 2)."""

    day, label = "assessed_on", _("Handed in on")
    cause = words_field(_("Cause"), _("Write the cause."), longest=4000)
    course = words_field(_("Course"), _("Write the course."), longest=4000)
    nature = words_field(_("Nature"), _("Write the nature."), longest=1000)
    impact = words_field(_("Impact"), _("Write the impact."), longest=4000)
    responsibility = words_field(_("Responsibility"), _("Write who is responsible, or that nobody is."))
    advice = words_field(_("Advice for prevention"), _("Write what should be done."), longest=4000)


class DecisionForm(DayForm):
    """What the government decided."""

    day, label = "decided_on", _("Decided on")
    decision = words_field(_("Decision on responsibility"), _("Write who is responsible, or that nobody is."))


class HandUpDisasterForm(ReasonForm):
    """When it was handed up, and why."""

    field_order = ["seen", "handed_up_at", "note"]
    handed_up_at = time_field(_("Handed up at"))
