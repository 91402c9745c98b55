"""The details that each kind of report is asked for. None of them must be known: a report counts without."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from interface.forms import Checkboxes, Radios
from reports.forms_public.fields import AboutWhen, DatedForm, HappenedOn, People, QuestionForm, long_text
from reports.states import Kind


class Since(forms.CharField):
    """For how long something has been so, in the reporter's words."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Since when?"),
            help_text=_("For example: for about two months."),
            max_length=100,
            required=False,
        )


class WhoKnows(forms.MultipleChoiceField):
    """Who knows of it already: whom the office need not tell, and who may be pressed to keep silent."""

    def __init__(self) -> None:
        super().__init__(
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


class HiddenAccidentForm(DatedForm):
    """A hidden accident: how many people, when, and how it was hidden."""

    slot = "details.hidden_accident"
    title = _("What do you know of the accident?")

    claimed_deaths = People(label=_("How many people died?"))
    claimed_injuries = People(label=_("How many people were hurt?"))
    happened_on = HappenedOn(label=_("On which day was it?"), help_text=_("For example 2026, 3, 14."))
    about_when = AboutWhen()
    how_hidden = forms.CharField(
        label=_("How is it being hidden?"),
        help_text=_(
            "For example: the family was paid to keep silent, or the number of dead was given too low."
        ),
        widget=long_text(),
        max_length=2000,
        required=False,
    )


class HazardForm(DatedForm):
    """A hazard: whether it lasts, for how long it has, and who knows."""

    slot = "details.hazard"
    title = _("How long has it been like this?")

    persistence = forms.ChoiceField(
        label=_("Is it still there?"),
        choices=[
            ("always", _("Yes, all the time")),
            ("at_times", _("Yes, but only at certain hours or days")),
            ("gone", _("No longer, as far as I know")),
        ],
        widget=Radios(),
        required=False,
    )
    since = Since()
    happened_on = HappenedOn(label=_("When did you last see it?"), help_text=_("For example 2026, 3, 14."))
    about_when = AboutWhen()
    who_knows = WhoKnows()


class ViolationForm(DatedForm):
    """Work against the law: what is done (rewards for reports on work safety, art. 6), for how long, and who knows."""

    slot = "details.violation"
    title = _("What is done against the law?")

    acts = forms.MultipleChoiceField(
        label=_("What have you seen?"),
        choices=[
            ("no_permit", _("Production or building without a permit, or after it was ordered closed")),
            ("untrained", _("People without training, or without the certificate their work needs")),
            ("forced", _("People ordered to work against the rules or in danger")),
            ("no_approval", _("Fire, heights or closed spaces without approval or somebody on watch")),
            ("device", _("An alarm or a safety device switched off, removed or faked")),
            ("too_many", _("More people, goods or output than allowed")),
            ("banned", _("Banned equipment, or dangerous goods kept where they must not be")),
            ("handed_on", _("Work handed on to somebody who may not do it")),
        ],
        widget=Checkboxes(),
        required=False,
    )
    since = Since()
    happened_on = HappenedOn(label=_("When did you last see it?"), help_text=_("For example 2026, 3, 14."))
    about_when = AboutWhen()
    who_knows = WhoKnows()


class InactionForm(DatedForm):
    """A unit or officer that knows and does not act: who, since when, and what came of it."""

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
    about_when = AboutWhen()
    how_told = forms.CharField(
        label=_("How do they know of it?"), widget=long_text(), max_length=2000, required=False
    )
    what_came = forms.MultipleChoiceField(
        label=_("What came of it?"),
        choices=[
            ("nothing", _("Nothing")),
            ("promised", _("It was promised, and that was all")),
            ("goes_on", _("Somebody came, and it goes on as before")),
            ("warned", _("The unit knew beforehand that somebody would come")),
            ("silenced", _("Somebody was told to keep silent")),
        ],
        widget=Checkboxes(),
        required=False,
    )


class ServiceBodyForm(QuestionForm):
    """A safety-service body that cheats: false reports and proofs, lent qualifications and names (两虚假、两出借)."""

    slot = "details.service_body"
    title = _("What is false?")

    cheats = forms.MultipleChoiceField(
        label=_("What did the body do?"),
        choices=[
            ("false_report", _("A report on work that was not done, or with false results")),
            ("false_proof", _("A false certificate or proof, for a unit or for a person")),
            ("lent", _("Its qualification lent to others, or borrowed from others")),
            ("lent_name", _("People's certificates lent: their names stand under work they did not do")),
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
    made_for = forms.CharField(
        label=_("For which unit was it made?"),
        help_text=_("The body itself is asked for on a later page."),
        max_length=120,
        required=False,
    )
    happened_on = HappenedOn(label=_("What date does it bear?"), help_text=_("For example 2026, 3, 14."))


DETAILS: dict[str, type[QuestionForm]] = {
    Kind.HIDDEN_ACCIDENT: HiddenAccidentForm,
    Kind.HAZARD: HazardForm,
    Kind.VIOLATION: ViolationForm,
    Kind.INACTION: InactionForm,
    Kind.SERVICE_BODY: ServiceBodyForm,
}
