"""One screen on which the staff file a tip: the questions of the public form, all at once, and what goes with the way.

What comes of the answers is made by the same code as on the web (`questions.tip_from`), and filed by the same service.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.drafts import Draft
from reports.forms_entry import WAYS, PlaceEntry, UnitEntry, WordsEntry, YouEntry, narrow
from reports.forms_public import DETAILS, HazardForm, QuestionForm, WhatForm
from reports.questions import tip_from
from reports.services import Slip, Tip
from reports.states import Channel, Kind
from reports.uploading import FIELD, add_files, remove_file

TITLES: dict[str, str | Promise] = {
    Channel.HOTLINE: _("A call on 12350"),
    Channel.COUNTER: _("Somebody at the counter"),
    Channel.LETTER: _("A letter"),
    Channel.TRANSFER: _("From another department"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Details:
    """The questions that some kinds are asked and others are not."""

    form: QuestionForm
    kinds: tuple[str, ...]


class Entry:
    """The forms of one screen. Each kind's details stand on it under a prefix; those of the chosen kind count."""

    def __init__(self, channel: str, data: QueryDict | None = None, files: Any = None) -> None:
        self.channel = channel
        self.title = TITLES[channel]
        self.what = WhatForm(data)
        self.details = [
            Details(kind(data, prefix=kind.slot.partition(".")[2]), _kinds_of(kind))
            for kind in dict.fromkeys(DETAILS.values())
        ]
        self.place, self.unit = PlaceEntry(data), UnitEntry(data)
        self.words, self.you = WordsEntry(data), YouEntry(data)
        self.way = WAYS[channel](data, files)
        for form in self._all():
            narrow(form)
        if data is None:
            self.what.fields["kind"].widget.attrs["autofocus"] = True

    @property
    def takes_files(self) -> bool:
        """Whether papers can come with it."""
        return FIELD in self.way.fields

    @property
    def answered(self) -> dict[str, QuestionForm]:
        """The forms that count, as the public form calls their steps."""
        kind = self.what.cleaned_data.get("kind", "") if self.what.is_valid() else ""
        wanted = DETAILS.get(kind, HazardForm)
        details = next(each.form for each in self.details if isinstance(each.form, wanted))
        return {
            "what": self.what,
            "details": details,
            "place": self.place,
            "unit": self.unit,
            "words": self.words,
            "you": self.you,
        }

    @property
    def forms(self) -> list[QuestionForm]:
        """Every form that counts, in the order of the screen."""
        return [*self.answered.values(), self.way]

    def _all(self) -> Iterable[QuestionForm]:
        details = (each.form for each in self.details)
        return (self.what, *details, self.place, self.unit, self.words, self.you, self.way)

    def is_valid(self) -> bool:
        """Judge all that counts, and whether somebody who wishes to be called can be."""
        refused = [form for form in self.forms if not form.is_valid()]
        wish, phone = "is_callback_wished", self.you.cleaned_data.get("phone")
        if self.way.cleaned_data.get(wish) and not phone:
            self.way.add_error(wish, _("Nobody can be called without a telephone number."))
            return False
        return not refused

    def take_files(self, draft: Draft, request: HttpRequest) -> bool:
        """Keep the papers that came with it; say whether all could be taken."""
        if not self.takes_files:
            return True
        remove_file(draft, request.POST.get("remove", ""))
        return add_files(draft, self.way, request)

    @property
    def tip(self) -> Tip:
        """The tip, when all is valid. Where a recording lies is sealed with the identity: a voice is one."""
        tip, recording = tip_from(self.answered), self.way.cleaned_data.get("recording")
        identity = {**tip.identity, "recording": recording} if recording else tip.identity
        return dataclasses.replace(tip, identity=identity)

    @property
    def slip(self) -> Slip:
        """What stood on the envelope."""
        names = {field.name for field in dataclasses.fields(Slip)}
        return Slip(**{name: value for name, value in self.way.cleaned_data.items() if name in names})


def _kinds_of(form_class: type[QuestionForm]) -> tuple[str, ...]:
    return tuple(kind for kind in Kind if DETAILS[kind] is form_class)
