"""What people type about a listing. Nothing here saves."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interface.forms import DatePicker, DayField
from investigations.forms.fields import DayForm, day_field, past_day, words_field
from sanctions.models import Board, Penalty
from statutes.listing import SITUATIONS
from workflow.forms import NoteForm, ReasonForm


class ProposeForm(ReasonForm):
    """In which situation of the order somebody comes up for the list, and who."""

    field_order = ["seen", "click", "situation", "person_name", "person_role", "note"]
    situation = forms.ChoiceField(
        label=_("Situation"),
        error_messages={"required": _("Choose the situation."), "invalid_choice": _("Choose the situation.")},
    )
    person_name = forms.CharField(
        label=_("Person"),
        help_text=_("Leave this empty to list the unit itself."),
        max_length=60,
        required=False,
    )
    person_role = forms.CharField(label=_("Post of the person"), max_length=60, required=False)

    def __init__(self, *args: Any, subject: Penalty, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        is_chinese = (get_language() or "").startswith("zh")
        self.fields["situation"].choices = [  # type: ignore[attr-defined]
            (key, one.title_zh if is_chinese else one.title_en) for key, one in SITUATIONS.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the post of a person who is named."""
        given = super().clean() or {}
        if given.get("person_name") and not given.get("person_role"):
            self.add_error("person_role", _("Give the post of the person."))
        return given


class RegisterForm(DayForm):
    """When the entry was made in the credit system."""

    day, label = "registered_on", _("Entered on")


class RemovalForm(NoteForm):
    """The party's application for early removal, and what was checked of its conditions."""

    field_order = [
        "seen",
        "click",
        "asked_on",
        "asked_because",
        "is_harm_removed",
        "has_no_ban_running",
        "note",
    ]
    asked_on = day_field(_("Asked for on"), past_day)
    asked_because = words_field(_("Reasons of the party"), _("Write down what the party gives as reasons."))
    is_harm_removed = forms.BooleanField(label=_("The harm is removed: we have checked it"), required=False)
    has_no_ban_running = forms.BooleanField(
        label=_("No ban by law is running against the party: we have checked it"), required=False
    )


class RecordForm(forms.Form):
    """Which day is asked about."""

    on = DayField(
        label=_("Day"),
        widget=DatePicker(),
        error_messages={"required": _("Enter the date."), "invalid": _("Enter a real date.")},
        validators=[past_day],
    )
    board = forms.ChoiceField(label=_("List"), required=False, choices=[("", _("All")), *Board.choices])
    q = forms.CharField(label=_("Name or unified social credit code"), required=False, max_length=100)

    def clean_on(self) -> datetime.date:
        """Take a day that the calendar of this system reaches."""
        day: datetime.date = self.cleaned_data["on"]
        if day.year < timezone.localdate().year - LONGEST_LOOK_BACK:
            raise ValidationError(_("Nothing is on record for a day so long ago."))
        return day


# No list is shown longer than this, in years.
LONGEST_LOOK_BACK = 50
