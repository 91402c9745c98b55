"""What is typed about people: one who joins, a list of them, the duties of one. Nothing here saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Duty, User
from accounts.policies import may_hold
from desk.forms_lists import CarriedListForm
from desk.people_lists import PEOPLE, Line, faults_of, read_people
from interface.forms import Checkboxes


class DutiesForm(forms.Form):
    """What a person is charged with."""

    duties = forms.MultipleChoiceField(
        label=_("Duties"), choices=Duty.choices, widget=Checkboxes(is_small=True), required=False
    )

    def clean_duties(self) -> list[str]:
        """Refuse what one person may not hold together."""
        wanted: list[str] = self.cleaned_data["duties"]
        if not (verdict := may_hold(wanted)):
            raise ValidationError(str(verdict.reason))
        return wanted


class AddressForm(forms.Form):
    """To which address somebody gets mail."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("It is kept as this person's address."),
        error_messages={
            "required": _("Enter the e-mail address."),
            "invalid": _("Type an e-mail address, such as name@example.cn."),
        },
    )


class PersonForm(DutiesForm):
    """Somebody who joins."""

    field_order = ("name", "username", "agency", "duties", "certificate_no", "email")
    name = forms.CharField(label=_("Name"), max_length=60, error_messages={"required": _("Enter the name.")})
    username = forms.CharField(
        label=_("User name to sign in with"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        error_messages={"required": _("Enter a user name.")},
    )
    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        to_field_name="code",
        error_messages={
            "required": _("Choose the agency."),
            "invalid_choice": _("Choose one of the agencies listed."),
        },
    )
    certificate_no = forms.CharField(
        label=_("Enforcement certificate"),
        help_text=_("An investigator has one."),
        max_length=40,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("Type an e-mail address, such as name@example.cn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies: Any = self.fields["agency"]
        agencies.queryset = Agency.objects.order_by("-is_office", "name")

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        typed: str = self.cleaned_data["username"]
        if User.objects.filter(username=typed).exists():
            raise ValidationError(_("Somebody has this user name already."))
        return typed

    def clean(self) -> dict[str, Any]:
        """Say what else does not fit."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            line = Line(0, given["username"], given["name"], given["agency"], tuple(given["duties"]))
            line.certificate_no, line.email = given["certificate_no"], given["email"]
            for fault in faults_of(line):
                self.add_error(None, fault)
        return given


class PeopleListForm(CarriedListForm):
    """A list of people."""

    heads = PEOPLE
    hint = _("It is checked first, line by line. Nobody is entered before you say so.")

    @staticmethod
    def read(data: bytes) -> Sequence[Any]:
        """Read the lines."""
        return read_people(data)
