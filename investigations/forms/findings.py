"""What people type about what was found. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.forms import Checkboxes, Radios
from investigations.forms.fields import day_field, line_field, loss_field, past_day, people_field, words_field
from investigations.models import Allegation
from investigations.selectors import allegations_of
from investigations.states import PROVED, Capacity, Conclusion, Liability, MiningTier, Proposal
from statutes.codes import SECTORS
from statutes.fines import provisions_by_instrument
from workflow.forms import MoveForm

ALLEGATION = "allegation_"
MOST_ALLEGATIONS = 20
LONGEST_ALLEGATION = 300
SHOWN = 60  # letters of a provision in a list


def outcome_field(allegation: Allegation) -> forms.ChoiceField:
    """Return the field of what came of one allegation."""
    return forms.ChoiceField(
        label=allegation.text,
        help_text=_("What came of this allegation?"),
        choices=Conclusion.choices,
        widget=Radios(),
        error_messages={"required": _("Say of every allegation what came of it.")},
    )


def provision_choices(place: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """List the provisions of the statutes that bind a place today, under their instruments."""
    loaded = provisions_by_instrument(timezone.localdate(), place=place)
    return [
        (title, [(rule.id, f"{rule.citation.article} {rule.text[:SHOWN]}") for rule in rules])
        for title, rules in loaded.items()
    ]


class FindingsForm(MoveForm):
    """What the team found, in a form that the rules can compute with."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=Conclusion.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the conclusion.")},
    )
    inspected_on = day_field(
        _("Inspected on"), past_day, help_text=_("Papers name this day, never the day of the report.")
    )
    facts = forms.CharField(
        label=_("Facts"),
        help_text=_("Papers quote them. Write in Chinese, and never that somebody reported it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Write down what was found.")},
    )
    rule_ids = forms.MultipleChoiceField(
        label=_("Provisions broken, of those that are loaded"),
        help_text=_("Later steps compute with them. Hold Ctrl or Cmd to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 8, "class": "govuk-select"}),
        required=False,
    )
    violations = forms.CharField(
        label=_("Provisions broken"),
        help_text=_("Others, and the duty that was breached. One a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    is_major_hazard = forms.BooleanField(label=_("It is a major hazard"), required=False)
    is_concealed = forms.BooleanField(label=_("An accident was concealed"), required=False)
    deaths = people_field(_("Deaths"))
    concealed_deaths = forms.IntegerField(
        label=_("Of these, concealed"), min_value=0, max_value=9999, initial=0
    )
    serious_injuries = forms.IntegerField(
        label=_("Seriously injured"), min_value=0, max_value=9999, initial=0
    )
    loss = loss_field()
    mining_tier = forms.ChoiceField(
        label=_("Class of the tip"),
        help_text=_("In a mine the share of the fine that the reporter gets turns on it."),
        choices=[("", _("Not determined")), *MiningTier.choices],
        required=False,
    )
    proposes_penalty = forms.BooleanField(label=_("The team proposes a penalty"), required=False)
    proposals = forms.MultipleChoiceField(
        label=_("What else does the team propose?"),
        choices=[(value, label) for value, label in Proposal.choices if value != Proposal.PENALTY],
        widget=Checkboxes(),
        required=False,
    )
    proposal = forms.CharField(
        label=_("Proposal"),
        help_text=_("The reporter is told this as the decision."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    note = forms.CharField(
        label=_("Note for the file"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.subject.sector in SECTORS and SECTORS[self.subject.sector].is_mining):
            del self.fields["mining_tier"]
        rules: Any = self.fields["rule_ids"]
        rules.choices = provision_choices(self.subject.division)
        for allegation in allegations_of(self.subject):
            self.fields[f"{ALLEGATION}{allegation.pk}"] = outcome_field(allegation)
        first = [name for name in self.fields if name.startswith(ALLEGATION)]
        self.order_fields(["seen", "click", *first])

    @property
    def inputs(self) -> dict[str, Any]:
        """Take what came of each allegation out of its field."""
        given = super().inputs
        names = [name for name in given if name.startswith(ALLEGATION)]
        outcomes = {int(name.removeprefix(ALLEGATION)): given.pop(name) for name in names}
        return {**given, "outcomes": outcomes}

    def clean_violations(self) -> list[str]:
        """Take one provision a line."""
        return [line.strip() for line in self.cleaned_data["violations"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any] | None:
        """Refuse findings that contradict themselves."""
        found = self.cleaned_data
        concealed, deaths = found.get("concealed_deaths"), found.get("deaths")
        if concealed is not None and deaths is not None and concealed > deaths:
            self.add_error("concealed_deaths", _("More deaths cannot have been concealed than there were."))
        if concealed and not found.get("is_concealed"):
            self.add_error("is_concealed", _("Concealed deaths mean that an accident was concealed."))
        if found.get("proposes_penalty"):
            self._check_penalty()
        return super().clean()

    def _check_penalty(self) -> None:
        if self.cleaned_data.get("conclusion") not in (*PROVED, None):
            self.add_error("proposes_penalty", _("What is not proved cannot be penalised."))
        named = [*self.cleaned_data.get("violations", [""]), *self.cleaned_data.get("rule_ids", [])]
        if not named:
            self.add_error(
                "violations", _("Name the provision that was broken before you propose a penalty.")
            )
        if getattr(self.subject, "unit_id", None) is None:
            self.add_error("proposes_penalty", _("Name the unit of this case before you propose a penalty."))


class ResponsibleForm(MoveForm):
    """Who is responsible, as what, and for what."""

    name = line_field(_("Name of the person, unit or authority"), _("Write who is responsible."), longest=100)
    position = forms.CharField(label=_("Position"), max_length=100, required=False)
    capacity = forms.ChoiceField(
        label=_("As what?"),
        choices=Capacity.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the part.")},
    )
    liability = forms.ChoiceField(
        label=_("Which of the three responsibilities?"),
        choices=Liability.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the responsibility.")},
    )
    fault = words_field(
        _("What did they do or leave undone?"), _("Write what they did or left undone."), longest=500
    )
    proposal = forms.ChoiceField(
        label=_("What is proposed?"), choices=[("", _("Nothing yet")), *Proposal.choices], required=False
    )
    is_mistake = forms.BooleanField(
        label=_("They were named by mistake: take them off the list"), required=False
    )


class AllegationsForm(MoveForm):
    """What a tip alleges, one a line."""

    texts = words_field(
        _("What is alleged"),
        _("Write at least one allegation."),
        rows=8,
        longest=MOST_ALLEGATIONS * LONGEST_ALLEGATION,
        help_text=_(
            "One a line, in words that do not tell who wrote them: the team reads them among those of other"
            " reporters, in no order."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texts"].initial = "\n".join(one.text for one in self.subject.allegations.order_by("pk"))

    def clean_texts(self) -> list[str]:
        """Take one allegation a line, not too many and none too long."""
        lines = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(lines) > MOST_ALLEGATIONS or any(len(line) > LONGEST_ALLEGATION for line in lines):
            raise ValidationError(_("Write at most 20 allegations of at most 300 characters each."))
        return lines
