"""The form that takes a file of payments. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.sheets import CannotRead
from sanctions.remittances import PaymentLine, read_payments
from vault.uploads import MEBIBYTE, XLSX

LARGEST_TABLE = 4 * MEBIBYTE


def table_of(upload: Any) -> tuple[bytes, bool]:
    """Return the bytes of an uploaded table and whether it is an Excel file; refuse what is none or too large."""
    if upload.held is None or upload.size > LARGEST_TABLE:
        raise forms.ValidationError(upload.refusal or _("The list is too long. Split it."))
    return b"".join(upload.chunks()), upload.held.media_type == XLSX


class RemittanceForm(forms.Form):
    """The treasury's or the bank's list."""

    table = forms.FileField(
        label=_("The list of the treasury or the bank, as CSV or Excel file"),
        help_text=_(
            "The first line holds the headings: 流水号, 决定书文号 (or 附言), 付款人, 金额, 交易日期, 收款账号. "
            "The file is not kept."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def clean_table(self) -> tuple[bytes, list[PaymentLine]]:
        """Read the lines."""
        data, is_sheet = table_of(self.cleaned_data["table"])
        try:
            return data, read_payments(data, is_sheet=is_sheet)
        except CannotRead as error:
            raise forms.ValidationError(error.reason) from error
