"""What is typed when it is raised that a report was made up, and what the reporter answers. Nothing saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from investigations.models import Case
from reports.forms_public.fields import long_text
from reports.models import Report
from rewards.selectors.fabrications import ended_case_of
from rewards.truth import too_little
from statutes.rules import HOME

LONGEST = 3000


class RaisingForm(forms.Form):
    """The number of a report, the evidence one item a line, and what shows the purpose."""

    number = forms.CharField(
        label=_("Number of the report"),
        help_text=_("For example JB-2026-000042. The case on it has to be concluded."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Write the number of the report.")},
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("One item a line, each with where it is kept. The reporter reads it; name nobody."),
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST,
        error_messages={"required": _("List the evidence.")},
    )
    intent = forms.CharField(
        label=_("What shows that the reporter knew better"),
        help_text=_("That the report was wrong is not enough: a mistake in good faith is no false report."),
        widget=forms.Textarea({"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": _("Say what shows that the reporter knew better.")},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Remember who asks: only their own cases are found."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.case: Case | None = None

    def clean_number(self) -> Report:
        """Find the report with its ended case."""
        found = ended_case_of(self.cleaned_data["number"].strip().upper(), self.user)
        if found is None:
            raise forms.ValidationError(_("There is no ended case of yours on a report of this number."))
        self.case = found[1]
        return found[0]

    def clean_evidence(self) -> list[str]:
        """Take the lines; fewer than the rule asks for are no proof."""
        lines = [line.strip() for line in self.cleaned_data["evidence"].splitlines() if line.strip()]
        place = self.case.division if self.case else HOME
        if refusal := too_little(lines, place=place):
            raise forms.ValidationError(refusal)
        return lines

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        return {
            "report": given["number"],
            "case": self.case,
            "evidence": given["evidence"],
            "intent": given["intent"],
        }


class AnswerForm(forms.Form):
    """What the reporter says before anything is decided."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Sealed to those who decide. Do not write your name or anything that points to you."),
        widget=long_text(),
        max_length=LONGEST,
        error_messages={"required": _("Write what you want to say.")},
    )
