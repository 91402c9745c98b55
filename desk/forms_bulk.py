"""Forms of an act on several files."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class BulkForm(forms.Form):
    """Which files, a note for all of them, and the mark of one click."""

    note = forms.CharField(
        label=_("Note for each file"),
        help_text=_("It goes into the log of each. Leave it empty if there is nothing to say."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    click = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the page its mark."""
        super().__init__(*args, **kwargs)
        self.fields["click"].initial = secrets.token_hex(8)

    def clean_click(self) -> str:
        """Give a page without a mark one of its own."""
        return self.cleaned_data["click"] or secrets.token_hex(8)


class UndoForm(forms.Form):
    """Why what was done to several files was a mistake."""

    reason = forms.CharField(
        label=_("Why was this a mistake?"),
        help_text=_("It is proposed for each file. A second person confirms it, file by file."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Say why this was a mistake.")},
    )
