"""What people type about an accident and the report of its investigation. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit
from interface.forms import Radios
from investigations.forms.fields import (
    DayForm,
    coming_day,
    day_field,
    line_field,
    loss_field,
    past_day,
    people_field,
    time_field,
    words_field,
)
from investigations.models import AccidentReport, Delegate, Promise
from investigations.services.reports import SIGNING
from investigations.states import Kept
from workflow.forms import MoveForm, NoteForm, ReasonForm


class AccidentForm(forms.Form):
    """The fast report: what the law wants to know at once (Accident Regulation art. 12)."""

    unit = forms.CharField(
        label=_("Name or credit code of the unit"),
        help_text=_("As it stands in the register of units."),
        max_length=120,
        error_messages={"required": _("Type the name or the credit code.")},
    )
    happened_at = time_field(_("When it happened"))
    unit_informed_at = time_field(
        _("When the head of the unit was told"), help_text=_("The unit's period to report runs from here.")
    )
    unit_reported_at = time_field(
        _("When the unit reported"),
        help_text=_("Leave this empty where the unit has not reported itself."),
        required=False,
    )
    received_at = time_field(
        _("When the office learnt of it"), help_text=_("The period to report upward runs from here.")
    )
    is_traffic_or_fire = forms.BooleanField(
        label=_("It is a road-traffic accident or a fire"), required=False
    )
    place = forms.CharField(
        label=_("Place and scene"), max_length=300, error_messages={"required": _("Say where it happened.")}
    )
    course = words_field(_("Brief course"), _("Say briefly what happened."))
    deaths = people_field(_("Deaths"))
    missing = people_field(_("Missing"))
    serious_injuries = people_field(_("Seriously injured"))
    loss = loss_field()
    measures = words_field(_("Measures taken"), "", required=False)

    def clean_unit(self) -> Unit:
        """Find the unit in the register."""
        found = find_unit(self.cleaned_data["unit"])
        if found is None:
            raise ValidationError(_("The register has no unit with exactly this name or credit code."))
        return found

    def clean(self) -> dict[str, Any] | None:
        """Refuse that somebody knew before it happened."""
        happened_at = self.cleaned_data.get("happened_at")
        for name in ("unit_informed_at", "unit_reported_at", "received_at"):
            at = self.cleaned_data.get(name)
            if at and happened_at and at < happened_at:
                self.add_error(name, _("This time lies before the accident."))
        return super().clean()


class UnitReportForm(NoteForm):
    """When the unit reported."""

    field_order = ["seen", "unit_reported_at", "note"]
    unit_reported_at = time_field(_("When the unit reported"))


class ReportUpForm(NoteForm):
    """When the next level was told."""

    field_order = ["seen", "reported_up_at", "note"]
    reported_up_at = time_field(_("When the next level was told"))


class CasualtiesForm(NoteForm):
    """The numbers as they stand now."""

    field_order = ["seen", "deaths", "missing", "serious_injuries", "loss", "note"]
    deaths = people_field(_("Deaths"))
    missing = people_field(_("Missing"))
    serious_injuries = people_field(_("Seriously injured"))
    loss = loss_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("deaths", "missing", "serious_injuries", "loss"):
            self.fields[name].initial = getattr(self.subject, name)


class AppraisalForm(DayForm, ReasonForm):
    """Since when, and what is appraised."""

    day, label = "began_on", _("Began on")


class AppraisedForm(DayForm):
    """When the appraisal ended."""

    day, label = "ended_on", _("Ended on")


class ExtensionForm(ReasonForm):
    """Which paper of the approving level allows more time, and why."""

    field_order = ["seen", "approval_number", "approved_on", "note"]
    approval_number = forms.CharField(
        label=_("Number of the approval"),
        max_length=80,
        error_messages={"required": _("Give the number of the approving paper.")},
    )
    approved_on = day_field(_("Approved on"), past_day)


class SubmitReportForm(DayForm):
    """When the report was handed in."""

    day, label = "submitted_on", _("Handed in on")


class ReplyForm(DayForm):
    """When the government replied, and what it decided."""

    day, label = "replied_on", _("Replied on")
    opinion = words_field(_("Opinion of the government"), _("Write what the government decided."))
    handling = words_field(
        _("How those responsible are dealt with"), _("Write how those responsible are dealt with.")
    )


class MandateForm(NoteForm):
    """By which paper a higher government leaves the investigation to this office."""

    field_order = ["seen", "number", "note"]
    number = line_field(_("Number of the paper"), _("Give the number of the paper."), longest=80)


class HandUpForm(ReasonForm):
    """When the accident was handed up, and why."""

    field_order = ["seen", "handed_up_at", "note"]
    handed_up_at = time_field(_("Handed up at"))


class PublishForm(DayForm):
    """Since when, and where, the report can be read."""

    day, label = "published_on", _("Published on")
    where = line_field(_("Where it can be read"), _("Say where it can be read."), longest=200)


class DraftReportForm(MoveForm):
    """What the law wants in the report (Accident Regulation art. 30), beside what the accident itself says."""

    course = words_field(_("Course and rescue"), _("Write the course and the rescue."), rows=5, longest=8000)
    cause = words_field(_("Cause and nature"), _("Write cause and nature."), rows=5, longest=8000)
    responsibility = words_field(
        _("Who is responsible, and how they are to be dealt with"),
        _("Write who is responsible, and how they are to be dealt with."),
        rows=5,
        longest=8000,
    )
    evidence = words_field(_("Evidence attached"), _("List the evidence."), longest=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if report := AccidentReport.objects.filter(accident=self.subject).first():
            for name in ("course", "cause", "responsibility", "evidence"):
                self.fields[name].initial = getattr(report, name)


class PromiseForm(MoveForm):
    """What has to be done, by whom, and until when."""

    what = line_field(_("Measure"), _("Write the measure."), longest=300)
    who = line_field(_("Who carries it out"), _("Say who carries it out."), longest=120)
    due_on = day_field(_("To be done by"), coming_day)
    is_mistake = forms.BooleanField(label=_("Take this measure off again"), required=False)


class SignForm(MoveForm):
    """For whom somebody signs, and what they dissent from."""

    delegate = forms.ModelChoiceField(
        label=_("Whose signature is it?"),
        help_text=_("The head of the team enters the signatures of those who have no account."),
        queryset=Delegate.objects.none(),
        empty_label=_("My own"),
        required=False,
    )
    dissent = words_field(
        _("Dissent"), "", required=False, help_text=_("Leave this empty where there is none.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        away = Delegate.objects.filter(case=self.subject.case, left_at=None, role__in=SIGNING)
        self.fields["delegate"].queryset = away  # type: ignore[attr-defined]


class ReviewPromiseForm(MoveForm):
    """Which measure was carried out, and what shows it."""

    promise = forms.ModelChoiceField(
        label=_("Which measure?"),
        queryset=Promise.objects.none(),
        error_messages={"required": _("Choose the measure.")},
    )
    kept = forms.ChoiceField(
        label=_("Was it carried out?"),
        choices=Kept.choices,
        widget=Radios(),
        error_messages={"required": _("Choose whether it was carried out.")},
    )
    found = words_field(_("What shows it"), _("Write what the review found."), longest=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promise"].queryset = self.subject.promises.all()  # type: ignore[attr-defined]


class ReviewForm(DayForm):
    """When the implementation was reviewed."""

    day, label = "reviewed_on", _("Reviewed on")
