"""What is typed about duty and alarms: a month's roster, one's own number, what was done."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alarms.models import Shift
from alarms.planning import Unreadable, month_of, people_by_name, read_lines, read_shift
from alarms.selectors import people_for_duty
from workflow.forms import MoveForm

FAULTS_SHOWN = 20
PHONE = re.compile(r"^\+?[0-9][0-9 -]{5,28}$")


class DoneForm(MoveForm):
    """What was done about the danger."""

    note = forms.CharField(
        label=_("What was done?"),
        help_text=_("Whom you told, who goes there. Name no reporter."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say what was done.")},
    )


class MonthForm(forms.Form):
    """The roster of a month, pasted from the office's own table."""

    month = forms.CharField(
        label=_("Month"),
        help_text=_("For example 2026-12. What stands on the roster for this month is replaced."),
        max_length=7,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric"}),
        error_messages={"required": _("Type the month.")},
    )
    changes_at = forms.TimeField(
        label=_("A shift begins at"),
        initial="08:30",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Type the time."), "invalid": _("Type a time such as 08:30.")},
    )
    lines = forms.CharField(
        label=_("Shifts"),
        help_text=_(
            "A line each: day, first in line, second in line. A shift that does not last until the next day: from, "
            "to, first, second. Names or user names, with commas or tabs between."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"required": _("Paste the shifts.")},
    )

    shifts: list[Shift]
    since: datetime.datetime
    until: datetime.datetime

    def clean_month(self) -> str:
        """Take a month that the calendar has."""
        text: str = self.cleaned_data["month"]
        try:
            self.since, self.until = month_of(text)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_("Type a month such as 2026-12.")) from error
        return text

    def clean(self) -> dict[str, Any]:
        """Read the lines, and say of each that cannot be read why."""
        given: dict[str, Any] = super().clean() or {}
        if "month" in given and "changes_at" in given and "lines" in given:
            self.shifts, faults = self._read(given["lines"], given["changes_at"])
            if faults:
                self.add_error("lines", faults[:FAULTS_SHOWN])
        return given

    def _read(self, text: str, changes_at: datetime.time) -> tuple[list[Shift], list[ValidationError]]:
        people = people_by_name(list(people_for_duty()))
        found: list[Shift] = []
        faults = []
        for number, parts in read_lines(text):
            try:
                shift = read_shift(parts, changes_at=changes_at, people=people)
                self._place(shift, found)
            except Unreadable as fault:
                said = {"number": number, "reason": fault.reason}
                faults.append(ValidationError(_("Line %(number)d: %(reason)s"), params=said))
        return sorted(found, key=lambda shift: shift.starts_at), faults

    def _place(self, shift: Shift, found: list[Shift]) -> None:
        """Put a shift beside the others of the month; two at once would leave open whom to call."""
        if not self.since <= shift.starts_at < self.until:
            raise Unreadable(_("the day is not of this month."))
        if any(other.starts_at < shift.ends_at and shift.starts_at < other.ends_at for other in found):
            raise Unreadable(_("it overlaps with another line."))
        found.append(shift)


class ContactForm(forms.Form):
    """How one is reached on duty."""

    phone = forms.CharField(
        label=_("Mobile number"),
        help_text=_("For text messages and calls on duty. Colleagues who keep the roster see it."),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Type an e-mail address, such as name@example.cn.")},
    )

    def clean_phone(self) -> str:
        """Take digits as a telephone writes them."""
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.match(phone):
            raise ValidationError(_("Type the number in digits, such as 13800000000."))
        return phone
