"""What the questions of the public form share: fields for what people remember, and the page that is drawn once."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interface.forms import DateParts

# No accident that a report is about lies further back, and no single one has more victims: both are slips of the key.
EARLIEST_YEAR = 1950
MOST_PEOPLE = 999
_ABOUT = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0?[1-9]|1[0-2])?-")


class HappenedOn(forms.DateField):
    """A day in the past, as year, month and day."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=DateParts(),
            error_messages={
                "invalid": _(
                    "Enter a real date, such as 2026, 3 and 14, or leave it empty if you do not know the day."
                )
            },
            **arguments,
        )

    def clean(self, value: Any) -> datetime.date | None:
        """Refuse a day to come and one that no report is about."""
        day: datetime.date | None = super().clean(value)
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Enter a day in the past."))
        if day is not None and day.year < EARLIEST_YEAR:
            raise ValidationError(_("This day is too long ago. Check the year."))
        return day


class AboutWhen(forms.CharField):
    """What is remembered of a time where no day is: it is sealed with the words."""

    def __init__(self) -> None:
        super().__init__(
            label=_("About when, if you do not know the day, and at what hour?"),
            help_text=_("For example: last autumn; always on the night shift."),
            max_length=100,
            required=False,
        )


class People(forms.IntegerField):
    """A number of people, or nothing when it is not known."""

    def __init__(self, **arguments: Any) -> None:
        sentence = _("Enter a whole number, such as 2. Leave it empty if you do not know.")
        super().__init__(
            required=False,
            min_value=0,
            max_value=MOST_PEOPLE,
            widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
            error_messages={
                "invalid": sentence,
                "min_value": sentence,
                "max_value": _("This number is too high. Check it."),
            },
            **arguments,
        )


def long_text(rows: int = 4) -> forms.Textarea:
    """Return a field of several lines."""
    return forms.Textarea({"rows": rows})


class QuestionForm(forms.Form):
    """One page of questions. `slot` names where its answers lie in the draft.

    A page that nobody has typed on looks the same for everybody: it is drawn once a day and language.
    """

    slot: ClassVar[str]
    title: ClassVar[str | Promise]

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Draw the fields."""
        if self.is_bound or self.initial or args or kwargs:
            return super().render(*args, **kwargs)
        return _blank(type(self), get_language(), timezone.localdate())

    __str__ = render
    __html__ = render


class DatedForm(QuestionForm):
    """Questions with a day in the past. A year, or a year and a month, is an answer: it goes with the words."""

    happened_on: HappenedOn
    about_when: AboutWhen

    def clean(self) -> dict[str, Any]:
        """Take a year without a day as a time that is known about."""
        cleaned = super().clean() or self.cleaned_data
        about = _ABOUT.fullmatch(unicodedata.normalize("NFKC", self["happened_on"].data or ""))
        if about and EARLIEST_YEAR <= int(about["year"]) <= timezone.localdate().year:
            self.errors.pop("happened_on", None)
            known = [about["year"], about["month"]] if about["month"] else [about["year"]]
            told = ["-".join(known), cleaned.get("about_when", "")]
            cleaned |= {"happened_on": None, "about_when": " ".join(filter(None, told))}
        return cleaned


@lru_cache(maxsize=64)
def _blank(form_class: type[QuestionForm], language: str | None, on: datetime.date) -> SafeString:
    return super(QuestionForm, form_class()).render()
