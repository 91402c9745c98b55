"""What people type in rooms of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import DELEGABLE, User
from desk.forms_keys import WRONG, PasswordField
from enterprises.models import Unit
from enterprises.selectors import find_unit
from investigations.forms.fields import coming_day, day_field


class LoginForm(forms.Form):
    """Name, password, and a code where a second factor is set up. Whether they fit is judged together, later."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type your user name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )
    code = forms.CharField(
        label=_("Code from your telephone"),
        help_text=_("Only if you have set up a second factor. A recovery code will do, too."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "govuk-input--width-10"}),
    )


class CodeForm(forms.Form):
    """The password once more, and a code from a telephone."""

    password = PasswordField(label=_("Your password"))
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Type the code.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> None:
        """Ask whether it is theirs: an open session alone changes no factor."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(WRONG)


class DelegateForm(forms.Form):
    """Who stands in for somebody, in which duty, from when to when, and why."""

    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=User.objects.none(),
        to_field_name="username",
        error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose a person.")},
    )
    duty = forms.ChoiceField(
        label=_("Duty"),
        error_messages={"required": _("Choose a duty."), "invalid_choice": _("Choose a duty.")},
    )
    starts_on = day_field(_("First day"), coming_day)
    ends_on = day_field(_("Last day"), coming_day)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For example: on leave; training in the city."),
        max_length=200,
        error_messages={"required": _("Give the reason.")},
    )

    def __init__(self, *args: Any, delegator: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields["deputy"]
        others.queryset = User.objects.filter(is_active=True).exclude(pk=delegator.pk).order_by("username")
        duties: Any = self.fields["duty"]
        duties.choices = [(duty.value, duty.label) for duty in DELEGABLE if duty in delegator.duties]


class TieForm(forms.Form):
    """To which unit somebody is tied, and how."""

    unit = forms.CharField(
        label=_("Unit"),
        help_text=_("Its full name or its unified social credit code."),
        max_length=120,
        error_messages={"required": _("Name the unit.")},
    )
    why = forms.CharField(
        label=_("What ties you to it?"),
        help_text=_("For example: my brother works there; I worked there until 2024; I own a share."),
        max_length=200,
        error_messages={"required": _("Say what ties you to it.")},
    )

    def clean_unit(self) -> Unit:
        """Find the unit in the register."""
        found = find_unit(self.cleaned_data["unit"])
        if found is None:
            raise ValidationError(_("The register has no unit of this name or code."))
        return found
