"""What people type about a hearing, the legal review and the collective discussion. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from interface.forms import Checkboxes
from investigations.forms.fields import day_field, line_field, past_day, words_field
from sanctions.models import Penalty
from workflow.forms import NoteForm, ReasonForm


class HoldForm(NoteForm):
    """The record of a hearing."""

    hours = line_field(
        _("From when to when"),
        _("Write down from when to when the hearing was held."),
        longest=60,
        help_text=_("As the record will say it, such as 9:30 to 11:00."),
    )
    attendance = line_field(_("Who was there"), _("Name who was there."), longest=300)
    presented = words_field(
        _("What the investigators laid before it"),
        _("Write down what the investigators laid before the hearing."),
        rows=5,
        longest=6000,
        help_text=_("The facts, the evidence and the penalty they propose."),
    )
    record = words_field(
        _("What the party answered"),
        _("Write down what the party answered."),
        rows=6,
        longest=6000,
        help_text=_("Its defence, and what it says to the evidence. The decision rests on this record."),
    )
    field_order = ["seen", "hours", "attendance", "presented", "record", "note"]


class OpinionForm(NoteForm):
    """The chair's report."""

    opinion = words_field(_("Opinion"), _("Write the opinion on the hearing."), rows=5, longest=2000)
    field_order = ["seen", "opinion", "note"]


class ReviewForm(NoteForm):
    """What the legal review found, point by point; the opinion is printed from it."""

    competence = words_field(
        _("Competence"),
        _("Say whether the office may decide this."),
        rows=2,
        help_text=_("Is this office in charge, and do its officers hold their certificates?"),
    )
    facts_checked = words_field(
        _("Facts and evidence"),
        _("Say whether the facts are clear and proved."),
        rows=2,
        help_text=_("Are the facts clear, and does the evidence suffice and come about lawfully?"),
    )
    law_applied = words_field(
        _("Law and discretion"),
        _("Say whether the law is applied rightly."),
        rows=2,
        help_text=_("Is the right provision applied, and is the amount in keeping with like cases?"),
    )
    procedure = words_field(
        _("Procedure"),
        _("Say whether the procedure was lawful."),
        rows=2,
        help_text=_("Was the party told and heard, and are all periods kept?"),
    )
    qualification = line_field(
        _("Your qualification"),
        _("Write down your qualification."),
        help_text=_("Whoever reviews for the first time holds the national legal qualification (art. 58)."),
    )
    points = ["competence", "facts_checked", "law_applied", "procedure", "qualification"]
    field_order = ["seen", *points, "note"]


class SendBackForm(ReasonForm, ReviewForm):
    """What the legal review found, and why the penalty is not passed."""

    field_order = ReviewForm.field_order


class DiscussForm(NoteForm):
    """The record of the collective discussion."""

    discussed_on = day_field(_("Discussed on"), past_day, initial=timezone.localdate)
    place = line_field(_("Place"), _("Name the place."), longest=100)
    present = forms.ModelMultipleChoiceField(
        label=_("Who discussed it, besides you"),
        queryset=User.objects.none(),
        to_field_name="username",
        widget=Checkboxes(is_small=True),
        error_messages={"required": _("At least two heads of the office discuss a penalty.")},
    )
    opinions = words_field(
        _("What each of them said"), _("Write down what each of them said."), rows=5, longest=4000
    )
    conclusion = words_field(_("Conclusion"), _("Write down the conclusion."), rows=2, longest=1000)
    field_order = ["seen", "discussed_on", "place", "present", "opinions", "conclusion", "note"]

    def __init__(self, *args: Any, subject: Penalty, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        present: Any = self.fields["present"]
        team = subject.case.members.values("user")
        present.queryset = people_with_duty(Duty.LEADER).exclude(pk__in=team).order_by("name")
