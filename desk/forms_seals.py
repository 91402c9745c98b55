"""What is given for the seal of an agency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from vault.forms import SealedFileField

PNG = frozenset({"image/png"})
NARROWEST, WIDEST = 30, 60


class SealForm(forms.Form):
    """The image of a seal, for which agency and how wide it is."""

    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        error_messages={
            "required": _("Choose the agency."),
            "invalid_choice": _("Choose one of the agencies listed."),
        },
    )
    image = SealedFileField(
        label=_("Image of the seal"),
        help_text=_("A PNG with a transparent ground, cut to the edge of the seal, 300 to 2400 points wide."),
        media_types=PNG,
        error_messages={"required": _("Choose a file.")},
    )
    diameter = forms.IntegerField(
        label=_("Width of the seal in millimetres"),
        initial=42,
        min_value=NARROWEST,
        max_value=WIDEST,
        error_messages={
            "required": _("Enter the width of the seal."),
            "invalid": _("Enter the width in whole millimetres, such as 42."),
            "min_value": _("A seal is at least 30 mm wide."),
            "max_value": _("A seal is at most 60 mm wide."),
        },
    )
    reason = forms.CharField(
        label=_("Why this seal, and who allowed it"),
        max_length=200,
        error_messages={"required": _("Say why, for whoever asks later.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]
