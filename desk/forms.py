"""What people type in rooms of their own."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Name and password. A wrong one of either gets the same sentence."""

    error_messages = {
        "invalid_login": _("This user name and password do not fit together. Check both and try again."),
        "inactive": _("This user name and password do not fit together. Check both and try again."),
    }
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
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )


class LogForm(forms.Form):
    """What narrows the log."""

    reference = forms.CharField(label=_("Reference"), required=False, max_length=20)
