"""What people type about a demand and about the court. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from investigations.forms.fields import DayForm, line_field, words_field
from sanctions.states import Ruling
from workflow.forms import NoteForm


class ServeDemandForm(DayForm):
    """When the demand reached the party."""

    day, label = "demand_served_on", _("Served on")


class HearDemandForm(NoteForm):
    """What the party says to the demand, and the answer."""

    statement = words_field(
        _("What the party said"), _("Write down what the party said."), rows=5, longest=4000
    )
    answer = words_field(
        _("What the office says to it"),
        _("Answer the party: which facts and reasons hold, and what follows."),
        help_text=_("Which facts, reasons and evidence hold and are adopted (Coercion Law art. 36)."),
        longest=2000,
    )
    field_order = ["seen", "statement", "answer", "note"]


class CourtForm(DayForm):
    """What the court did, and when; `said` names the field of it."""

    said = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["seen", self.said, self.day, "note"])


class AcceptanceForm(CourtForm):
    """When the court took the application up, and under which number."""

    day, label, said = "court_accepted_on", _("Taken up on"), "court_number"
    court_number = line_field(
        _("Number of the court"), _("Enter the number that the court gave it."), longest=60
    )


class RulingForm(CourtForm):
    """How and when the court answered."""

    day, label, said = "ruled_on", _("Day of the answer"), "ruling"
    ruling = forms.ChoiceField(
        label=_("The court's answer"),
        choices=Ruling.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the court's answer.")},
    )
