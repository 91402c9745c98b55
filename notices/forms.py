"""Input about paper."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VoidForm(forms.Form):
    """Why a paper is voided."""

    note = forms.CharField(
        label=_("Why is this paper voided?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the paper is voided.")},
    )


class CodeForm(forms.Form):
    """The code printed at the foot of a paper."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("Twelve letters and digits at the foot of the paper, for example KQ7M-2XVB-9RDT."),
        max_length=40,
        error_messages={"required": _("Type the verification code printed at the foot of the paper.")},
    )
