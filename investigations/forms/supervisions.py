"""What people type about listed supervision. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from investigations.forms.fields import DayForm, coming_day, day_field, line_field, words_field
from investigations.states import Trigger
from workflow.forms import MoveForm, ReasonForm


class SuperviseForm(MoveForm):
    """Why, by whom, and what is supervised."""

    trigger = forms.ChoiceField(
        label=_("On which ground?"),
        choices=Trigger.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the ground.")},
    )
    supervisor = line_field(_("Who supervises?"), _("Name who supervises."), longest=120)
    matters = words_field(_("What is supervised?"), _("Write what is supervised."))


class ExtendSupervisionForm(ReasonForm):
    """Until when, and by which paper."""

    field_order = ["seen", "until_on", "number", "note"]
    until_on = day_field(_("New date"), coming_day)
    number = line_field(_("Number of the paper"), _("Give the number of the paper."), longest=80)


class LiftSupervisionForm(DayForm):
    """Since when, and with which result."""

    day, label = "lifted_on", _("Lifted on")
    outcome = words_field(_("Result"), _("Write what came of it."), longest=500)
