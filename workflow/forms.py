"""The form of a move: what the person saw, and the words that go with it."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflow.models import Subject


class MoveForm(forms.Form):
    """Carry the state the person saw, so that a stale page is noticed, and a mark that is good for one click.

    Subclasses add what the move needs. One that `grows` has a button called "more": the page comes back with all that
    was typed as `initial`, and room for one row more.
    """

    grows = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    click = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject: Any = subject
        self.fields["seen"].initial = subject.state
        self.fields["click"].initial = secrets.token_hex(8)

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "click"}}


class NoteForm(MoveForm):
    """A move with an optional note for the file."""

    note = forms.CharField(
        label=_("Note for the file"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class ReasonForm(MoveForm):
    """A move that needs a reason."""

    note = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Give the reason.")},
    )


class AnnulForm(MoveForm):
    """Why the last move was a mistake."""

    reason = forms.CharField(
        label=_("Why was this a mistake?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Say why this was a mistake.")},
    )


class ListForm(forms.Form):
    """What narrows a list."""

    q = forms.CharField(label=_("Reference or unit"), required=False, max_length=100)

    def __init__(self, *args: Any, states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *states]
        self.fields["state"] = forms.ChoiceField(label=_("State"), required=False, choices=choices)
