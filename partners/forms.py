"""What the administrator types about partners."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from interface.forms import Checkboxes, DatePicker, Radios
from partners.states import Kind, Scope
from workflow.forms import MoveForm

# A key that nobody renews should not outlive the people who knew why it was made.
LONGEST_LIFE = datetime.timedelta(days=366)
MOST_A_MINUTE, MOST_A_DAY = 600, 100_000


class ConnectForm(forms.Form):
    """A new partner."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As it stands on the tips that come from there. It cannot be changed afterwards."),
        max_length=80,
        error_messages={"required": _("Give the name.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Kind.choices,
        widget=Radios(),
        error_messages={"required": _("Choose what it is.")},
    )
    agency = forms.ModelChoiceField(
        label=_("Whose transfers does it receive?"),
        queryset=Agency.objects.filter(is_office=False),
        empty_label=_("None"),
        required=False,
    )


class KeyForm(MoveForm):
    """A new key: what it is good for, until when, how often."""

    scopes = forms.MultipleChoiceField(
        label=_("What is the key good for?"),
        choices=Scope.choices,
        widget=Checkboxes(),
        error_messages={"required": _("Choose at least one thing.")},
    )
    expires_on = forms.DateField(
        label=_("Good until"),
        help_text=_("A year at most. Make the next key before this one ends; both work side by side."),
        widget=DatePicker(),
        error_messages={"required": _("Say until when."), "invalid": _("Enter a real date.")},
    )
    a_minute = forms.IntegerField(
        label=_("Requests a minute"), min_value=1, max_value=MOST_A_MINUTE, initial=60
    )
    a_day = forms.IntegerField(label=_("Requests a day"), min_value=1, max_value=MOST_A_DAY, initial=5000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + LONGEST_LIFE

    def clean_expires_on(self) -> datetime.date:
        """Take a day to come, within a year."""
        day: datetime.date = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + LONGEST_LIFE:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day
