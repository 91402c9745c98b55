"""What custodians and leaders type about the opening of an identity. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from reports.models import Report
from reports.selectors import identity_of
from reports.states import CallerCheck, CallerWay, Ground


class AskForm(forms.Form):
    """Whose identity, on which ground, and why."""

    report = forms.CharField(
        label=_("Reference of the report"),
        help_text=_("For example JB-2026-000042."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": _("Type the reference of the report.")},
    )
    ground = forms.ChoiceField(
        label=_("On which ground?"),
        help_text=_("The reporter reads the ground, and when it happened, under the receipt."),
        choices=Ground.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the ground.")},
    )
    reason = forms.CharField(
        label=_("Why is it needed in this matter?"),
        help_text=_("The leader who decides reads it, and so does the auditor. Write no name."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": _("Give the reason.")},
    )

    def clean_report(self) -> Report:
        """Find the report, and see that an identity is sealed with it."""
        try:
            found: Report = Report.objects.by_reference(self.cleaned_data["report"].strip().upper())
        except Report.DoesNotExist as error:
            raise ValidationError(_("There is no report with this reference.")) from error
        if identity_of(found) is None:
            raise ValidationError(_("No identity is sealed with this report."))
        return found


class ReissueForm(forms.Form):
    """That the caller is the reporter: which checks were made, and never what was answered."""

    way = forms.ChoiceField(
        label=_("How did the caller come?"),
        choices=CallerWay.choices,
        widget=Radios(is_inline=True),
        error_messages={"required": _("Choose how the caller came.")},
    )
    asked = forms.ChoiceField(
        label=_("What did you ask the caller besides the name?"),
        help_text=_("Let the caller say it; read nothing out. The log keeps the question, not the answer."),
        choices=CallerCheck.choices,
        widget=Radios(),
        error_messages={"required": _("Choose what you asked about.")},
    )
    name_agrees = forms.BooleanField(
        label=_("The caller said the name, and it agrees."),
        error_messages={"required": _("Without the name there is no new receipt.")},
    )
    answer_agrees = forms.BooleanField(
        label=_("The caller answered the question, and it agrees."),
        error_messages={"required": _("Without a second check there is no new receipt.")},
    )

    @property
    def checked(self) -> dict[str, Any]:
        """How the caller came and what was asked, as the log keeps it."""
        return {
            "way": CallerWay(self.cleaned_data["way"]),
            "asked": CallerCheck(self.cleaned_data["asked"]),
        }
