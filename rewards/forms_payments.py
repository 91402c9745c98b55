"""The forms of payment files. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from interface.sheets import CannotRead
from rewards.bank import ResultLine, read_results
from rewards.states import BY_FILE
from sanctions.forms_remittances import table_of
from workflow.forms import MoveForm, NoteForm


class DrawForm(forms.Form):
    """For which way of payment a file is drawn up."""

    way = forms.ChoiceField(
        label=_("Way of payment"),
        choices=[(way.value, way.label) for way in BY_FILE],
        initial=BY_FILE[0],
        widget=Radios(),
        error_messages={
            "required": _("Choose the way of payment."),
            "invalid_choice": _("Choose the way of payment."),
        },
    )


class HandOutForm(MoveForm):
    """As which kind of file the bank takes it."""

    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("csv", "CSV"), ("xlsx", "XLSX")],
        widget=Radios(),
        help_text=_(
            "The file holds names and account numbers. It can be taken once: bring it to the bank, and leave no copy "
            "on this computer. Taking it is written to the log of every reward."
        ),
        error_messages={
            "required": _("Choose the kind of file."),
            "invalid_choice": _("Choose the kind of file."),
        },
    )


class ResultForm(NoteForm):
    """The bank's result as a table."""

    field_order = ["seen", "click", "results", "note"]
    results = forms.FileField(
        label=_("The result of the bank, as CSV or Excel file"),
        help_text=_(
            "The first line holds the headings: 业务参考号, 金额, 处理结果 (成功 or 失败), 交易日期, 失败原因. "
            "All of it is taken or nothing. The file is not kept."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def clean_results(self) -> list[ResultLine]:
        """Read what was said of each instruction."""
        data, is_sheet = table_of(self.cleaned_data["results"])
        try:
            return read_results(data, is_sheet=is_sheet)
        except CannotRead as error:
            raise forms.ValidationError(error.reason) from error
