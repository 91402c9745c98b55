"""What the desk types about a tip. Nothing here saves."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from interface.forms import Checkboxes, DatePicker, DayField, Radios
from reports.matters import places_of
from reports.models import Handoff, Report
from reports.notices import decline_grounds
from reports.packets import packet_of
from reports.selectors import people_to_share_with, reports_visible_to, words_grants_of
from reports.telltales import pointers
from reports.triage import suggestions_for
from workflow.forms import MoveForm, NoteForm, ReasonForm


class DeclineForm(NoteForm):
    """On which ground of the law a tip is not accepted."""

    field_order = ["seen", "ground", "note"]
    ground = forms.ChoiceField(
        label=_("On which ground?"),
        help_text=_("The reporter gets the ground in writing."),
        choices=decline_grounds,
        widget=Radios(),
        error_messages={"required": _("Choose the ground.")},
    )


class TransferForm(NoteForm):
    """Which department is competent."""

    field_order = ["seen", "agency", "note"]
    agency = forms.ModelChoiceField(
        label=_("To which department?"),
        queryset=Agency.objects.filter(is_office=False),
        widget=Radios(),
        empty_label=None,
        error_messages={"required": _("Choose the department.")},
    )

    def __init__(self, *args: Any, subject: Report, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.suggestion = suggestions_for([subject])[subject.pk]
        self.packet, self.found = packet_of(subject).lines, pointers([subject.working_text])
        self.fields["agency"].initial = self.suggestion.agency
        if self.found:
            self.fields["is_checked"] = forms.BooleanField(
                label=_("I have read what is handed on: nothing in it points to the reporter."),
                error_messages={"required": _("Read it first, or change the working text.")},
            )


class AcknowledgeForm(MoveForm):
    """What another department answers to a packet."""

    received_on = DayField(
        label=_("Received on"),
        initial=timezone.localdate,
        widget=DatePicker(),
        error_messages={"required": _("Enter the date."), "invalid": _("Enter a real date.")},
    )
    received_by = forms.CharField(
        label=_("Who signed for it?"),
        help_text=_("Name and post there."),
        max_length=60,
        error_messages={"required": _("Say who signed for it.")},
    )
    number = forms.CharField(label=_("Their file number"), max_length=80, required=False)
    answer = forms.ChoiceField(
        label=_("What does it answer?"),
        choices=Handoff.Answer.choices,
        widget=Radios(),
        error_messages={"required": _("Choose what it answers.")},
    )
    words = forms.CharField(
        label=_("Its answer in words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean_received_on(self) -> datetime.date:
        """Refuse a day that has not come, and one before the packet was made."""
        day: datetime.date = self.cleaned_data["received_on"]
        handoff = self.subject.handoffs.first()
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if handoff and day < timezone.localdate(handoff.sent_at):
            raise ValidationError(_("This day is before the day on which it was handed on."))
        return day


class MergeForm(NoteForm):
    """With which earlier tip this one is handled, and what it adds."""

    field_order = ["seen", "into", "added", "note"]
    into = forms.CharField(
        label=_("Reference of the earlier report"),
        help_text=_("For example JB-2026-000042. It must have been accepted. The order of arrival is kept."),
        max_length=20,
        error_messages={"required": _("Type the reference of the earlier report.")},
    )
    added = forms.CharField(
        label=_("What does this report add?"),
        help_text=_(
            "For the investigators: leave out whatever points to the person. Empty if it adds nothing."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_into(self) -> Report:
        """Find the earlier tip among those that this person sees."""
        try:
            named: Report = Report.objects.by_reference(self.cleaned_data["into"].strip().upper())
            found = reports_visible_to(self.user).get(pk=named.pk)
        except Report.DoesNotExist as error:
            raise ValidationError(_("There is no report with this reference.")) from error
        if found.pk >= self.subject.pk:
            raise ValidationError(_("This report did not come earlier. The order of arrival counts."))
        return found


class ReporterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of several tips, by what counts among reporters: when it came, and whether a name was given."""

    def __init__(self, reports: QuerySet[Report]) -> None:
        super().__init__(
            reports.order_by("pk"),
            label=_("Whose report was the first effective one?"),
            help_text=_(
                "The first that was concrete enough to be followed up. The law rewards the first who gave a name."
            ),
            widget=Radios(),
            empty_label=None,
            error_messages={"required": _("Choose the report.")},
        )

    def label_from_instance(self, obj: Report) -> str:
        """Name the tip."""
        return f"{obj.reference} · {date_format(obj.arrived_at)} · {obj.get_mode_display()}"


class FirstForm(MoveForm):
    """Whose tip on a matter was the first effective one, and why."""

    field_order = ["seen", "click", "first", "reasons"]
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Give the reasons.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [place.report.pk for place in places_of(self.subject)]
        self.fields["first"] = ReporterChoice(Report.objects.filter(pk__in=places))
        self.order_fields(self.field_order)


class WorkingTextForm(MoveForm):
    """The text that investigators work with."""

    text = forms.CharField(
        label=_("Working text for the investigators"),
        help_text=_("Leave out whatever points to the person: names, shifts, places only few people know."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        error_messages={"required": _("Write the working text.")},
    )

    def __init__(self, *args: Any, subject: Report, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["text"].initial = subject.working_text


class ShareForm(ReasonForm):
    """Who of the team may read the original words and files, and why."""

    field_order = ["seen", "readers", "note"]
    readers = forms.MultipleChoiceField(
        label=_("Who may read the original words and files?"),
        help_text=_("Whoever is not chosen cannot read them, or can no longer."),
        required=False,
        widget=Checkboxes(),
        error_messages={"invalid_choice": _("Choose people of the team.")},
    )

    def __init__(self, *args: Any, subject: Report, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.people = {user.username: user for user in people_to_share_with(subject)}
        readers: Any = self.fields["readers"]
        readers.choices = [(name, _with_agency(user)) for name, user in self.people.items()]
        readers.initial = [grant.reader.username for grant in words_grants_of(subject)]

    def clean_readers(self) -> list[User]:
        """Return the people chosen."""
        return [self.people[name] for name in self.cleaned_data["readers"]]


def _with_agency(user: User) -> str:
    return f"{user.name}（{user.agency.name}）" if user.agency else user.name


class ExtendForm(ReasonForm):
    """By which paper the answer may take longer, and why."""

    field_order = ["seen", "approval_number", "approved_on", "note"]
    approval_number = forms.CharField(
        label=_("Number of the approval"),
        max_length=80,
        error_messages={"required": _("Give the number of the approving paper.")},
    )
    approved_on = DayField(
        label=_("Approved on"),
        widget=DatePicker(),
        error_messages={"required": _("Enter the date."), "invalid": _("Enter a real date.")},
    )
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("The reporter is told it. Write in Chinese."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Give the reason.")},
    )

    def clean_approved_on(self) -> datetime.date:
        """Refuse a day that has not come."""
        day: datetime.date = self.cleaned_data["approved_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


class MessageForm(MoveForm):
    """A message that only the receipt opens."""

    text = forms.CharField(
        label=_("Message to the reporter"),
        help_text=_("Only the holder of the receipt can read it. You cannot read it again yourself."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": _("Write the message.")},
    )
