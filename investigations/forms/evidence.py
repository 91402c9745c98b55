"""What officers type about evidence. Nothing here saves."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import Radios
from investigations.forms.fields import line_field, time_field, words_field
from investigations.forms.people import PersonChoice
from investigations.models import Preservation
from investigations.states import EvidenceKind
from notices.services import REVEALING
from statutes.rules import get_rule
from vault.forms import SealedFilesField
from vault.uploads import HeldFile
from workflow.forms import MoveForm, NoteForm, ReasonForm

DIGEST = re.compile(r"[0-9a-fA-F]{64}")


class PreservationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the preservations of the case."""

    def label_from_instance(self, obj: Preservation) -> str:
        """Name it with what was preserved."""
        return f"{obj.reference} {obj.items[:40]}"


def kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds that the law names today (Penalty Law art. 46), in its order."""
    keys = get_rule("evidence.kinds", on=timezone.localdate()).keys
    return [(key, EvidenceKind(key).label) for key in keys]


class TakeForm(MoveForm):
    """What was taken, from whom, by which two officers, and its files."""

    kind = forms.ChoiceField(
        label=_("Kind of evidence"),
        choices=kind_choices,
        widget=Radios(is_small=True),
        error_messages={"required": _("Choose the kind of evidence.")},
    )
    title = line_field(_("What it is"), _("Say what it is."))
    proves = words_field(
        _("What it shows"),
        _("Say what it shows."),
        help_text=_("Others outside the office read this. Never write that somebody reported it."),
    )
    provider = line_field(
        _("From whom"), _("Say from whom it comes: a person, a unit, or the place itself."), longest=120
    )
    place = line_field(_("Taken at"), _("Say where it was taken."))
    taken_at = time_field(_("Taken on"))
    taken_with = PersonChoice(
        label=_("Second officer"),
        help_text=_("Two officers take evidence together."),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose the second officer.")},
    )
    original_place = forms.CharField(
        label=_("If it is a copy: where is the original?"),
        help_text=_("The provider confirms on the copy that it agrees with the original."),
        required=False,
        max_length=200,
    )
    preservation = PreservationChoice(
        label=_("Was it registered and preserved?"),
        queryset=Preservation.objects.none(),
        required=False,
        empty_label=_("No"),
    )
    place_kept = line_field(_("Where it is kept"), _("Say where it is kept."))
    condition = line_field(
        _("Condition and packing"), _("Say in what condition it is, and how it is packed.")
    )
    originals = SealedFilesField(
        label=_("Files"),
        help_text=_("Photos, films, recordings, PDF, DOCX, XLSX. The original is sealed as it is."),
        required=False,
    )
    digest = forms.CharField(
        label=_("SHA-256 that was noted when the file was made, if any"),
        required=False,
        max_length=64,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_with"].queryset = team_members(self.subject)  # type: ignore[attr-defined]
        self.fields["preservation"].queryset = self.subject.preservations.order_by("pk")  # type: ignore[attr-defined]

    def clean_digest(self) -> str:
        """Ask for 64 hexadecimal digits."""
        digest: str = self.cleaned_data["digest"].strip()
        if digest and not DIGEST.fullmatch(digest):
            raise ValidationError(_("A SHA-256 has 64 digits from 0 to 9 and A to F."))
        return digest

    def clean(self) -> dict[str, Any] | None:
        """Refuse words that would tell an outsider that somebody reported."""
        for name in ("title", "proves", "provider"):
            if REVEALING.search(self.cleaned_data.get(name, "")):
                self.add_error(
                    name, _("Others outside the office read this: do not say that somebody reported it.")
                )
        return super().clean()

    @property
    def inputs(self) -> dict[str, Any]:
        """Claim the files, so that they outlive the request."""
        inputs = super().inputs
        inputs["files"] = held(inputs.pop("originals"))
        return inputs


def held(uploads: list[Any]) -> list[HeldFile]:
    """Claim the files of a form that was found good."""
    return [upload.keep() for upload in uploads]


def team_members(case: Any) -> Any:
    """Return who sits on the team of a case now."""
    return User.objects.filter(memberships__case=case, memberships__left_at=None).select_related("agency")


class HandOverEvidenceForm(NoteForm):
    """To whom it goes, where it will be, and how it is packed."""

    field_order = ["seen", "receiver", "place", "condition", "note"]
    receiver = PersonChoice(
        label=_("To whom?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a person.")},
    )
    place = line_field(_("Where it will be kept"), _("Say where it will be kept."))
    condition = line_field(
        _("Condition and packing"), _("Say in what condition it is, and how it is packed.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = team_members(self.subject.case).exclude(pk=self.subject.holder_id)
        self.fields["receiver"].queryset = others  # type: ignore[attr-defined]


class GiveBackForm(NoteForm):
    """Who got it, where, and in what condition."""

    field_order = ["seen", "outsider", "place", "condition", "note"]
    outsider = line_field(
        _("To whom?"),
        _("Name the person or body that gets it."),
        longest=120,
        help_text=_("Its owner, or another body."),
    )
    place = line_field(_("Where?"), _("Say where it was given."))
    condition = line_field(
        _("Condition and packing"), _("Say in what condition it is, and how it is packed.")
    )


class ExportForm(ReasonForm):
    """For whom the evidence leaves the house, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("For whom, and why?")
