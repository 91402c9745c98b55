"""The questions of the public form, one form a page. They shape and word the input; nothing here saves."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from interface.forms import Checkboxes, DateParts, ManyFiles, Radios
from reports.bilingual import title_of
from reports.prospects import is_name_needed
from reports.states import Kind, Mode
from statutes.codes import DIVISIONS, HOME, SECTORS
from vault.forms import SealedFilesField
from vault.receipts import Receipt, ReceiptUnreadable, parse_receipt
from vault.uploads import MEBIBYTE

LONGEST_TEXT = 5000
# No accident that a report is about lies further back, and no single one has more victims: both are slips of the key.
EARLIEST_YEAR = 1950
MOST_PEOPLE = 999
PHONE = re.compile(r"^\+?[0-9][0-9 \-]{4,18}[0-9]$")
YES, NO = "yes", "no"


class HappenedOn(forms.DateField):
    """A day in the past, as year, month and day."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=DateParts(),
            error_messages={"invalid": _("Enter a real date, such as 2026, 3 and 14.")},
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


def _long_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class QuestionForm(forms.Form):
    """One page of questions. `slot` names where its answers lie in the draft."""

    slot: ClassVar[str]
    title: ClassVar[str | Promise]


class WhatForm(QuestionForm):
    """What is reported, and whether anybody is in danger."""

    slot = "what"
    title = _("What do you want to report?")

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Kind.choices,
        widget=Radios(
            hints={
                Kind.HIDDEN_ACCIDENT: _(
                    "Somebody was killed or hurt, and it was not reported, or reported falsely."
                ),
                Kind.HAZARD: _(
                    "Something dangerous that is still there: a roof, a gas leak, a blocked exit."
                ),
                Kind.VIOLATION: _(
                    "Working without a permit, with untrained people or with banned equipment."
                ),
                Kind.INACTION: _("They were told of a danger and nothing happened."),
                Kind.SERVICE_BODY: _("False safety evaluations, tests or certificates."),
            }
        ),
        error_messages={"required": _("Choose what comes closest.")},
    )
    is_danger_now = forms.ChoiceField(
        label=_("Is anybody in danger right now?"),
        choices=[(YES, _("Yes")), (NO, _("No, or I do not know"))],
        widget=Radios(is_inline=True),
        error_messages={"required": _("Say whether anybody is in danger right now.")},
    )


class HiddenAccidentForm(QuestionForm):
    """A hidden accident: how many people, when, and how it was hidden."""

    slot = "details.hidden_accident"
    title = _("What do you know of the accident?")

    claimed_deaths = People(label=_("How many people died?"))
    claimed_injuries = People(label=_("How many people were hurt?"))
    happened_on = HappenedOn(label=_("On which day was it?"), help_text=_("For example 2026, 3, 14."))
    how_hidden = forms.CharField(
        label=_("How is it being hidden?"),
        help_text=_(
            "For example: the family was paid to keep silent, or the number of dead was given too low."
        ),
        widget=_long_text(),
        max_length=2000,
        required=False,
    )


class HazardForm(QuestionForm):
    """A hazard or a violation: for how long, and who knows."""

    slot = "details.hazard"
    title = _("How long has it been like this?")

    since = forms.CharField(
        label=_("Since when?"),
        help_text=_("For example: for about two months."),
        max_length=100,
        required=False,
    )
    happened_on = HappenedOn(label=_("When did you last see it?"), help_text=_("For example 2026, 3, 14."))
    who_knows = forms.MultipleChoiceField(
        label=_("Who knows about it?"),
        choices=[
            ("workers", _("The workers")),
            ("managers", _("The managers on the spot")),
            ("owner", _("The owner or the head of the unit")),
            ("authority", _("An office or an official")),
        ],
        widget=Checkboxes(),
        required=False,
    )


