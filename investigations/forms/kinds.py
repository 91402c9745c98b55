"""What people type to open a case, and about the targets of a crackdown. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from enterprises.models import Unit
from enterprises.selectors import find_unit
from interface.forms import Checkboxes, Radios
from investigations.forms.cases import UnitForm
from investigations.forms.fields import coming_day, day_field, line_field, past_day, words_field
from investigations.forms.people import ManyChoices
from investigations.kinds import kinds_open_to
from investigations.states import Kind, VisitResult, Wrong
from workflow.forms import NoteForm


class CaseForm(forms.Form):
    """What kind of case begins, and what is known of it."""

    kind = forms.ChoiceField(
        label=_("What kind of case?"),
        widget=Radios(),
        error_messages={"required": _("Choose the kind of case.")},
    )
    title = line_field(_("Title"), _("Write the title of the case."), longest=200)
    unit = forms.CharField(
        label=_("Name or credit code of the unit"),
        help_text=_(
            "As it stands in the register of units. A crackdown has none: its targets are named later."
        ),
        max_length=120,
        required=False,
    )
    wrong = forms.ChoiceField(
        label=_("What is the safety-service body said to have done?"),
        choices=[("", _("It is no complaint about a safety-service body")), *Wrong.choices],
        required=False,
    )
    client = forms.CharField(label=_("For whom did it work?"), max_length=120, required=False)
    note = words_field(_("What is known"), _("Write what is known."), rows=4, longest=2000)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_open_to(user)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit | None:
        """Find the unit in the register."""
        typed = self.cleaned_data["unit"]
        found = find_unit(typed)
        if typed.strip() and found is None:
            raise ValidationError(_("The register has no unit with exactly this name or credit code."))
        return found

    def clean(self) -> dict[str, Any] | None:
        """Ask for the body and its wrong where the case is about one."""
        if self.cleaned_data.get("kind") == Kind.SERVICE:
            for name, sentence in (
                ("unit", _("Name the safety-service body.")),
                ("wrong", _("Choose what it is said to have done.")),
            ):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return super().clean()


class TargetForm(UnitForm):
    """Which unit is visited by which agencies."""

    agencies = ManyChoices(
        label=_("By which agencies?"),
        queryset=Agency.objects.none(),
        widget=Checkboxes(),
        error_messages={"required": _("Choose at least one agency.")},
    )
    planned_on = day_field(_("To be visited by"), coming_day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = self.subject.members.filter(left_at=None).values("user__agency")
        self.fields["agencies"].queryset = Agency.objects.filter(pk__in=seats)  # type: ignore[attr-defined]


class VisitForm(NoteForm):
    """What an agency found."""

    field_order = ["seen", "visited_on", "outcome", "found", "note"]
    visited_on = day_field(_("Visited on"), past_day)
    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=VisitResult.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the result.")},
    )
    found = words_field(_("What was found"), _("Write what was found."))
