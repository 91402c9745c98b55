"""What people type about a case. Nothing here saves."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit
from interface.forms import Radios
from investigations.forms.fields import coming_day, day_field, loss_field, past_day, people_field
from investigations.states import PROVED, Conclusion
from workflow.forms import MoveForm, NoteForm


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
    violations = forms.CharField(
        label=_("Provisions broken"),
        help_text=_("One a line."),
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
    proposes_penalty = forms.BooleanField(label=_("The team proposes a penalty"), required=False)
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
        if not self.cleaned_data.get("violations", [""]):
            self.add_error(
                "violations", _("Name the provision that was broken before you propose a penalty.")
            )
        if getattr(self.subject, "unit_id", None) is None:
            self.add_error("proposes_penalty", _("Name the unit of this case before you propose a penalty."))


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
