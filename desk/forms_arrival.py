"""The list of tips in flight, to be checked and then taken in. Nothing here saves."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk.arrivals import Line, read_arrivals
from interface.sheets import CannotRead


class ArrivalForm(forms.Form):
    """A file at both presses: what reporters said is kept nowhere between them."""

    file = forms.FileField(
        label=_("The list, as Excel or CSV file"),
        help_text=_("It is checked first, line by line. It is read in memory and kept nowhere."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )
    checked = forms.CharField(widget=forms.HiddenInput, required=False)
    lines: list[Line]
    digest = ""

    def clean(self) -> dict[str, Any]:
        """Read the lines; at the second press it must be the file that was checked."""
        given = super().clean() or self.cleaned_data
        if "file" not in given:
            return given
        data = given["file"].read()
        self.digest = hashlib.sha256(data).hexdigest()
        if given.get("checked") and given["checked"] != self.digest:
            raise ValidationError({"file": _("This is not the file that was checked. Check it first.")})
        try:
            self.lines = read_arrivals(data)
        except CannotRead as error:
            raise ValidationError({"file": error.reason}) from error
        if not self.lines:
            raise ValidationError({"file": _("There is no line below the headings.")})
        return given

    @property
    def is_good(self) -> bool:
        """Whether every line can be taken in, or is in already."""
        return not any(line.faults and not line.before for line in self.lines)
