"""What people type about preserved evidence and a referral to the police. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from investigations.forms.fields import DayForm, day_field, past_day, time_field, words_field
from investigations.states import Settlement
from statutes.rules import get_rule
from workflow.forms import MoveForm, NoteForm, ReasonForm


class PreserveForm(MoveForm):
    """What is preserved, where, and by whose approval (Penalty Law art. 56)."""

    items = words_field(_("What is preserved"), _("List what is preserved."))
    place = forms.CharField(
        label=_("Where it is kept"), max_length=200, error_messages={"required": _("Say where it is kept.")}
    )
    approval_number = forms.CharField(
        label=_("Number of the head's approval"),
        max_length=80,
        error_messages={"required": _("Give the number of the approving paper.")},
    )
    preserved_on = day_field(_("Preserved on"), past_day)


class SettleForm(DayForm):
    """What becomes of it."""

    day, label = "settled_on", _("Decided on")
    settlement = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=Settlement.choices,
        widget=Radios(),
        error_messages={"required": _("Choose what becomes of it.")},
    )


class ReferralForm(MoveForm):
    """Which crime is suspected, on what grounds, and who signs."""

    crime = forms.CharField(
        label=_("Suspected crime"), max_length=120, error_messages={"required": _("Name the crime.")}
    )
    grounds = words_field(_("Grounds"), _("Say what points to a crime."), rows=5, longest=4000)
    officers = forms.CharField(
        label=_("Officers of the special group"),
        help_text=_("Separated by commas."),
        max_length=120,
        error_messages={"required": _("Name the officers.")},
    )

    def clean_officers(self) -> str:
        """Ask for as many officers as the law wants (Decree 310 art. 5)."""
        typed = self.cleaned_data["officers"].replace("、", ",").replace("，", ",").split(",")
        names = list(dict.fromkeys(name.strip() for name in typed if name.strip()))
        if len(names) < get_rule("crime.team", on=timezone.localdate()).number:
            raise ValidationError(_("One officer alone cannot refer a case: name the others, too."))
        return "、".join(names)


class HandOverForm(NoteForm):
    """When the police got the case."""

    field_order = ["seen", "handed_over_at", "note"]
    handed_over_at = time_field(_("Handed over at"))


class PoliceForm(DayForm):
    """When the police decided."""

    day, label = "police_decided_on", _("The police decided on")


class PoliceRefusalForm(PoliceForm, ReasonForm):
    """When the police declined, and why."""


class ObjectionForm(DayForm, ReasonForm):
    """When the office objected, and why."""

    day, label = "objected_on", _("Objected on")


class DeliverForm(DayForm):
    """When the material went to the police."""

    day, label = "delivered_on", _("Handed over on")
