"""What the staff types about a reward. Nothing here saves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from interface.forms import MoneyInput, Radios
from investigations.forms.fields import DayForm, coming_day, day_field, words_field
from rewards.models import Budget, Clawback
from rewards.selectors.budgets import this_year
from workflow.forms import ReasonForm

MOST_DIGITS = 14


class LaterForm(ReasonForm):
    """Until when the reporter may claim now, and why."""

    field_order = ["seen", "until_on", "note"]
    until_on = day_field(_("To be claimed until"), coming_day)
    note = words_field(
        _("Reason"), _("Give the reason."), help_text=_("The reporter is told it. Write in Chinese.")
    )


class LodgingForm(DayForm):
    """On which day the amount was filed."""

    day = "lodged_on"
    label = _("Filed on")


class RecoveryForm(DayForm):
    """On which day the money came back."""

    day = "recovered_on"
    label = _("Came back on")


class ClawbackForm(ReasonForm):
    """Why paid money may have to come back."""

    field_order = ["seen", "click", "on_ground", "note"]
    on_ground = forms.ChoiceField(
        label=_("Why it may have to come back"),
        choices=[(ground.value, ground.label) for ground in (Clawback.Ground.FRAUD, Clawback.Ground.MISTAKE)],
        widget=Radios(),
        error_messages={"required": _("Choose the ground."), "invalid_choice": _("Choose the ground.")},
    )


class GrantForm(forms.Form):
    """How much was granted to whom for which year, and by what paper."""

    payer = forms.ModelChoiceField(
        label=_("Authority that pays"),
        queryset=Agency.objects.all(),
        error_messages={"required": _("Choose an authority."), "invalid_choice": _("Choose an authority.")},
    )
    year = forms.IntegerField(
        label=_("Budget year"),
        min_value=2018,
        max_value=2099,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"required": _("Enter the year."), "invalid": _("Enter a year, such as 2026.")},
    )
    amount = forms.DecimalField(
        label=_("Amount in yuan"),
        min_value=Decimal("0.01"),
        max_digits=MOST_DIGITS,
        decimal_places=2,
        widget=MoneyInput(),
        error_messages={
            "required": _("Enter the amount in yuan."),
            "invalid": _("Enter an amount in yuan, such as 50000 or 50000.00."),
        },
    )
    reason = words_field(
        _("Reason"),
        _("Give the reason."),
        longest=500,
        help_text=_("For example the number of the budget paper."),
    )

    def __init__(self, *args: Any, budget: Budget | None = None, **kwargs: Any) -> None:
        """Suggest the year that runs; for money that leaves a budget, its payer in the next year."""
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = budget.year + 1 if budget else this_year()
        self.fields["payer"].initial = budget.payer_id if budget else None

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        amount = self.cleaned_data["amount"]
        rest = {name: self.cleaned_data[name] for name in ("payer", "year", "reason")}
        return {**rest, "amount_fen": int(amount * 100)}
