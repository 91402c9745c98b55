"""What people type about the good-credit list. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit
from interface.forms import Radios
from investigations.forms.fields import day_field, past_day, words_field
from sanctions.models.good_credit import Merit
from workflow.forms import NoteForm


class NominateForm(forms.Form):
    """Which unit, and why."""

    unit = forms.CharField(
        label=_("Name or credit code of the unit"),
        max_length=120,
        error_messages={"required": _("Name the unit.")},
    )
    merit = forms.ChoiceField(
        label=_("Merit"),
        choices=Merit.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the merit.")},
    )
    facts = words_field(_("Facts"), _("Write down the facts."))

    def clean_unit(self) -> Unit:
        """Find the unit in the register."""
        found = find_unit(self.cleaned_data["unit"])
        if found is None:
            raise ValidationError(_("The register has no unit with exactly this name or credit code."))
        return found


class StatementForm(NoteForm):
    """That the unit agrees to be named, and what it promises."""

    field_order = ["seen", "click", "agrees", "statement", "stated_on", "note"]
    agrees = forms.BooleanField(
        label=_("The unit agrees in writing that its name is published"),
        error_messages={"required": _("Without the unit's consent it is not listed.")},
    )
    statement = words_field(_("What the unit promises"), _("Write down what the unit promises."))
    stated_on = day_field(_("Stated on"), past_day)

    @property
    def inputs(self) -> dict[str, object]:
        """What the service takes: the consent is a condition of it, and no input."""
        return {name: value for name, value in super().inputs.items() if name != "agrees"}
