"""What people type about a case. Nothing here saves."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit
from investigations.forms.fields import coming_day, day_field, past_day
from workflow.forms import MoveForm, NoteForm


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


class OrderForm(MoveForm):
    """An order to rectify."""

    problem = forms.CharField(
        label=_("Problem"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Write what is wrong.")},
    )
    basis = forms.CharField(
        label=_("Basis"),
        help_text=_("Law and article."),
        max_length=200,
        error_messages={"required": _("Name the law and the article.")},
    )
    demand = forms.CharField(
        label=_("What must be done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Write what must be done.")},
    )
    due_on = day_field(_("Due on"), coming_day)


class RecheckForm(NoteForm):
    """When the recheck found the problem gone."""

    field_order = ["seen", "rechecked_on", "note"]
    rechecked_on = day_field(_("Rechecked on"), past_day)

    def clean_rechecked_on(self) -> datetime.date:
        """Refuse a day before the order."""
        day: datetime.date = self.cleaned_data["rechecked_on"]
        if day < timezone.localdate(self.subject.created_at):
            raise ValidationError(_("This day lies before the order."))
        return day


class NewDateForm(NoteForm):
    """Until when the unit has now."""

    field_order = ["seen", "due_on", "note"]
    due_on = day_field(_("New date"), coming_day)
