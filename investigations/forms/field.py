"""What officers type in the field, on a phone, perhaps without a network. Nothing here saves.

The page holds nothing of a case: it is kept on the phone so that it opens without a network. A case is named by its
reference, a colleague by name or certificate number; both are judged when the record arrives.
"""

from __future__ import annotations

import datetime
import json
import re
import secrets
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import Radios
from investigations.forms.evidence import held
from investigations.forms.fields import line_field, time_field, words_field
from investigations.selectors import get_case
from investigations.selectors_field import get_record, officer_called
from investigations.states import Asked, FieldKind, SignedBy
from notices.services import REVEALING
from vault.forms import SealedFileField, SealedFilesField

DIGEST = re.compile(r"[0-9a-f]{64}")
KEY = re.compile(r"[0-9a-f]{64}")
PNG = frozenset({"image/png"})
LONGEST = 2000
MOST_QUESTIONS = 60


def tick(label: Any, undone: Any) -> forms.BooleanField:
    """Return a tick that the law asks for; `undone` is the sentence where it is missing."""
    return forms.BooleanField(label=label, error_messages={"required": undone})


class FieldForm(forms.Form):
    """What both kinds of record ask."""

    kind = ""
    title: str | Promise = ""
    told = ("place", "started_at", "ended_at", "signed_by", "signatory", "refusal", "witness", "sending_key")

    sending_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    photographed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    case = line_field(_("Reference of the case"), _("Enter the reference of the case."), longest=20)
    colleague = line_field(
        _("Second officer: name or certificate number"),
        _("Two officers are there: name the other one."),
        longest=60,
    )
    place = line_field(_("Place"), _("Say where."), longest=200)
    started_at = time_field(_("Begun at"))
    ended_at = time_field(_("Ended at"))
    shown = tick(
        _("We both showed our certificates first"),
        _("Show your certificates first: without them the party may refuse."),
    )
    signed_by = forms.ChoiceField(
        label=_("Signature of the person in front of you"),
        choices=SignedBy.choices,
        widget=Radios(is_small=True),
        error_messages={"required": _("Choose how it was signed.")},
    )
    signatory = line_field(_("Name and post of this person"), _("Name the person."), longest=80)
    signature = SealedFileField(label=_("The signature"), required=False, media_types=PNG)
    refusal = forms.CharField(label=_("Why it was refused"), max_length=300, required=False)
    witness = forms.CharField(label=_("Who saw it"), max_length=80, required=False)
    photos = SealedFilesField(
        label=_("Photos"),
        help_text=_("Each is hashed when it is chosen, and again when it arrives."),
        required=False,
    )
    corrects = forms.CharField(
        label=_("If this corrects an earlier record: its reference"), max_length=20, required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["sending_key"].initial = secrets.token_hex(32)

    def clean_sending_key(self) -> str:
        """Take a key of ours alone."""
        key: str = self.cleaned_data["sending_key"]
        if not KEY.fullmatch(key):
            raise ValidationError(_("This page is damaged. Open it again."))
        return key

    def clean_photographed(self) -> list[dict[str, str]]:
        """Read what the device noted of each photo: its digest, and when it was taken."""
        text = self.cleaned_data["photographed"] or "[]"
        try:
            noted = json.loads(text)
            return [{"sha256": _digest(one["sha256"]), "taken_at": _moment(one["taken_at"])} for one in noted]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ValidationError(_("What the device noted of the photos is damaged.")) from error

    def clean_case(self) -> Any:
        """Find the case among those that this person sees."""
        try:
            return get_case(self.user, self.cleaned_data["case"].strip().upper())
        except Http404:
            raise ValidationError(_("You have no case with this reference.")) from None

    def clean(self) -> dict[str, Any]:
        """Judge what hangs together."""
        given = super().clean() or self.cleaned_data
        self._find_people(given)
        self._judge_times(given)
        self._judge_signature(given)
        for name, text in list(given.items()):
            if isinstance(text, str) and REVEALING.search(text):
                self.add_error(
                    name, _("Others outside the office read this: do not say that somebody reported it.")
                )
        return given

    def _find_people(self, given: dict[str, Any]) -> None:
        case, name = given.get("case"), given.get("colleague")
        if case and name:
            given["recorded_with"] = officer_called(case, name.strip())
            if given["recorded_with"] is None:
                self.add_error("colleague", _("Nobody on the team of this case is called so."))
            elif given["recorded_with"] == self.user:
                self.add_error("colleague", _("Two officers are there: name the other one."))
        if case and given.get("corrects"):
            try:
                given["corrected"] = get_record(self.user, given["corrects"].strip().upper())
            except Http404:
                self.add_error("corrects", _("There is no record with this reference."))
            else:
                if given["corrected"].case_id != case.pk:
                    self.add_error("corrects", _("That record belongs to another case."))

    def _judge_times(self, given: dict[str, Any]) -> None:
        started, ended = given.get("started_at"), given.get("ended_at")
        if started and ended and ended < started:
            self.add_error("ended_at", _("It ended before it began."))

    def _judge_signature(self, given: dict[str, Any]) -> None:
        how = given.get("signed_by")
        if how == SignedBy.SCREEN and not given.get("signature"):
            self.add_error("signature", _("Have it signed on the screen, or choose another way."))
        if how == SignedBy.PAPER and not given.get("photos"):
            self.add_error("photos", _("Take a photo of the signed page."))
        if how == SignedBy.REFUSED:
            if not given.get("refusal"):
                self.add_error("refusal", _("Say why it was refused."))
            if not given.get("witness"):
                self.add_error("witness", _("Name who saw it."))

    @property
    def facts(self) -> dict[str, Any]:
        """What stands under the headings of this kind."""
        raise NotImplementedError

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        files = [*given["photos"], *([given["signature"]] if given["signature"] else [])]
        return {
            **{name: given[name] for name in self.told},
            "kind": self.kind,
            "recorded_with": given["recorded_with"],
            "corrects": given.get("corrected"),
            "files": held(files),
            "facts": {**self.facts, "photos": given["photographed"]},
        }


class InspectionForm(FieldForm):
    """An inspection on the spot (Work Safety Law arts. 67, 68)."""

    kind = FieldKind.INSPECTION
    title = _("On-site inspection record")
    field_order = [
        *("case", "colleague", "place", "started_at", "ended_at", "shown", "content", "problems", "handling"),
        *("photos", "signatory", "signed_by", "signature", "refusal", "witness", "corrects"),
    ]
    content = words_field(_("What was inspected"), _("Say what was inspected."), longest=LONGEST)
    problems = words_field(
        _("Problems found"), _("Say what was found, or that nothing was."), longest=LONGEST, rows=5
    )
    handling = words_field(_("What was done about them"), _("Say what was done about them."), longest=LONGEST)

    @property
    def facts(self) -> dict[str, Any]:
        """What was inspected, found and done."""
        return {name: self.cleaned_data[name] for name in ("content", "problems", "handling")}


class InterviewForm(FieldForm):
    """An inquiry, question by question (rules on the papers of enforcement)."""

    kind = FieldKind.INTERVIEW
    title = _("Record of an inquiry")
    field_order = [
        *("case", "colleague", "place", "started_at", "ended_at", "asked_as", "person", "person_post"),
        *("person_id", "shown", "rights", "photos", "signatory", "signed_by", "signature", "refusal"),
        *("witness", "corrects"),
    ]
    asked_as = forms.ChoiceField(
        label=_("Who is asked?"),
        choices=Asked.choices,
        widget=Radios(is_small=True, is_inline=True),
        error_messages={"required": _("Choose as what this person is asked.")},
    )
    person = line_field(_("Name of the person asked"), _("Name the person asked."), longest=60)
    person_post = line_field(_("Unit and post"), _("Say where this person works."), longest=120)
    person_id = line_field(
        _("Kind and number of the identity paper"), _("Enter the identity paper."), longest=60
    )
    rights = tick(
        _("Told: may ask for another officer, may state and defend; answers truthfully"),
        _("Tell the person their rights first."),
    )

    @property
    def answers(self) -> list[dict[str, str]]:
        """The questions and answers as typed; three empty ones where nothing was."""
        if not self.is_bound:
            return [{"question": "", "answer": ""}] * 3
        pairs = zip(
            *(cast("QueryDict", self.data).getlist(name) for name in ("question", "answer")), strict=False
        )
        return [{"question": question.strip(), "answer": answer.strip()} for question, answer in pairs]

    def clean(self) -> dict[str, Any]:
        """Ask for whole pairs, and for one at least."""
        given = super().clean()
        pairs = [pair for pair in self.answers if pair["question"] or pair["answer"]]
        if not pairs or any(not (pair["question"] and pair["answer"]) for pair in pairs):
            self.add_error(None, _("Write down each question with its answer, one at least."))
        elif len(pairs) > MOST_QUESTIONS or any(
            len(text) > LONGEST for pair in pairs for text in pair.values()
        ):
            self.add_error(None, _("That is too much for one record: make a second one."))
        elif any(REVEALING.search(text) or "\0" in text for pair in pairs for text in pair.values()):
            self.add_error(
                None, _("Others outside the office read this: do not say that somebody reported it.")
            )
        given["answers"] = pairs
        return given

    @property
    def facts(self) -> dict[str, Any]:
        """Who was asked, and every question with its answer."""
        names = ("asked_as", "person", "person_post", "person_id", "answers")
        return {name: self.cleaned_data[name] for name in names}


FORMS: dict[str, type[FieldForm]] = {FieldKind.INSPECTION: InspectionForm, FieldKind.INTERVIEW: InterviewForm}


def _digest(text: str) -> str:
    if not DIGEST.fullmatch(text):
        raise ValueError(text)
    return text


def _moment(text: str) -> str:
    return datetime.datetime.fromisoformat(text).isoformat(timespec="seconds")
