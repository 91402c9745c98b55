"""Where a poster is to hang."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit


class BoardForm(forms.Form):
    """A notice board at a unit, or at any other place."""

    place = forms.CharField(
        label=_("Where does it hang?"),
        help_text=_(
            "For you alone, it is not printed. For example: canteen, gate 2; bus station, waiting room."
        ),
        max_length=60,
        error_messages={"required": _("Say where it hangs.")},
    )
    unit = forms.CharField(
        label=_("At which unit?"),
        help_text=_("Its full name or its unified social credit code. Empty for a public place."),
        max_length=120,
        required=False,
    )

    def clean_unit(self) -> Unit | None:
        """Find the unit in the register."""
        text: str = self.cleaned_data["unit"]
        found = find_unit(text)
        if text and found is None:
            raise ValidationError(_("The register has no unit of this name or code."))
        return found
