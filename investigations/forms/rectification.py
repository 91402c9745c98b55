"""What people type about orders to rectify. Nothing here saves."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.forms.evidence import team_members
from investigations.forms.fields import coming_day, day_field, line_field, past_day, words_field
from investigations.forms.people import PersonChoice
from investigations.models import EvidenceFile
from investigations.selectors_evidence import photos_of
from workflow.forms import MoveForm, NoteForm, ReasonForm


class PhotoChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the photos among the evidence of the case."""

    def __init__(self, label: Any) -> None:
        nothing = EvidenceFile.objects.none()
        super().__init__(label=label, queryset=nothing, required=False, empty_label=_("None"))

    def label_from_instance(self, obj: EvidenceFile) -> str:
        """Name it with the evidence it belongs to."""
        return f"{obj.name} {obj.evidence.title}"


class OrderForm(MoveForm):
    """An order to rectify."""

    problem = words_field(_("Problem"), _("Write what is wrong."))
    basis = line_field(_("Basis"), _("Name the law and the article."), help_text=_("Law and article."))
    demand = words_field(_("What must be done"), _("Write what must be done."))
    responsible = line_field(
        _("Responsible person of the unit"), _("Name the person of the unit who answers for it."), longest=80
    )
    due_on = day_field(_("Due on"), coming_day)
    before = PhotoChoice(_("Photo of the problem"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = photos_of(self.subject)  # type: ignore[attr-defined]


class AskExtensionForm(ReasonForm):
    """Until when the unit asks, and why."""

    field_order = ["seen", "asked_until", "note"]
    asked_until = day_field(_("New date"), coming_day)


class _RecheckedForm(NoteForm):
    """When two officers rechecked, and who the other one was."""

    rechecked_on = day_field(_("Rechecked on"), past_day)
    rechecked_with = PersonChoice(
        label=_("Second officer"),
        help_text=_("Two officers recheck together."),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose the second officer.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rechecked_with"].queryset = team_members(self.subject.case)  # type: ignore[attr-defined]

    def clean_rechecked_on(self) -> datetime.date:
        """Refuse a day before the order."""
        day: datetime.date = self.cleaned_data["rechecked_on"]
        if day < timezone.localdate(self.subject.created_at):
            raise ValidationError(_("This day lies before the order."))
        return day


class RecheckForm(_RecheckedForm):
    """When the recheck found the problem gone."""

    field_order = ["seen", "rechecked_on", "rechecked_with", "after", "note"]
    after = PhotoChoice(_("Photo of the same place now"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = photos_of(self.subject.case)  # type: ignore[attr-defined]


class NewDateForm(_RecheckedForm):
    """Until when the unit has now."""

    field_order = ["seen", "rechecked_on", "rechecked_with", "due_on", "note"]
    due_on = day_field(_("New date"), coming_day)
