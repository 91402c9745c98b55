"""The form that takes the platform's answer. Nothing here saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.sheets import BRACKETS, CannotRead, read_rows
from sanctions.forms_remittances import table_of
from workflow.forms import NoteForm

NUMBER = ("行政处罚决定书文号", "决定书文号", "文号")
RESULT = ("处理结果", "结果", "状态", "校验结果")
REASON = ("失败原因", "原因", "错误信息", "备注")
YES = ("成功", "通过", "已接收", "合格")
NO = ("失败", "不通过", "退回", "不合格")


class AnswerForm(NoteForm):
    """The platform's answer as a table: number of the decision, result, reason."""

    field_order = ["seen", "click", "table", "note"]
    table = forms.FileField(
        label=_("The answer of the platform, as CSV or Excel file"),
        help_text=_(
            "The first line holds the headings: 行政处罚决定书文号, 处理结果 (成功 or 失败), 失败原因."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def clean_table(self) -> dict[str, tuple[bool, str]]:
        """Read what was said of each decision."""
        data, is_sheet = table_of(self.cleaned_data["table"])
        try:
            rows = [row for _at, row in read_rows(data, is_sheet=is_sheet) if any(row)]
        except CannotRead as error:
            raise forms.ValidationError(error.reason) from error
        heads = [BRACKETS.sub("", head) for head in (rows[0] if rows else [])]
        places = [
            next((heads.index(name) for name in names if name in heads), -1) for names in (NUMBER, RESULT)
        ]
        if min(places) < 0:
            raise forms.ValidationError(
                _("The list needs columns with these headings: %(headings)s.")
                % {"headings": f"{NUMBER[0]}、{RESULT[0]}"}
            )
        why = next((heads.index(name) for name in REASON if name in heads), -1)
        return {row[places[0]]: (_is_taken(row[places[1]]), row[why] if why >= 0 else "") for row in rows[1:]}


def _is_taken(text: str) -> bool:
    if text not in (*YES, *NO):
        raise forms.ValidationError(
            _("A result is 成功 or 失败; “%(text)s” is neither.") % {"text": text[:40]}
        )
    return text in YES
