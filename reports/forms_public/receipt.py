"""The receipt and what is written under it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.forms_public.fields import long_text
from vault.receipts import Receipt, ReceiptUnreadable, parse_receipt


class LastFourForm(forms.Form):
    """The proof that the receipt was written down."""

    last_four = forms.CharField(
        label=_("Type the last four digits of the code"),
        help_text=_("So that we both know you have it."),
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}
        ),
        error_messages={"required": _("Type the last four digits of the code.")},
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean_last_four(self) -> str:
        """Compare with the code that the page shows."""
        typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", self.cleaned_data["last_four"]))
        if typed != self.code[-4:]:
            raise ValidationError(_("These are not the last four digits. Compare with what you wrote down."))
        return typed


class ReceiptForm(forms.Form):
    """A receipt code as a person types it."""

    code = forms.CharField(
        label=_("Receipt code"),
        help_text=_("The 24 digits of your receipt, with or without spaces."),
        max_length=100,
        widget=forms.TextInput(
            {
                "inputmode": "numeric",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "govuk-input--width-30",
            }
        ),
        error_messages={
            "required": _("Enter the receipt code."),
            "max_length": _("A receipt code has 24 digits. Count them again."),
        },
    )

    def clean_code(self) -> Receipt:
        """Read the code; what it says about the typing says nothing of what is stored."""
        try:
            return parse_receipt(self.cleaned_data["code"])
        except ReceiptUnreadable as error:
            raise ValidationError(str(error.reason)) from error


class MessageForm(forms.Form):
    """A message of the reporter to the desk."""

    text = forms.CharField(
        label=_("Write to the intake desk"),
        help_text=_("Sealed to the desk. You cannot read it again here yourself."),
        widget=long_text(),
        max_length=3000,
        error_messages={"required": _("Write something before you send it.")},
    )


class RetaliationForm(forms.Form):
    """What happened to the reporter, if they wish to say."""

    what = forms.CharField(
        label=_("What happened?"),
        help_text=_(
            "Sealed to the supervision duty: neither the unit nor the officers of your case read it."
        ),
        widget=long_text(3),
        max_length=3000,
        required=False,
    )


class ObjectionForm(forms.Form):
    """Why the reporter does not agree with the answer."""

    text = forms.CharField(
        label=_("Why do you not agree?"),
        help_text=_("Sealed to the desk. Say what was overlooked, or what is not so."),
        widget=long_text(),
        max_length=3000,
        error_messages={"required": _("Say why you do not agree.")},
    )


class ProofForm(forms.Form):
    """A statement that somebody shows, and what opens it."""

    statement = forms.CharField(
        label=_("The statement"),
        help_text=_("All lines of the file, from “statement” to “signature”."),
        widget=long_text(8),
        max_length=2000,
        error_messages={"required": _("Paste the lines of the statement.")},
    )
    opening = forms.CharField(
        label=_("What opens it"),
        help_text=_("Only if the reporter has shown it to you. It is compared here and kept nowhere."),
        widget=long_text(4),
        max_length=100_000,
        required=False,
        # A record may end in a space that counts.
        strip=False,
    )
