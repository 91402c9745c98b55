"""What is typed into the calculator of rewards."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.calculator import CONCEALMENT, MAJOR, VIOLATION
from interface.forms import MoneyInput, Radios
from reports.bilingual import in_language
from statutes.levels import AccidentLevel

LARGEST_FINE = Decimal(10) ** 10
MOST_DEATHS = 999
NOT_A_FINE = _("Enter an amount in yuan, such as 20000, or 0.")
NOT_A_COUNT = _("Enter a whole number of people.")


def money_field(label: Any, **about: Any) -> forms.DecimalField:
    """A fine in yuan that may be left empty."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=LARGEST_FINE,
        decimal_places=2,
        widget=MoneyInput,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits", "max_whole_digits"),
            NOT_A_FINE,
        ),
        **about,
    )


class RewardForm(forms.Form):
    """An example: what was reported, and what came of it."""

    kind = forms.ChoiceField(
        label=_("What turned out to be true?"),
        choices=[
            (MAJOR, _("A major hazard")),
            (VIOLATION, _("Work against the safety law")),
            (CONCEALMENT, _("An accident that was hidden")),
        ],
        widget=Radios,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    fine = money_field(
        _("The fine on the unit"),
        help_text=_("For a hazard or work against the law. 0 where no fine was imposed."),
    )
    person_fine = money_field(_("The fines on persons, together"))
    concealed_deaths = forms.IntegerField(
        label=_("How many deaths were hidden?"),
        help_text=_("For an accident that was hidden."),
        required=False,
        min_value=1,
        max_value=MOST_DEATHS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOT_A_COUNT),
    )
    level = forms.ChoiceField(
        label=_("Which level has the accident?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one.")},
    )
    is_employee = forms.BooleanField(label=_("The reporter works for the unit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level.value, in_language(level.title_zh, level.value)) for level in AccidentLevel]
        self.fields["level"].choices = [("", _("Choose")), *levels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs."""
        found = super().clean() or {}
        if found.get("kind") == CONCEALMENT:
            self._need("concealed_deaths", NOT_A_COUNT)
            self._need("level", _("Choose the level of the accident."))
        elif found.get("kind"):
            self._need("fine", _("Enter the fine, or 0 where there was none."))
        return found

    def _need(self, name: str, sentence: Any) -> None:
        if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
            self.add_error(name, sentence)
