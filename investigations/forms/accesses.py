"""What is typed when somebody looks into a file. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.forms import Checkboxes, Radios
from investigations.forms.fields import day_field, past_day, words_field
from investigations.models import Case
from investigations.showing import Document, shown_of
from investigations.states import AccessManner, Seeker
from workflow.forms import MoveForm


class ShowForm(MoveForm):
    """Who asks, on which ground, and what lies on the table."""

    seeker = forms.ChoiceField(
        label=_("Who asks to see the file?"),
        choices=Seeker.choices,
        widget=Radios(),
        error_messages={"required": _("Say who asks.")},
    )
    name = forms.CharField(
        label=_("Name of the person or body"),
        max_length=120,
        error_messages={"required": _("Give the name.")},
    )
    credential = forms.CharField(
        label=_("Number of the mandate, letter or application"),
        help_text=_("Everybody but the party itself proves it by a paper."),
        max_length=120,
        required=False,
    )
    ground = words_field(
        _("On which legal ground?"),
        _("Give the ground."),
        longest=300,
        help_text=_("The article, and what it is for."),
    )
    manner = forms.ChoiceField(
        label=_("In which way?"),
        choices=AccessManner.choices,
        widget=Radios(),
        error_messages={"required": _("Say in which way.")},
    )
    documents = forms.MultipleChoiceField(
        label=_("What is shown?"),
        widget=Checkboxes(),
        error_messages={
            "required": _("Choose what was shown."),
            "invalid_choice": _("Choose from the list."),
        },
    )

    def __init__(self, *args: Any, subject: Case, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        documents: Any = self.fields["documents"]
        documents.choices = [(one.key, _line(one)) for one in shown_of(subject)]
        documents.initial = [key for key, _label in documents.choices]
        self.fields["seen_on"] = day_field(_("On which day?"), past_day, initial=timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """Ask everybody but the party for a paper."""
        cleaned = super().clean() or self.cleaned_data
        is_party = cleaned.get("seeker") in (None, Seeker.PARTY)
        if not is_party and not cleaned.get("credential") and "credential" not in self.errors:
            self.add_error("credential", _("Give the number of the paper by which this is proved."))
        return cleaned


def _line(document: Document) -> str:
    return " · ".join(part for part in (document.title, document.number, document.on) if part)
