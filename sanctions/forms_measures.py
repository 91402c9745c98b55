"""What people type about further measures. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from investigations.forms.fields import day_field, line_field, past_day, words_field
from sanctions.models import Measure
from sanctions.states_measures import BY_HAND, Ground, MeasureKind
from workflow.forms import NoteForm


class BringUpForm(NoteForm):
    """A ground that only a person can know, and the facts."""

    field_order = ["seen", "click", "measure_ground", "person_name", "facts", "note"]
    measure_ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[(ground.value, ground.label) for ground in BY_HAND],
        widget=Radios(),
        error_messages={"required": _("Choose a ground.")},
    )
    person_name = forms.CharField(
        label=_("Who is banned"),
        max_length=60,
        required=False,
        help_text=_("Only for a ban: the main person in charge."),
    )
    facts = words_field(_("Facts"), _("Write down the facts."))


class ProposeMeasureForm(NoteForm):
    """What is proposed, with what the kind of measure needs besides."""

    field_order = [
        "seen",
        "click",
        "refused_decision",
        "danger",
        "is_urgent",
        "is_for_life",
        "proposal",
        "note",
    ]
    proposal = words_field(_("What is proposed, and why"), _("Write down what is proposed, and why."))

    def __init__(self, *args: object, subject: Measure, **kwargs: object) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        if subject.kind == MeasureKind.POWER_CUT:
            self.fields["refused_decision"] = line_field(
                _("Number of the decision refused"), _("Name the decision that is refused."), longest=80
            )
            self.fields["danger"] = words_field(_("The real danger"), _("Write down the real danger."))
            self.fields["is_urgent"] = forms.BooleanField(
                label=_("Danger presses: cut at once, without notice ahead"), required=False
            )
        if subject.ground == Ground.UNIT_CLOSED:
            self.fields["is_for_life"] = forms.BooleanField(
                label=_("A serious case: banned in the industry for life"), required=False
            )
        self.order_fields(self.field_order)


class ClosureForm(NoteForm):
    """The government's decision to close the unit."""

    field_order = ["seen", "click", "decided_on", "decision_number", "note"]
    decided_on = day_field(_("Decided on"), past_day)
    decision_number = line_field(
        _("Number of the government's decision"), _("Enter the number of the decision."), longest=80
    )
