"""What narrows the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.selectors.audit import MARKED, NIGHT, OPENINGS, REWARD, TIE, VIEWS
from interface.forms import DatePicker, DayField

MARKS = {
    NIGHT: _("opened at night"),
    VIEWS: _("opened unusually often"),
    TIE: _("on a file of a unit with a tie"),
    REWARD: _("on the reward of an identity that was opened"),
}
WHAT = [
    ("", _("everything")),
    (OPENINGS, _("openings of what is sealed")),
    (MARKED, _("what a rule marks")),
    *MARKS.items(),
]


class LogForm(forms.Form):
    """What narrows the log; a field that cannot be read says so, and nothing is shown."""

    reference = forms.CharField(label=_("Reference"), required=False, max_length=20)
    person = forms.CharField(label=_("Who"), required=False, max_length=60)
    since = DayField(label=_("from"), required=False, widget=DatePicker)
    until = DayField(label=_("until"), required=False, widget=DatePicker)
    what = forms.ChoiceField(label=_("What"), required=False, choices=WHAT)

    def narrowing(self) -> dict[str, Any]:
        """Return what was asked for, as the selector takes it."""
        return dict(self.cleaned_data) if self.is_valid() else {}