class InactionForm(QuestionForm):
    """A unit or officer that knows and does not act."""

    slot = "details.inaction"
    title = _("Who was told, and when?")

    officer = forms.CharField(
        label=_("Which office or person does not act?"),
        help_text=_("A name or a post, as far as you know it."),
        max_length=200,
        required=False,
    )
    happened_on = HappenedOn(label=_("When were they told?"), help_text=_("For example 2026, 3, 14."))
    how_told = forms.CharField(
        label=_("How do they know of it?"), widget=_long_text(), max_length=2000, required=False
    )


class ServiceBodyForm(QuestionForm):
    """A safety-service body that cheats."""

    slot = "details.service_body"
    title = _("What is false?")

    cheats = forms.MultipleChoiceField(
        label=_("What did the body do?"),
        choices=[
            ("false_report", _("A report on work that was not done, or with false results")),
            ("false_proof", _("False papers to obtain a qualification")),
            ("lent", _("A qualification lent to others, or borrowed")),
            ("charges", _("Money taken without a service")),
        ],
        widget=Checkboxes(),
        required=False,
    )
    document = forms.CharField(
        label=_("Which report or certificate?"),
        help_text=_("A title or a number, if you know it."),
        max_length=200,
        required=False,
    )
    happened_on = HappenedOn(label=_("What date does it bear?"), help_text=_("For example 2026, 3, 14."))


DETAILS: dict[str, type[QuestionForm]] = {
    Kind.HIDDEN_ACCIDENT: HiddenAccidentForm,
    Kind.HAZARD: HazardForm,
    Kind.VIOLATION: HazardForm,
    Kind.INACTION: InactionForm,
    Kind.SERVICE_BODY: ServiceBodyForm,
}


def division_choices() -> list[tuple[str, str | Promise]]:
    """List the streets, towns and townships of the district; the district itself stands for "not sure"."""
    inner = [(code, title_of(division)) for code, division in DIVISIONS.items() if division.parent == HOME]
    return [("", _("Choose")), *inner, (HOME, _("I am not sure"))]


def sector_choices() -> list[tuple[str, str | Promise]]:
    """List the sectors that a report can be about."""
    return [("", _("I do not know")), *((key, title_of(sector)) for key, sector in SECTORS.items())]


class PlaceForm(QuestionForm):
    """Where it is."""

    slot = "place"
    title = _("Where is it?")

    division = forms.ChoiceField(
        label=_("Street, town or township"),
        choices=division_choices,
        error_messages={"required": _("Choose a street, town or township, or “I am not sure”.")},
    )
    address = forms.CharField(
        label=_("Address, or how to get there"),
        help_text=_("As you would explain it to a driver. This part is sealed."),
        max_length=300,
        required=False,
    )


