"""What people type about a penalty and a listing. Nothing here saves."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.forms import MoneyInput
from investigations.forms.fields import DayForm, coming_day, day_field, past_day, words_field
from notices.forms_service import HandForm
from sanctions.remittances import day_of, fen_of
from sanctions.services import decision_to_serve
from workflow.forms import NoteForm, ReasonForm

TWO_WORDS = 2


def fine_field(label: Any) -> forms.DecimalField:
    """Return the field of a fine in yuan, with its sentences."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        widget=MoneyInput(),
        error_messages={
            "required": _("Enter the fine in yuan."),
            "invalid": _("Enter an amount in yuan, such as 50000 or 50000.00."),
            "min_value": _("A fine must be more than nothing. Impose no penalty instead."),
        },
    )


class DefenceForm(NoteForm):
    """What the party said."""

    field_order = ["seen", "defence", "note"]
    defence = forms.CharField(
        label=_("What the party said"),
        help_text=_("Leave this empty when the party said nothing in its time; the file then says so."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )


class ServeForm(NoteForm, HandForm):
    """When the decision was handed to the party, to whom, and what proves it."""

    field_order = [
        "seen",
        "served_on",
        "place",
        "received_by",
        "received_as",
        "signature",
        "photo",
        "served_with",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = decision_to_serve(self.subject)

    def clean_served_on(self) -> datetime.date:
        """Refuse a day before the decision."""
        day: datetime.date = self.cleaned_data["served_on"]
        if self.subject.decided_on and day < self.subject.decided_on:
            raise ValidationError(_("This day lies before the decision."))
        return day


class PayForm(NoteForm):
    """When the fine reached the treasury."""

    field_order = ["seen", "paid_on", "note"]
    paid_on = day_field(_("Paid on"), past_day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = timezone.localdate()

    def clean_paid_on(self) -> datetime.date:
        """Refuse a day before the service."""
        day: datetime.date = self.cleaned_data["paid_on"]
        if self.subject.served_on and day < self.subject.served_on:
            raise ValidationError(_("This day lies before the service."))
        return day


class PublishForm(DayForm):
    """When the decision was published."""

    day, label = "published_on", _("Published on")


class OpenRemedyForm(DayForm):
    """When a reconsideration or a suit began."""

    day, label = "opened_on", _("Began on")


class UpholdForm(DayForm):
    """When a reconsideration or a suit ended."""

    day, label = "closed_on", _("Ended on")


class RevokeForm(UpholdForm, ReasonForm):
    """When the decision was annulled, and on which ground."""


class UnpublishForm(DayForm, ReasonForm):
    """When the decision was taken back from the public, and why (art. 48 asks for the reason)."""

    day, label = "unpublished_on", _("Withdrawn on")


class ReduceForm(UpholdForm, ReasonForm):
    """The fine that a reconsideration or a suit left."""

    fine = fine_field(_("The fine now"))


class AskForm(NoteForm):
    """When and why the party asked for more time."""

    asked_on = day_field(_("Asked on"), past_day, initial=timezone.localdate)
    because = words_field(_("Why it needs more time"), _("Say why the party needs more time."), longest=1000)
    field_order = ["seen", "asked_on", "because", "note"]


class PlanForm(ReasonForm):
    """The instalments, one a line: the day and the amount."""

    parts = forms.CharField(
        label=_("Instalments"),
        help_text=_("One a line: the day and the amount in yuan, such as 2026-07-31 20000.00."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": _("Write down the instalments.")},
    )
    field_order = ["seen", "parts", "note"]

    def clean_parts(self) -> list[tuple[datetime.date, Decimal]]:
        """Read each line, or say which one cannot be read."""
        lines = [line.split() for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        return [_part_of(number, words) for number, words in enumerate(lines, start=1)]


def _part_of(number: int, words: list[str]) -> tuple[datetime.date, Decimal]:
    day, fen = (day_of(words[0]), fen_of(words[1])) if len(words) == TWO_WORDS else (None, None)
    if day is None or fen is None:
        raise ValidationError(
            _("Line %(number)s is no day with an amount in yuan."), params={"number": number}
        )
    return day, Decimal(fen) / 100


class ProposeClosingForm(NoteForm):
    """Why the proceeding can be closed."""

    grounds = words_field(_("Why it can be closed"), _("Say why the proceeding can be closed."), longest=1000)
    field_order = ["seen", "grounds", "note"]


class ExtendForm(ReasonForm):
    """Until when the decision is put off, and why."""

    until_on = day_field(_("To be decided by"), coming_day)
    field_order = ["seen", "until_on", "note"]


class DelayForm(ReasonForm):
    """Until when the party may pay."""

    field_order = ["seen", "until_on", "note"]
    until_on = day_field(_("To be paid by"), coming_day)
