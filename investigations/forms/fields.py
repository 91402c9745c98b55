"""What the forms of several files share: days, times, people, money."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.forms import DatePicker, DateTimePicker, DayField, MomentField, MoneyInput
from workflow.forms import NoteForm

BIG_AMOUNT = 12  # digits before the point: no loss of an accident is longer


def past_day(day: datetime.date) -> None:
    """Refuse a day that has not come."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))


def coming_day(day: datetime.date) -> None:
    """Refuse a day that has passed."""
    if day < timezone.localdate():
        raise ValidationError(_("This day has passed already."))


def day_field(label: Any, *checks: Any, **arguments: Any) -> forms.DateField:
    """Return the field of a date, with its sentences."""
    return DayField(
        label=label,
        widget=DatePicker(),
        validators=checks,
        error_messages={"required": _("Enter the date."), "invalid": _("Enter a real date.")},
        **arguments,
    )


def people_field(label: Any) -> forms.IntegerField:
    """Return the field of a number of people."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=9999,
        initial=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"required": _("Enter a number, 0 for none."), "invalid": _("Enter a whole number.")},
    )


def past_moment(moment: datetime.datetime) -> None:
    """Refuse a time that has not come."""
    if moment > timezone.now():
        raise ValidationError(_("This time has not come yet."))


def time_field(label: Any, **arguments: Any) -> forms.DateTimeField:
    """Return the field of a time that has passed, with its sentences."""
    return MomentField(
        label=label,
        widget=DateTimePicker(),
        validators=[past_moment],
        error_messages={
            "required": _("Enter date and time."),
            "invalid": _("Enter a real date and time, such as 2026-03-01 14:30."),
        },
        **arguments,
    )


def words_field(
    label: Any, unwritten: Any, *, rows: int = 3, longest: int = 1000, **arguments: Any
) -> forms.CharField:
    """Return the field of some lines of text; `unwritten` is the sentence where nothing was."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=longest,
        error_messages={"required": unwritten},
        **arguments,
    )


def line_field(label: Any, unwritten: Any, *, longest: int = 200, **arguments: Any) -> forms.CharField:
    """Return the field of one line; `unwritten` is the sentence where nothing was."""
    return forms.CharField(
        label=label, max_length=longest, error_messages={"required": unwritten}, **arguments
    )


def loss_field() -> forms.DecimalField:
    """Return the field of the direct loss in yuan."""
    return forms.DecimalField(
        label=_("Direct economic loss"),
        min_value=Decimal(0),
        max_digits=BIG_AMOUNT + 2,
        decimal_places=2,
        initial=0,
        widget=MoneyInput(),
        error_messages={
            "required": _("Enter the loss in yuan, 0 for none."),
            "invalid": _("Enter an amount in yuan, such as 50000 or 50000.00."),
        },
    )


class DayForm(NoteForm):
    """A move that took place on a day, today or before it; a subclass names the field as its service does."""

    day = ""
    label: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.day] = day_field(self.label, past_day, initial=timezone.localdate())
        self.order_fields(["seen", self.day, "fine", "settlement", "note"])