class UnitForm(QuestionForm):
    """Which unit it is about."""

    slot = "unit"
    title = _("Which unit is it?")

    unit_name = forms.CharField(
        label=_("Name or unified social credit code"),
        help_text=_("What the sign at the gate says is enough. Write “not known” if you cannot tell."),
        max_length=120,
        widget=forms.TextInput(
            {
                "list": "units",
                "autocomplete": "off",
                "hx-post": reverse_lazy("tips:suggest"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#units",
            }
        ),
        error_messages={"required": _("Write the name of the unit, or “not known”.")},
    )
    sector = forms.ChoiceField(
        label=_("What kind of business is it?"), choices=sector_choices, required=False
    )


class WordsForm(QuestionForm):
    """The report in the reporter's own words."""

    slot = "words"
    title = _("Tell us what you know")

    text = forms.CharField(
        label=_("What do you know?"),
        help_text=_(
            "Who, what, where and when, as plainly as you like. Do not write your name or anything that only you can "
            "know, if you wish to stay anonymous."
        ),
        widget=_long_text(10),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write at least a sentence about what you know.")},
    )
    how_known = forms.ChoiceField(
        label=_("How do you know it?"),
        choices=[
            ("saw", _("I saw it myself")),
            ("told", _("Somebody who was there told me")),
            ("papers", _("I have seen papers, photos or films")),
            ("heard", _("I heard it said")),
            ("unsaid", _("I would rather not say")),
        ],
        widget=Radios(),
        error_messages={"required": _("Choose how you know it. “I would rather not say” is an answer too.")},
    )


class FilesForm(QuestionForm):
    """Photos, films, recordings, papers."""

    slot = "files"
    title = _("Photos, films, papers")

    evidence = SealedFilesField(
        label=_("Choose files"),
        help_text=format_lazy(
            _(
                "Photos, films, recordings, PDF, DOCX or XLSX, up to {megabytes} MB each. Names of files are dropped; "
                "the files are sealed while they arrive."
            ),
            megabytes=settings.UPLOAD_MAX_BYTES // MEBIBYTE,
        ),
        widget=ManyFiles(),
        required=False,
    )


def mode_hints() -> dict[str, str | Promise]:
    """Say for each way to report what it means for protection, acceptance and reward, in neutral words."""
    anonymous: list[str | Promise] = [
        _(
            "We cannot know who you are. We cannot call you either: look in with the receipt code for questions."
        ),
        _("The report is judged by its facts, like any other."),
    ]
    if is_name_needed(timezone.localdate()):
        anonymous.append(_("Under the rules in force, rewards go to reporters who gave their name."))
    return {
        Mode.ANONYMOUS: format_lazy("{} " * len(anonymous), *anonymous),
        Mode.CONFIDENTIAL: _(
            "Name and telephone are sealed apart from the report. It takes two people and a reason to open them, and "
            "each opening is recorded. We can ask you back. You can receive a reward."
        ),
        Mode.EMPLOYEE: _(
            "Protected in the same way; the law also forbids the unit to punish you for it. Without name and telephone "
            "a report as an employee may not be accepted. The reward is raised where the province has set a ratio."
        ),
    }


class YouForm(QuestionForm):
    """Who reports, as far as they wish to say."""

    slot = "you"
    title = _("Who are you to us?")

    mode = forms.ChoiceField(
        label=_("How do you want to report?"),
        choices=Mode.choices,
        widget=Radios(),
        error_messages={"required": _("Choose how you want to report.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Leave this and the telephone empty if you report anonymously."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    phone = forms.CharField(
        label=_("Your telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel", "class": "govuk-input--width-20"}),
    )
    reach = forms.CharField(
        label=_("How and when may we call you?"),
        help_text=_("For example: only after seven in the evening; do not say who is calling."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["mode"].widget
        if isinstance(widget, Radios):
            widget.hints = mode_hints()

    def clean_phone(self) -> str:
        """Take digits, spaces and dashes, full-width ones too."""
        phone = unicodedata.normalize("NFKC", self.cleaned_data["phone"]).strip()
        if phone and not PHONE.match(phone):
            raise ValidationError(_("Enter a telephone number with digits only, such as 023 7200 0000."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Ask for a name where it was promised, and refuse one where it was not meant to be given."""
        cleaned = super().clean() or self.cleaned_data
        mode, given = cleaned.get("mode"), [name for name in ("name", "phone") if cleaned.get(name)]
        if mode == Mode.ANONYMOUS and (given or cleaned.get("reach")):
            for name in given or ["reach"]:
                self.add_error(
                    name, _("You chose to stay anonymous: empty this, or choose another way to report.")
                )
        elif mode in (Mode.CONFIDENTIAL, Mode.EMPLOYEE):
            if not cleaned.get("name") and "name" not in self.errors:
                self.add_error("name", _("Write your name, or choose to report anonymously."))
            if not cleaned.get("phone") and "phone" not in self.errors:
                self.add_error("phone", _("Write a telephone number at which we reach you."))
        return cleaned


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
        widget=_long_text(),
        max_length=3000,
        error_messages={"required": _("Write something before you send it.")},
    )
