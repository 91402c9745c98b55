"""What people type about interviews and exposures. Nothing here saves."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.forms import DateTimePicker, MomentField
from investigations.forms.fields import day_field, line_field, past_day, words_field
from sanctions.models import Exposure, Interview
from sanctions.models.interviews import InterviewState
from sanctions.notices_interviews import non_compliance_words
from workflow.forms import NoteForm

MOST_MEASURES = 20


class PlanForm(NoteForm):
    """Who is interviewed, about what, when and where."""

    field_order = ["seen", "click", "interviewee", "problems", "planned_at", "place", "note"]
    interviewee = line_field(_("Who is interviewed"), _("Name who is interviewed."), longest=60)
    problems = words_field(_("Problems"), _("Say which problems are put to the party."))
    planned_at = MomentField(
        label=_("Time of the interview"),
        widget=DateTimePicker(),
        error_messages={
            "required": _("Enter date and time."),
            "invalid": _("Enter a real date and time, such as 2026-03-01 14:30."),
        },
    )
    place = line_field(_("Place of the interview"), _("Say where the interview is held."), longest=120)


class MinutesForm(NoteForm):
    """What was said and promised, with the day of each measure."""

    field_order = ["seen", "click", "held_on", "attended", "reply", "measures", "note"]
    held_on = day_field(_("Held on"), past_day)
    attended = line_field(_("Who was present"), _("Say who was present."), longest=300)
    reply = words_field(_("Reply of the party"), _("Write down what the party replied."))
    measures = words_field(
        _("Measures"),
        _("Write down the measures with their days."),
        rows=4,
        help_text=_(
            "One measure a line, with the day until which it is done, such as: 2026-12-31 安装防护罩"
        ),
    )

    def clean_measures(self) -> list[dict[str, str]]:
        """Read one measure a line: a day and what is done until then."""
        lines = [line.strip() for line in self.cleaned_data["measures"].splitlines() if line.strip()]
        if len(lines) > MOST_MEASURES:
            raise ValidationError(_("There are too many measures for one interview."))
        return [self._measure(line) for line in lines]

    def _measure(self, line: str) -> dict[str, str]:
        day, _space, measure = line.partition(" ")
        try:
            due_on = datetime.date.fromisoformat(day)
        except ValueError as error:
            raise ValidationError(
                _("“%(line)s” does not begin with a day such as 2026-12-31.") % {"line": line[:60]}
            ) from error
        if not measure.strip():
            raise ValidationError(_("Say what is done until %(day)s.") % {"day": day})
        return {"measure": measure.strip(), "due_on": due_on.isoformat()}


class ReportForm(NoteForm):
    """The written report of the party."""

    field_order = ["seen", "click", "reported_on", "report", "note"]
    reported_on = day_field(_("Report received on"), past_day)
    report = words_field(_("What the party reports"), _("Write down what the party reports."))


class TextForm(NoteForm):
    """What is to be read by everybody; what an interview that failed brought up begins with its facts."""

    field_order = ["seen", "click", "headline", "text", "note"]
    headline = line_field(_("Headline"), _("Write a headline."), longest=80)
    text = words_field(
        _("Text"),
        _("Write the text."),
        rows=8,
        longest=3000,
        help_text=_("Facts and lessons about the unit. No name, number or picture of a person."),
    )

    def __init__(self, *args: Any, subject: Exposure, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        drafted = (subject.headline, subject.text)
        failed = Interview.objects.filter(case=subject.case, state=InterviewState.FAILED).last()
        if not subject.text and subject.trigger and failed:
            drafted = non_compliance_words(failed)
        self.fields["headline"].initial, self.fields["text"].initial = drafted
