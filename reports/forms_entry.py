"""What a clerk types for somebody on the line, at the counter or in a letter: the public questions, set for speed.

The questions are those of the public form, with their rules and labels; a clerk reads the labels aloud. Here they only
become narrow, and get beside them what belongs to the way on which the tip came.
"""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from interface.forms import Checkboxes, DatePicker, DayField, Radios
from reports.forms_public import FilesForm, PlaceForm, QuestionForm, UnitForm, WordsForm, YouForm
from reports.forms_public.steps import division_choices, sector_choices
from reports.states import Channel, Mode

# A letter that took longer is a slip of the year.
LONGEST_ON_THE_WAY = datetime.timedelta(days=365)


def _numbered(choices: list[tuple[str, str | Promise]]) -> list[tuple[str, str | Promise]]:
    """Put a number before each choice: typed into the list, it finds the choice without the input method."""
    return [(key, format_lazy("{} {}", f"{number:02}", label)) for number, (key, label) in enumerate(choices)]


def numbered_divisions() -> list[tuple[str, str | Promise]]:
    """List the divisions, each with its number."""
    return _numbered(division_choices())


def numbered_sectors() -> list[tuple[str, str | Promise]]:
    """List the sectors, each with its number."""
    return _numbered(sector_choices())


class PlaceEntry(PlaceForm):
    """Where it is. A map is nothing for somebody on the line: the address is said in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["point"]
        cast("forms.ChoiceField", self.fields["division"]).choices = numbered_divisions


class UnitEntry(UnitForm):
    """Which unit it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_name"].widget.attrs["hx-post"] = reverse_lazy("hotline:suggest")
        cast("forms.ChoiceField", self.fields["sector"]).choices = numbered_sectors


class WordsEntry(WordsForm):
    """What the reporter says, in their words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 5


class YouEntry(YouForm):
    """Who the reporter is, as far as they wish to say. A password is nothing to be said aloud."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["claim_password"]


# ---- What belongs to the way ------------------------------------------------------------------------------------
class Callback(forms.Form):
    """Whether the reporter wishes to be called."""

    is_callback_wished = forms.BooleanField(
        label=_("Wishes to be called back"),
        help_text=_("Telephone and time stand above, and are sealed: a custodian opens them to call."),
        required=False,
    )


class CallForm(Callback, QuestionForm):
    """A call."""

    slot = "call"
    title = _("The call")
    field_order = ["is_callback_wished", "recording"]

    recording = forms.CharField(
        label=_("Where the recording is"),
        help_text=_("Its number in the telephone system. Sealed like a name: a voice tells who it was."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class CounterForm(Callback, FilesForm):
    """A visit."""

    slot = "counter"
    title = _("The visit")
    field_order = ["is_callback_wished", "evidence"]


class _Late(FilesForm):
    """What came on a day before today, in an envelope that bears a number."""

    received_on = DayField(
        label=_("Received on"),
        help_text=_("The period to decide counts from this day."),
        initial=timezone.localdate,
        widget=DatePicker(),
        error_messages={"required": _("Enter the date."), "invalid": _("Enter a real date.")},
    )

    def clean_received_on(self) -> datetime.date:
        """Refuse a day to come and a slip of the year."""
        day: datetime.date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if day < timezone.localdate() - LONGEST_ON_THE_WAY:
            raise ValidationError(_("This day is too long ago. Check the year."))
        return day


class LetterForm(_Late):
    """A letter."""

    slot = "letter"
    title = _("The letter")
    field_order = ["received_on", "number", "evidence"]

    number = forms.CharField(
        label=_("Number in the register of letters"),
        help_text=_("Write the same number on the envelope."),
        max_length=80,
        error_messages={"required": _("Enter the number under which the letter is registered.")},
    )


class TransferInForm(_Late):
    """What another department hands on."""

    slot = "transfer"
    title = _("The transfer")
    field_order = ["sender", "number", "received_on", "answer_by", "evidence"]

    sender = forms.CharField(
        label=_("Which department hands it on?"),
        max_length=80,
        widget=forms.TextInput({"list": "senders", "autocomplete": "off"}),
        error_messages={"required": _("Name the department.")},
    )
    number = forms.CharField(
        label=_("Their file number"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter their file number: the answer goes back under it.")},
    )
    answer_by = DayField(
        label=_("They ask for an answer by"),
        widget=DatePicker(),
        required=False,
        error_messages={"invalid": _("Enter a real date.")},
    )

    def clean(self) -> dict[str, Any]:
        """See that the answer is asked for after it came."""
        given = super().clean() or self.cleaned_data
        received_on, answer_by = given.get("received_on"), given.get("answer_by")
        if received_on and answer_by and answer_by < received_on:
            self.add_error("answer_by", _("This day is before the day on which it came."))
        return given


WAYS: dict[str, type[QuestionForm]] = {
    Channel.HOTLINE: CallForm,
    Channel.COUNTER: CounterForm,
    Channel.LETTER: LetterForm,
    Channel.TRANSFER: TransferInForm,
}


def narrow(form: QuestionForm) -> None:
    """Set the choices close, and leave out the hints: the clerk knows them, and says what the script says."""
    is_public = type(form) not in WAYS.values()
    for name, field in form.fields.items():
        if is_public and name != "unit_name":
            field.help_text = ""
        if isinstance(field, forms.ChoiceField) and isinstance(field.widget, Radios):
            field.widget.describe(
                None, None, is_inline=len(list(field.widget.choices)) <= len(Mode), is_small=True
            )
        elif isinstance(field.widget, Checkboxes):
            field.widget.describe(None, None, is_inline=False, is_small=True)
