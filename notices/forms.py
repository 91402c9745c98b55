"""Input about paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

PDF_HEAD = b"%PDF-"


class VoidForm(forms.Form):
    """Why a paper is voided."""

    note = forms.CharField(
        label=_("Why is this paper voided?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the paper is voided.")},
    )


class CodeForm(forms.Form):
    """The code printed at the foot of a paper."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("Twelve letters and digits at the foot of the paper, for example KQ7M-2XVB-9RDT."),
        max_length=40,
        error_messages={"required": _("Type the verification code printed at the foot of the paper.")},
    )


class FileForm(forms.Form):
    """The file of a paper, to be compared with what was issued."""

    file = forms.FileField(
        label=_("The PDF of a paper"),
        help_text=_(
            "It is compared and not kept. A photo or a scan cannot be compared: type its code instead."
        ),
        allow_empty_file=True,
        error_messages={"required": _("Choose the PDF file of the paper.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is no PDF."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        head = file.read(len(PDF_HEAD))
        file.seek(0)
        if head != PDF_HEAD:
            raise ValidationError(_("This is no PDF file."))
        return file
