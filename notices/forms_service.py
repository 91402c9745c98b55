"""What people type about the service of a paper: a form for each way, and one for the receipt. Nothing here saves."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import DatePicker, DayField, Radios, SignaturePad
from notices.notices import rule_of
from notices.serving import SUFFIXES
from notices.states import Receiver, Way
from workflow.forms import MoveForm, ReasonForm

# Lines as the frame gives them: M x y, then L x y, in a frame of 600 by 200.
DRAWN = re.compile(r"(?:[ML]\d{1,3} \d{1,3})+")
LONGEST_SIGNATURE = 20_000
LARGEST_PHOTO = 10 * 1024 * 1024


def past_day(day: datetime.date) -> None:
    """Refuse a day that has not come."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))


def day_field(label: Any) -> forms.DateField:
    """Return the field of a day that has come."""
    return DayField(
        label=label,
        widget=DatePicker(),
        validators=[past_day],
        initial=timezone.localdate,
        error_messages={"required": _("Enter the date."), "invalid": _("Enter a real date.")},
    )


def line_field(label: Any, unwritten: Any, *, longest: int = 200, **how: Any) -> forms.CharField:
    """Return the field of one line; `unwritten` is the sentence where nothing was."""
    return forms.CharField(label=label, max_length=longest, error_messages={"required": unwritten}, **how)


def words_field(label: Any, unwritten: Any, **how: Any) -> forms.CharField:
    """Return the field of some lines."""
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": unwritten},
        **how,
    )


class PhotoForm(forms.Form):
    """A photo of the signed receipt, or of the paper at the door."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("Of the signed receipt, or of the paper where it was left. JPEG or PNG, 10 MB at most."),
        required=False,
    )

    def clean_photo(self) -> Any:
        """Refuse what is no picture, or too large."""
        photo = self.cleaned_data["photo"]
        if photo and (photo.content_type not in SUFFIXES or photo.size > LARGEST_PHOTO):
            raise ValidationError(_("Choose a photo: JPEG or PNG, 10 MB at most."))
        return photo or None


class ReceiptForm(PhotoForm):
    """Who took the paper, on which day, and what proves it."""

    served_on = day_field(_("Received on"))
    received_by = line_field(_("Received by"), _("Write the name of the person who took it."), longest=60)
    received_as = forms.ChoiceField(
        label=_("This person is"),
        choices=Receiver.choices,
        widget=Radios(),
        error_messages={"required": _("Choose who this person is to the addressee.")},
    )
    signature = forms.CharField(label=_("Signature"), required=False, widget=SignaturePad())

    def clean_signature(self) -> str:
        """Take nothing but lines in the frame."""
        drawn: str = self.cleaned_data["signature"]
        if drawn and (len(drawn) > LONGEST_SIGNATURE or not DRAWN.fullmatch(drawn)):
            raise ValidationError(_("This signature could not be read. Have it drawn anew."))
        return drawn


class ChooseForm(forms.Form):
    """Which way a paper goes; each says from which day it counts."""

    by = forms.ChoiceField(
        label=_("How is this paper served?"),
        choices=[(way.value, way.label) for way in Way if way != Way.MAILBOX],
        widget=Radios(),
        error_messages={
            "required": _("Choose how it is served."),
            "invalid_choice": _("Choose one of these ways."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = {way: rule_of(way) for way in Way if way != Way.MAILBOX}
        is_chinese = (get_language() or "").startswith("zh")
        self.fields["by"].widget.hints = {
            way.value: f"{rule.text if is_chinese else rule.text_en} {rule.citation}"
            for way, rule in rules.items()
        }


class WayForm(MoveForm):
    """The form of one way of service."""

    way: ClassVar[Way]

    by = forms.CharField(widget=forms.HiddenInput, required=False)
    served_with = forms.ModelChoiceField(
        label=_("Second officer"),
        help_text=_("If two of you went."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = User.objects.filter(is_active=True).exclude(certificate_no="").order_by("name", "pk")
        self.fields["served_with"].queryset = officers  # type: ignore[attr-defined]
        self.fields["served_with"].label_from_instance = lambda officer: officer.name  # type: ignore[attr-defined]
        self.fields["by"].initial = self.way.value

    @property
    def inputs(self) -> dict[str, Any]:
        """Name the way by the form and not by what was posted."""
        return {**super().inputs, "by": self.way.value}


class HandForm(WayForm, ReceiptForm):
    """Handed over: the receipt is signed at once."""

    way = Way.IN_PERSON
    field_order = ["served_on", "place", "received_by", "received_as", "signature", "photo", "served_with"]
    place = line_field(_("Place"), _("Say where it was handed over."))

    def clean(self) -> dict[str, Any] | None:
        """Ask for one proof: a signature here, or a photo of the one on paper."""
        given = self.cleaned_data
        if not given.get("signature") and not given.get("photo") and "photo" not in self.errors:
            self.add_error(
                "signature", _("Have it signed here, or add a photo of the receipt signed on paper.")
            )
        return super().clean()


class LeftForm(WayForm, PhotoForm):
    """Left at the door after a refusal."""

    way = Way.LEFT
    field_order = ["served_on", "place", "reason", "witness", "photo", "served_with"]
    served_on = day_field(_("Refused and left on"))
    place = line_field(_("Place"), _("Say where it was left."))
    reason = words_field(_("What was said when it was refused"), _("Say why it was refused."))
    witness = line_field(
        _("Witness"),
        "",
        longest=100,
        required=False,
        help_text=_("Name and office: of the neighbourhood committee, or of the unit."),
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for what the law asks: a witness, or a photo."""
        given = self.cleaned_data
        if not given.get("witness") and not given.get("photo") and "photo" not in self.errors:
            self.add_error("witness", _("Name a witness, or add a photo of the paper where it was left."))
        return super().clean()


