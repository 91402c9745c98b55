"""Lists that come as files and are checked line by line before anything is taken in. Nothing here saves."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from interface.sheets import CannotRead, Head, list_again


class ListForm(forms.Form):
    """A file at both presses: what stands in it is kept nowhere between them."""

    file = forms.FileField(
        label=_("The list, as Excel or CSV file"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )
    checked = forms.CharField(widget=forms.HiddenInput, required=False)
    # The columns of the list, and what is said of the file.
    heads: ClassVar[Sequence[Head]] = ()
    hint: ClassVar[StrOrPromise] = ""
    lines: Sequence[Any] = ()
    given = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self.hint

    @staticmethod
    def read(data: bytes) -> Sequence[Any]:
        """Read the lines of a list, each with its `faults`; raise `CannotRead`."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Read the lines; at the second press they must be those that were checked."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        try:
            self.given = self.given_list()
            if self.is_second_press and given["checked"] != self.digest:
                raise ValidationError({"file": _("This is not the file that was checked. Check it first.")})
            self.lines = self.read(self.given)
        except CannotRead as error:
            raise ValidationError({"file": error.reason}) from error
        if not self.lines:
            raise ValidationError({"file": _("There is no line below the headings.")})
        return given

    def given_list(self) -> bytes:
        """Return the list as it was given."""
        file = self.cleaned_data.get("file")
        return file.read() if file is not None else b""

    @property
    def digest(self) -> str:
        """The mark of the list, by which the second press is known to bring the same one."""
        return hashlib.sha256(self.given).hexdigest()

    @property
    def is_second_press(self) -> bool:
        """Whether the list was checked before, and is now to be taken in."""
        return bool(self.cleaned_data.get("checked"))

    @property
    def is_good(self) -> bool:
        """Whether every line can be taken in."""
        return not any(line.faults for line in self.lines)

    def again(self) -> Self:
        """Return the form below the checked lines: of the second press where all is good, else of the first."""
        return type(self)(initial={"checked": self.digest} if self.is_good else None)


class CarriedListForm(ListForm):
    """A list without anything secret: its lines go along with the page, and the file is chosen once."""

    carried = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("carried")

    def given_list(self) -> bytes:
        """Return the list in the one form in which the page carries it along; browsers change the ends of lines."""
        data = super().given_list()
        text = list_again(data, self.heads) if data else self.cleaned_data.get("carried", "").encode()
        return b"\r\n".join(text.splitlines())

    def again(self) -> Self:
        """Return the form below the checked lines; a good list asks for no file again."""
        form = super().again()
        if self.is_good:
            form.initial["carried"] = self.given.decode()
        del form.fields["file" if self.is_good else "carried"]
        return form
