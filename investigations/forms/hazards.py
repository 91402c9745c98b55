"""What people type about major hazards. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from investigations.forms.fields import coming_day, day_field, line_field
from investigations.models import Evidence, OrderItem
from investigations.selectors_evidence import evidence_of
from workflow.forms import MoveForm, NoteForm


class EvidenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A piece of evidence of the case."""

    def label_from_instance(self, obj: Evidence) -> str:
        """Name it with what it is."""
        return f"{obj.reference} {obj.title}"


class RegisterForm(MoveForm):
    """What the hazard is, and by which standard it is a major one."""

    item = forms.ModelChoiceField(
        label=_("Which item of the order?"),
        queryset=OrderItem.objects.none(),
        empty_label=_("Choose the item"),
        error_messages={"required": _("Choose the item.")},
    )
    title = line_field(_("The hazard"), _("Say what the hazard is."))
    basis = line_field(
        _("By which standard is it major?"),
        _("Name the standard and its item."),
        help_text=_("The criteria for major hazards of the sector, with the item."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = self.subject.items.filter(hazard=None)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        if len(items) == 1:
            self.fields["item"].initial = items[0]


class ListUpForm(NoteForm):
    """Who supervises, and until when it must be gone."""

    field_order = ["seen", "supervisor", "listed_until", "note"]
    supervisor = line_field(_("Who supervises?"), _("Name who supervises."), longest=120)
    listed_until = day_field(_("To be removed by"), coming_day)


class LiftForm(NoteForm):
    """What shows that it is gone."""

    field_order = ["seen", "proof", "note"]
    proof = EvidenceChoice(
        label=_("Evidence that it is gone"),
        queryset=Evidence.objects.none(),
        empty_label=_("Choose the evidence"),
        error_messages={"required": _("Choose the evidence that it is gone.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].queryset = evidence_of(self.subject.case)  # type: ignore[attr-defined]