class PostForm(WayForm):
    """Handed to the post."""

    way = Way.POST
    field_order = ["sent_on", "channel", "place", "served_with"]
    sent_on = day_field(_("Posted on"))
    channel = line_field(_("Number of the consignment"), _("Write the number of the consignment."))
    place = line_field(_("Address on the envelope"), _("Write the address on the envelope."))


class ElectronicForm(WayForm, PhotoForm):
    """Sent to an address that the party confirmed in writing."""

    way = Way.ELECTRONIC
    field_order = ["served_on", "channel", "consent", "receipt", "photo"]
    served_on = day_field(_("Reached the addressee's system on"))
    channel = line_field(_("Fax number or e-mail address"), _("Write the number or the address."))
    consent = line_field(
        _("Signed confirmation of this address"),
        _("Say by which paper of which day the party agreed."),
        help_text=_("Without it a paper cannot be served in this way."),
    )
    receipt = line_field(_("Receipt of the system, if any"), "", longest=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["served_with"]


class EntrustedForm(WayForm):
    """Sent to another office that hands it over."""

    way = Way.ENTRUSTED
    field_order = ["sent_on", "channel", "reason"]
    sent_on = day_field(_("Entrusted on"))
    channel = line_field(_("Office that hands it over"), _("Name the office."))
    reason = words_field(_("Why"), _("Say why another office hands it over."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["served_with"]


class PublicForm(WayForm):
    """Announced to the public, because nothing else reached the party."""

    way = Way.PUBLIC
    field_order = ["channel", "reason", "content", "collect_at"]
    channel = line_field(_("Where it is published"), _("Say where it is published."))
    reason = words_field(
        _("What was tried, and why it failed"), _("Say what was tried: the file must hold it.")
    )
    content = words_field(_("Gist of the paper"), _("Say in short what the paper decides."))
    collect_at = line_field(_("Where the paper can be fetched"), _("Say where it can be fetched."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["served_with"]


class ProveForm(MoveForm, ReceiptForm):
    """The receipt of a paper that was sent."""

    field_order = ["served_on", "received_by", "received_as", "receipt", "photo"]
    receipt = line_field(_("Number of the receipt, if any"), "", longest=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["signature"]

    def clean_served_on(self) -> datetime.date:
        """Refuse a day before it was sent."""
        day: datetime.date = self.cleaned_data["served_on"]
        if day < self.subject.sent_on:
            raise ValidationError(_("This day lies before the sending."))
        return day


class FailForm(ReasonForm):
    """Why a paper did not arrive."""


FORMS: Mapping[str, type[WayForm]] = {
    form.way.value: form for form in (HandForm, LeftForm, PostForm, ElectronicForm, EntrustedForm, PublicForm)
}
