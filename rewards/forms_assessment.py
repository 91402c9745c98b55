"""What the staff types while a reward is assessed: conditions, the second look, the re-examination. Nothing saves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import MoneyInput, Radios
from investigations.forms.fields import BIG_AMOUNT, people_field, words_field
from reports.bilingual import in_language
from rewards.models import Check
from rewards.selectors import checks_to_answer
from rewards.states import Answer
from workflow.forms import MoveForm, ReasonForm

LONGEST = 1000
ANSWERS = [(answer.value, answer.label) for answer in (Answer.YES, Answer.NO, Answer.DOES_NOT_APPLY)]


def _people(label: Any) -> forms.IntegerField:
    field = people_field(label)
    field.required, field.initial = False, None
    return field


class ConditionsForm(MoveForm):
    """A question for each condition that a person answers; what is left without an answer stays open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = checks_to_answer(self.subject)
        for check in self.asked:
            self._ask(check)

    def _ask(self, check: Check) -> None:
        self.fields[f"answer_{check.key}"] = forms.ChoiceField(
            label=in_language(check.words["zh"], check.words["en"]),
            help_text=check.citation,
            choices=ANSWERS,
            initial="" if check.is_open else check.answer,
            widget=Radios(is_inline=True, is_small=True),
            required=False,
        )
        self.fields[f"evidence_{check.key}"] = forms.CharField(
            label=_("Reason and evidence"),
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=check.evidence,
            max_length=LONGEST,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason beside every answer."""
        cleaned = super().clean() or self.cleaned_data
        for check in self.asked:
            if cleaned.get(f"answer_{check.key}") and not cleaned.get(f"evidence_{check.key}"):
                self.add_error(f"evidence_{check.key}", _("Say what this answer rests on."))
        if not self.errors and not self.answers:
            self.add_error(None, _("Answer at least one condition."))
        return cleaned

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """The answers that were given, each with what it rests on."""
        given = self.cleaned_data
        return {
            check.key: (given[f"answer_{check.key}"], given[f"evidence_{check.key}"])
            for check in self.asked
            if given.get(f"answer_{check.key}")
        }

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        return {"answers": self.answers}


class SecondLookForm(MoveForm):
    """Whether a second officer agrees with the answers."""

    agrees = forms.ChoiceField(
        label=_("Do the answers hold?"),
        choices=[("yes", _("Yes, the evidence bears them")), ("no", _("No, they are to be found again"))],
        widget=Radios(),
        error_messages={"required": _("Choose yes or no.")},
    )
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where the answers do not hold."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the answers go back."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agrees") == "no" and not cleaned.get("note"):
            self.add_error("note", _("Say what is missing."))
        return cleaned

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        return {"agrees": self.cleaned_data["agrees"] == "yes", "note": self.cleaned_data["note"]}


class TellingForm(ReasonForm):
    """A reason that the reporter reads."""

    note = words_field(
        _("Reason"), _("Give the reason."), help_text=_("The reporter is told it. Write in Chinese.")
    )


class ChangeForm(TellingForm):
    """What the re-examination corrects; what is left empty stays as it was found."""

    field_order = ["seen", "click", "is_major_hazard", "deaths", "concealed_deaths", "chosen_amount", "note"]
    is_major_hazard = forms.TypedChoiceField(
        label=_("It was a major hazard"),
        choices=[("", _("as found")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda typed: typed == "yes",
        empty_value=None,
        required=False,
    )
    deaths = _people(_("Deaths in the accident"))
    concealed_deaths = _people(_("Concealed deaths that the tip proved"))
    chosen_amount = forms.DecimalField(
        label=_("Amount within the bounds of the rules, in yuan"),
        help_text=_("Only where the rules leave an amount between two bounds to the office."),
        min_value=Decimal("0.01"),
        max_digits=BIG_AMOUNT,
        decimal_places=2,
        required=False,
        widget=MoneyInput(),
        error_messages={"invalid": _("Enter an amount in yuan, such as 50000 or 50000.00.")},
    )
