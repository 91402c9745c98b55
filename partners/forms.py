"""What the administrator types about partners."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from interface.forms import Checkboxes, DatePicker, DayField, Radios
from interface.sheets import CannotRead
from partners.calling import CannotCall, judge_address
from partners.models import Hook
from partners.selectors import partners_with_lists
from partners.states import Kind, Scope
from partners.tables import Table, read_table
from vault.uploads import MEBIBYTE, XLSX
from workflow.forms import MoveForm

# A key that nobody renews should not outlive the people who knew why it was made.
LONGEST_LIFE = datetime.timedelta(days=366)
MOST_A_MINUTE, MOST_A_DAY = 600, 100_000
LARGEST_TABLE = 4 * MEBIBYTE


class ConnectForm(forms.Form):
    """A new partner."""

    name = forms.CharField(
        label=_("Name of the partner"),
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
    expires_on = DayField(
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


class HookForm(MoveForm):
    """Where a partner's program is called."""

    address = forms.URLField(
        label=_("Address of the partner's program"),
        help_text=_("It begins with https://. Leave it empty to call this partner no more."),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address such as https://example.gov.cn/calls.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hook = Hook.objects.filter(partner=self.subject, is_on=True).first()
        self.fields["address"].initial = hook.address if hook else ""

    def clean_address(self) -> str:
        """Take an address outside our own network alone."""
        address: str = self.cleaned_data["address"]
        if address:
            try:
                judge_address(address)
            except CannotCall as error:
                raise forms.ValidationError(
                    _("Calls go to https addresses on the internet alone.")
                ) from error
        return address


class PartnerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of partners, by their names."""

    def label_from_instance(self, partner: Any) -> str:
        """Name the partner."""
        return str(partner.name)


class ListForm(forms.Form):
    """A hotline's list, to be checked."""

    partner = PartnerField(
        label=_("Whose list is it?"),
        queryset=partners_with_lists(),
        widget=Radios(),
        empty_label=None,
        error_messages={"required": _("Choose whose list it is.")},
    )
    table = forms.FileField(
        label=_("The list, as CSV or Excel file"),
        help_text=_(
            "The first line holds the headings, for example 工单编号, 举报类别, 被举报单位, 举报内容. "
            "The file is sealed while it arrives and is not kept."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def clean_table(self) -> Table:
        """Read the lines."""
        upload = self.cleaned_data["table"]
        if upload.held is None or upload.size > LARGEST_TABLE:
            raise forms.ValidationError(upload.refusal or _("The list is too long. Split it."))
        try:
            return read_table(b"".join(upload.chunks()), is_sheet=upload.held.media_type == XLSX)
        except CannotRead as error:
            raise forms.ValidationError(error.reason) from error
