"""What people type about a case. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit
from workflow.forms import MoveForm


class UnitForm(MoveForm):
    """Which unit of the register the case is about."""

    unit = forms.CharField(
        label=_("Name or credit code of the unit"),
        help_text=_("As it stands in the register of units."),
        max_length=120,
        error_messages={"required": _("Type the name or the credit code.")},
    )

    def clean_unit(self) -> Unit:
        """Find the unit in the register."""
        found = find_unit(self.cleaned_data["unit"])
        if found is None:
            raise ValidationError(_("The register has no unit with exactly this name or credit code."))
        return found
