"""The pages of the public form that everybody is asked."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from interface.forms import ManyFiles, Radios
from reports.bilingual import title_of
from reports.forms_public.fields import QuestionForm, long_text
from reports.prospects import is_name_needed
from reports.states import Kind, Mode
from statutes.codes import DIVISIONS, HOME, SECTORS, is_valid_uscc
from vault.forms import SealedFilesField
from vault.uploads import MEBIBYTE

LONGEST_TEXT = 5000
LONGEST_NAME = 120
PHONE = re.compile(r"^\+?[0-9][0-9 \-]{4,18}[0-9]$")
# Digits and letters of about the length of a credit code, most of them digits: no name of a unit looks so.
LIKE_USCC = re.compile(r"(?=(?:.*[0-9]){8})[0-9A-Z]{16,20}")
YES, NO = "yes", "no"


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
    # Kept as typed: a point that nobody can read must not stop a report.
    point = forms.CharField(
        label=_("A point on the map"),
        help_text=_(
            "Latitude and longitude as your telephone's map shows them, such as 29.703, 107.390. Sealed as well."
        ),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )


class UnitForm(QuestionForm):
    """Which unit it is about."""

    slot = "unit"
    title = _("Which unit is it?")

    unit_name = forms.CharField(
        label=_("Name or unified social credit code"),
        help_text=_("What the sign at the gate says is enough. Write “not known” if you cannot tell."),
        max_length=LONGEST_NAME,
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

    def clean_unit_name(self) -> str:
        """Check what is written like a credit code, so that a slip of the key does not lead to nobody."""
        typed: str = self.cleaned_data["unit_name"]
        code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).upper()
        if not LIKE_USCC.fullmatch(code):
            return typed
        if not is_valid_uscc(code):
            raise ValidationError(
                _("This looks like a credit code, but a character is wrong. Compare it, or write the name.")
            )
        return code


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
        widget=long_text(10),
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
    else:
        anonymous.append(
            _("You can receive a reward with the receipt code and a password that you choose before sending.")
        )
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
    template_name = "public/report/you_form.html"

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
    claim_password = forms.CharField(
        label=_("A password for the reward, if you report anonymously"),
        help_text=_(
            "You may leave it out. If you choose one, a reward can only be claimed with the receipt code and this "
            "password, so that a found receipt is not enough. Nobody can read it or set it anew: without it the "
            "claim is lost. 6 to 20 characters."
        ),
        min_length=6,
        max_length=20,
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
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
            if cleaned.get("claim_password"):
                self.add_error("claim_password", _("The password is for anonymous reports only: empty this."))
            if not cleaned.get("name") and "name" not in self.errors:
                self.add_error("name", _("Write your name, or choose to report anonymously."))
            if not cleaned.get("phone") and "phone" not in self.errors:
                self.add_error("phone", _("Write a telephone number at which we reach you."))
        return cleaned
