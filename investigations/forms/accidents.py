"""What people type about an accident, preserved evidence, and a referral. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models import Unit
from enterprises.selectors import find_unit
from interface.forms import Radios
from investigations.forms.fields import (
    DayForm,
    day_field,
    loss_field,
    past_day,
    people_field,
    time_field,
    words_field,
)
from investigations.states import Settlement
from statutes.rules import get_rule
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
    """When the government replied."""

    day, label = "replied_on", _("Replied on")


class ReviewForm(DayForm):
    """When the implementation was reviewed."""

    day, label = "reviewed_on", _("Reviewed on")


# ---- Preserved evidence and referrals --------------------------------------------------------------------------
class PreserveForm(MoveForm):
    """What is preserved, where, and by whose approval (Penalty Law art. 56)."""

    items = words_field(_("What is preserved"), _("List what is preserved."))
    place = forms.CharField(
        label=_("Where it is kept"), max_length=200, error_messages={"required": _("Say where it is kept.")}
    )
    approval_number = forms.CharField(
        label=_("Number of the head's approval"),
        max_length=80,
        error_messages={"required": _("Give the number of the approving paper.")},
    )
    preserved_on = day_field(_("Preserved on"), past_day)


class SettleForm(DayForm):
    """What becomes of it."""

    day, label = "settled_on", _("Decided on")
    settlement = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=Settlement.choices,
        widget=Radios(),
        error_messages={"required": _("Choose what becomes of it.")},
    )


class ReferralForm(MoveForm):
    """Which crime is suspected, on what grounds, and who signs."""

    crime = forms.CharField(
        label=_("Suspected crime"), max_length=120, error_messages={"required": _("Name the crime.")}
    )
    grounds = words_field(_("Grounds"), _("Say what points to a crime."), rows=5, longest=4000)
    officers = forms.CharField(
        label=_("Officers of the special group"),
        help_text=_("Separated by commas."),
        max_length=120,
        error_messages={"required": _("Name the officers.")},
    )

    def clean_officers(self) -> str:
        """Ask for as many officers as the law wants (Decree 310 art. 5)."""
        typed = self.cleaned_data["officers"].replace("、", ",").replace("，", ",").split(",")
        names = list(dict.fromkeys(name.strip() for name in typed if name.strip()))
        if len(names) < get_rule("crime.team", on=timezone.localdate()).number:
            raise ValidationError(_("One officer alone cannot refer a case: name the others, too."))
        return "、".join(names)


class HandOverForm(NoteForm):
    """When the police got the case."""

    field_order = ["seen", "handed_over_at", "note"]
    handed_over_at = time_field(_("Handed over at"))


class PoliceForm(DayForm):
    """When the police decided."""

    day, label = "police_decided_on", _("The police decided on")


class PoliceRefusalForm(PoliceForm, ReasonForm):
    """When the police declined, and why."""


class ObjectionForm(DayForm, ReasonForm):
    """When the office objected, and why."""

    day, label = "objected_on", _("Objected on")


class DeliverForm(DayForm):
    """When the material went to the police."""

    day, label = "delivered_on", _("Handed over on")
