"""What people type about passwords and keys. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import Checkboxes
from vault.models import PersonKey
from vault.selectors import keys_to_confirm
from vault.shares import SHEETS, Share, ShareUnreadable, parse_share
from workflow.forms import MoveForm

WRONG = _("This is not your password.")


class PasswordField(forms.CharField):
    """A password: typed blind, kept as it is."""

    def __init__(self, *, kind: str = "current-password", **how: Any) -> None:
        super().__init__(
            strip=False,
            max_length=200,
            widget=forms.PasswordInput(attrs={"autocomplete": kind}),
            error_messages={"required": _("Type the password.")},
            **how,
        )


class ChangePasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = PasswordField(label=_("Your password so far"))
    new = PasswordField(
        label=_("New password"),
        kind="new-password",
        help_text=_("At least 12 characters; several words are easy to keep and hard to guess."),
    )
    again = PasswordField(label=_("New password again"), kind="new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        """Ask the house's validators."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        given = super().clean() or self.cleaned_data
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", _("The two new passwords differ."))
        return given


class OwnPasswordForm(forms.Form):
    """One's password, before something is done to one's key."""

    password = PasswordField(label=_("Your password"))


class EarlierPasswordForm(OwnPasswordForm):
    """The password from before it was set anew, and the one of today."""

    field_order = ["earlier", "password"]
    earlier = PasswordField(label=_("The password from before it was set anew"), kind="off")


class ConfirmKeyForm(MoveForm):
    """That the fingerprint was compared."""

    compared = forms.BooleanField(
        label=_("I have compared the fingerprint with this person, face to face or by telephone."),
        error_messages={"required": _("Compare the fingerprint first.")},
    )

    @property
    def inputs(self) -> dict[str, Any]:
        """Nothing more than the click."""
        return {}


class PeopleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person, by name and agency."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the person."""
        return f"{obj.name} · {obj.agency.name}" if obj.agency else str(obj.name)


class CeremonyForm(forms.Form):
    """Who keeps the three sheets."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(pk=user.pk).select_related("agency")
        for number in SHEETS:
            self.fields[f"holder{number}"] = PeopleField(
                label=_("Who keeps sheet %(number)d?") % {"number": number},
                queryset=people.order_by("agency__code", "name"),
                empty_label=_("Choose a person"),
                error_messages={"required": _("Choose who keeps this sheet.")},
            )

    @property
    def holders(self) -> list[User]:
        """The three, in the order of the sheets."""
        return [self.cleaned_data[f"holder{number}"] for number in SHEETS]

    def clean(self) -> dict[str, Any]:
        """See that they are three."""
        given = super().clean() or self.cleaned_data
        chosen = [given[name] for name in self.fields if given.get(name)]
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("Three different people keep the three sheets."))
        return given


class ShareField(forms.CharField):
    """The code of a sheet; the group with a slip is named."""

    def __init__(self, **how: Any) -> None:
        super().__init__(
            max_length=120,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}
            ),
            error_messages={"required": _("Type the code of the sheet.")},
            **how,
        )

    def clean(self, value: Any) -> Share:
        """Read the code."""
        try:
            return parse_share(super().clean(value))
        except ShareUnreadable as unreadable:
            raise ValidationError(str(unreadable.reason)) from unreadable


class KeysField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """New keys, each with its person and fingerprint."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the person and the fingerprint."""
        return f"{obj.user.name} · {obj.fingerprint}"


class RecoverForm(forms.Form):
    """Two codes, and whose new keys the two holders vouch for."""

    first = ShareField(label=_("Code of the first sheet"), help_text=_("Eight groups of six digits."))
    second = ShareField(label=_("Code of the second sheet"))
    keys = KeysField(
        label=_("Whose new keys do you vouch for?"),
        help_text=_("Compare each fingerprint with the person who is to read again."),
        queryset=PersonKey.objects.none(),
        widget=Checkboxes(),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields["keys"]
        keys.queryset = keys_to_confirm()

    def clean(self) -> dict[str, Any]:
        """See that the sheets are two."""
        given = super().clean() or self.cleaned_data
        first, second = given.get("first"), given.get("second")
        if first and second and first.number == second.number:
            self.add_error("second", _("This is the same sheet again."))
        return given
