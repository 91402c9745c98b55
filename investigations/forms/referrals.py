"""What people type about preserved evidence and a referral to the police. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import Checkboxes, Radios
from investigations.forms.fields import DayForm, day_field, line_field, past_day, time_field, words_field
from investigations.forms.people import PeopleChoice
from investigations.states import Objection, Settlement
from workflow.forms import MoveForm, NoteForm, ReasonForm


class PreserveForm(MoveForm):
    """What is preserved, where, and by whose approval (Penalty Law art. 56)."""

    items = words_field(
        _("What is preserved"),
        _("List what is preserved."),
        help_text=_(
            "One thing a line: what it is, how many, in what condition. The notice prints it as a list."
        ),
    )
    place = forms.CharField(
        label=_("Where it is kept"), max_length=200, error_messages={"required": _("Say where it is kept.")}
    )
    approval_number = forms.CharField(
        label=_("Number of the head's approval"),
        max_length=80,
        error_messages={"required": _("Give the number of the approving paper.")},
    )
    preserved_on = day_field(_("Preserved on"), past_day)


class MeasuresForm(MoveForm):
    """What is wrong, and what is done at once (Work Safety Law art. 65)."""

    problems = words_field(
        _("What endangers people now"), _("Say what endangers people."), help_text=_("One a line.")
    )
    measures = words_field(
        _("What is ordered at once"),
        _("Say what is ordered."),
        help_text=_("One a line: people leave, production stops, equipment is not used."),
    )


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
    officers = PeopleChoice(
        label=_("Officers of the special group"),
        queryset=User.objects.none(),
        widget=Checkboxes(),
        error_messages={"required": _("Name the officers.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = self.subject.members.filter(left_at=None).values("user")
        officers = User.objects.filter(pk__in=team).exclude(certificate_no="").select_related("agency")
        self.fields["officers"].queryset = officers.order_by("pk")  # type: ignore[attr-defined]


class HandOverForm(NoteForm):
    """When which police got the case, who signed for it, and what went with it (Decree 310 arts. 6, 7)."""

    field_order = ["seen", "handed_over_at", "police", "receipt", "particulars"]
    handed_over_at = time_field(_("Handed over at"))
    police = line_field(_("Which police received it?"), _("Name the police."), longest=120)
    receipt = line_field(_("Who signed the receipt?"), _("Name who signed the receipt."), longest=120)
    particulars = words_field(_("Particulars of the party"), _("Write who the party is."), longest=500)
    investigation_report = line_field(
        _("Investigation report"), _("Name the investigation report."), longest=200
    )
    item_list = line_field(
        _("List of items"), _("Name the list of items, or write that there are none."), longest=200
    )
    appraisal = line_field(_("Appraisal, if any"), "", longest=200, required=False)
    other = line_field(_("Other material, if any"), "", longest=200, required=False)


class ForwardForm(NoteForm):
    """To which police it was forwarded, and when these got it."""

    field_order = ["seen", "handed_over_at", "police", "note"]
    handed_over_at = time_field(_("Received at"))
    police = line_field(_("Which police received it?"), _("Name the police."), longest=120)


class PoliceForm(DayForm):
    """When the police decided."""

    day, label = "police_decided_on", _("The police decided on")


class PoliceRefusalForm(PoliceForm, ReasonForm):
    """When the police declined, and why."""


class ObjectionForm(DayForm, ReasonForm):
    """When the office objected, and why."""

    day, label = "objected_on", _("Objected on")
    objected_to = forms.ChoiceField(
        label=_("To whom?"),
        choices=Objection.choices,
        widget=Radios(),
        error_messages={"required": _("Choose to whom the office objects.")},
    )


class DeliverForm(DayForm):
    """When the material went to the police."""

    day, label = "delivered_on", _("Handed over on")


class JudgmentForm(DayForm):
    """What a court decided, and when."""

    day, label = "judged_on", _("Judged on")
    judgment = words_field(_("Judgment"), _("Write what the court decided."), longest=500)
