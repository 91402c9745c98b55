"""Input about paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from workflow.forms import ReasonForm

# Several pages of a paper: more is an annex.
LONGEST_TEXT = 20_000
PDF_HEAD = b"%PDF-"


class VoidForm(forms.Form):
    """Why a paper is voided."""

    note = forms.CharField(
        label=_("Why is this paper voided?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the paper is voided.")},
    )


# What a person writes on papers, as the form calls it.
FREE: Mapping[str, Any] = {
    "act": _("The act"),
    "advice": _("Advice"),
    "application": _("Why the party asked"),
    "casualties": _("Casualties"),
    "cause": _("Cause"),
    "course": _("Course"),
    "defence": _("What the party said"),
    "demand": _("Demand"),
    "facts": _("Facts"),
    "ground": _("Ground"),
    "grounds": _("Grounds"),
    "hazard": _("Hazard"),
    "impact": _("Impact"),
    "lifting": _("How it is lifted"),
    "loss": _("Loss"),
    "matters": _("Matters"),
    "measures": _("Measures"),
    "nature": _("Nature"),
    "opinion": _("Opinion"),
    "other": _("Other"),
    "penalties": _("Penalties"),
    "performance": _("Performance"),
    "place": _("Place"),
    "proof": _("Proof"),
    "reason": _("Reason"),
    "reasons": _("Reasons"),
    "recheck": _("Recheck"),
    "reporting": _("Reporting"),
    "responsibility": _("Responsibility"),
    "result": _("Result"),
    "results": _("Results"),
    "scene": _("The scene"),
    "unit_profile": _("The unit"),
}


class CorrectForm(ReasonForm):
    """The free text of a paper as it is, to be mended, and the reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in self.subject.free_texts.items():
            self.fields[f"text_{key}"] = forms.CharField(
                label=FREE[key],
                initial=text,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 6}),
                error_messages={"required": _("This text cannot be empty.")},
            )
        self.order_fields([*(name for name in self.fields if name.startswith("text_")), "note"])
        self.fields["note"].label = _("Why is this paper corrected?")

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes: each text under its key."""
        return {name.removeprefix("text_"): value for name, value in super().inputs.items()}

    def clean(self) -> dict[str, Any]:
        """Write line ends as the paper has them, so that a text nobody touched is unchanged."""
        given: dict[str, Any] = super().clean() or {}
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in given.items()
        }


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
