"""The details that each kind of report is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from interface.forms import Checkboxes
from reports.forms_public.fields import HappenedOn, People, QuestionForm, long_text
from reports.states import Kind


class HiddenAccidentForm(QuestionForm):
    """A hidden accident: how many people, when, and how it was hidden."""

    slot = "details.hidden_accident"
    title = _("What do you know of the accident?")

    claimed_deaths = People(label=_("How many people died?"))
    claimed_injuries = People(label=_("How many people were hurt?"))
    happened_on = HappenedOn(label=_("On which day was it?"), help_text=_("For example 2026, 3, 14."))
    how_hidden = forms.CharField(
        label=_("How is it being hidden?"),
        help_text=_(
            "For example: the family was paid to keep silent, or the number of dead was given too low."
        ),
        widget=long_text(),
        max_length=2000,
        required=False,
    )


class HazardForm(QuestionForm):
    """A hazard or a violation: for how long, and who knows."""

    slot = "details.hazard"
    title = _("How long has it been like this?")

    since = forms.CharField(
        label=_("Since when?"),
        help_text=_("For example: for about two months."),
        max_length=100,
        required=False,
    )
    happened_on = HappenedOn(label=_("When did you last see it?"), help_text=_("For example 2026, 3, 14."))
    who_knows = forms.MultipleChoiceField(
        label=_("Who knows about it?"),
        choices=[
            ("workers", _("The workers")),
            ("managers", _("The managers on the spot")),
            ("owner", _("The owner or the head of the unit")),
            ("authority", _("An office or an official")),
        ],
        widget=Checkboxes(),
        required=False,
    )


class InactionForm(QuestionForm):
    """A unit or officer that knows and does not act."""

    slot = "details.inaction"
    title = _("Who was told, and when?")

    authority = forms.ModelChoiceField(
        label=_("Which authority does not act?"),
        help_text=_("Nobody who works there gets to see this report."),
        queryset=Agency.objects.order_by("-is_office", "code"),
        to_field_name="code",
        empty_label=_("None of these, or I do not know"),
        required=False,
    )
    officer = forms.CharField(
        label=_("Which office or person does not act?"),
        help_text=_("A name or a post, as far as you know it. Whoever you name here does not get to see it."),
        max_length=200,
        required=False,
    )
    happened_on = HappenedOn(label=_("When were they told?"), help_text=_("For example 2026, 3, 14."))
    how_told = forms.CharField(
        label=_("How do they know of it?"), widget=long_text(), max_length=2000, required=False
    )


class ServiceBodyForm(QuestionForm):
    """A safety-service body that cheats."""

    slot = "details.service_body"
    title = _("What is false?")

    cheats = forms.MultipleChoiceField(
        label=_("What did the body do?"),
        choices=[
            ("false_report", _("A report on work that was not done, or with false results")),
            ("false_proof", _("False papers to obtain a qualification")),
            ("lent", _("A qualification lent to others, or borrowed")),
            ("charges", _("Money taken without a service")),
        ],
        widget=Checkboxes(),
        required=False,
    )
    document = forms.CharField(
        label=_("Which report or certificate?"),
        help_text=_("A title or a number, if you know it."),
        max_length=200,
        required=False,
    )
    happened_on = HappenedOn(label=_("What date does it bear?"), help_text=_("For example 2026, 3, 14."))


DETAILS: dict[str, type[QuestionForm]] = {
    Kind.HIDDEN_ACCIDENT: HiddenAccidentForm,
    Kind.HAZARD: HazardForm,
    Kind.VIOLATION: HazardForm,
    Kind.INACTION: InactionForm,
    Kind.SERVICE_BODY: ServiceBodyForm,
}
