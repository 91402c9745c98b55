"""What people type about a team at work. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import Checkboxes, Radios
from investigations.forms.fields import coming_day, day_field, line_field, words_field
from investigations.forms.people import PeopleChoice, PersonChoice, eligible_for
from investigations.selectors import readable_of, team_of
from investigations.services.seats import Sent, seats_for
from investigations.states import Role
from statutes.investigation import SEATS_ZH, Seat
from workflow.forms import MoveForm, NoteForm, ReasonForm

SEAT = "seat_"


def person_field(label: Any) -> PersonChoice:
    """Return the field of one person, chosen by name and agency."""
    return PersonChoice(
        label=label,
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a person.")},
    )


def seat_field(seat: Seat) -> forms.CharField:
    """Return the field of who is sent for a seat; the seat is called by the words of the law."""
    return forms.CharField(
        label=seat.title_zh,
        help_text=_("Name and post of who is sent. Leave it empty where one of the people above is."),
        max_length=60,
        required=False,
    )


class DeclaringForm(NoteForm):
    """Whoever joins a team has declared whether they have an interest in the matter (Accident Regulation art. 23)."""

    has_interest = forms.TypedChoiceField(
        label=_("Has this person declared an interest in the matter?"),
        help_text=_("Work for the unit, family, money, a part in what is examined."),
        choices=[("no", _("They declare that they have none")), ("yes", _("They have one"))],
        coerce=lambda answer: answer == "yes",
        widget=Radios(),
        error_messages={"required": _("Ask the person, and choose what they declare.")},
    )
    declaration = forms.CharField(
        label=_("What they declared"),
        help_text=_("Their words, or where the signed declaration is kept."),
        max_length=300,
        required=False,
    )


class SeatForm(DeclaringForm):
    """Who joins a team at work."""

    field_order = ["seen", "person", "role", "has_interest", "declaration", "note"]
    person = person_field(_("Who joins the team?"))
    role = forms.ChoiceField(
        label=_("As what?"),
        choices=Role.choices,
        initial=Role.MEMBER,
        widget=Radios(),
        error_messages={"required": _("Choose the part.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = eligible_for(self.subject)  # type: ignore[attr-defined]


class TeamForm(NoteForm):
    """Who investigates: a head and members, of several agencies where the case asks for it."""

    field_order = ["seen", "head", "members", "note"]
    head = PersonChoice(
        label=_("Head of the team"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose the head of the team.")},
    )
    members = PeopleChoice(
        label=_("Members"),
        help_text=_("At least two officers investigate together."),
        queryset=User.objects.none(),
        widget=Checkboxes(),
        error_messages={"required": _("Choose at least one member.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        investigators = eligible_for(self.subject)
        for name in ("head", "members"):
            self.fields[name].queryset = investigators  # type: ignore[attr-defined]
        for seat in seats_for(self.subject):
            self.fields[SEAT + seat.key] = seat_field(seat)
        self.order_fields(
            ["seen", "head", "members", *(name for name in self.fields if SEAT in name), "note"]
        )

    @property
    def inputs(self) -> dict[str, Any]:
        """Take who is sent for a seat of the law out of the fields of the seats."""
        given = super().inputs
        sent = {name: given.pop(name) for name in list(given) if name.startswith(SEAT)}
        delegates = [_sent(name.removeprefix(SEAT), who) for name, who in sent.items() if who]
        return {**given, "delegates": delegates}

    def clean(self) -> dict[str, Any] | None:
        """Ask for two people (Administrative Penalties Law art. 42)."""
        head, members = self.cleaned_data.get("head"), self.cleaned_data.get("members")
        if head and members is not None and not [member for member in members if member != head]:
            self.add_error(
                "members", _("Choose somebody besides the head: two officers investigate together.")
            )
        return super().clean()


class TaskForm(MoveForm):
    """Who has to do what by when."""

    title = line_field(_("What is to be done?"), _("Write what is to be done."), longest=200)
    person = person_field(_("By whom?"))
    due_on = day_field(_("To be done by"), coming_day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _people_of(self.subject)  # type: ignore[attr-defined]


class TaskDoneForm(NoteForm):
    """What came of a task."""

    field_order = ["seen", "result", "note"]
    result = words_field(_("What came of it?"), _("Write what came of it."), rows=3)


class GiveBackForm(ReasonForm):
    """Until when a task that is not done has to be done now, and why."""

    field_order = ["seen", "due_on", "note"]
    due_on = day_field(_("New date"), coming_day)


class InviteForm(DeclaringForm):
    """Who joins the team without an account."""

    field_order = ["seen", "name", "agency_name", "seat", "has_interest", "declaration", "note"]
    name = line_field(_("Name and post"), _("Write the name."), longest=60)
    agency_name = line_field(_("Sent by"), _("Write which authority or body sends them."), longest=100)
    seat = forms.ChoiceField(
        label=_("As what?"),
        choices=[("", _("As an expert")), *SEATS_ZH.items()],
        required=False,
    )


class HandOverForm(ReasonForm):
    """Who leaves, and who takes over."""

    field_order = ["seen", "leaver", "to", "note"]
    leaver = person_field(_("Who leaves?"))
    to = person_field(_("Who takes over?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaver"].queryset = _people_of(self.subject)  # type: ignore[attr-defined]
        self.fields["to"].queryset = eligible_for(self.subject)  # type: ignore[attr-defined]


class ReadingForm(MoveForm):
    """What somebody confirms to have read."""

    papers = forms.MultipleChoiceField(
        label=_("What have you read?"),
        widget=Checkboxes(),
        error_messages={"required": _("Choose what you have read.")},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unread = [item for item in readable_of(self.subject) if not item.is_read_by(user)]
        self.fields["papers"].choices = [(item.key, item.title) for item in unread]  # type: ignore[attr-defined]


def _sent(seat: str, who: str) -> Sent:
    return Sent(name=who, agency_name=SEATS_ZH[seat], seat=seat)


def _people_of(case: Any) -> Any:
    seats = team_of(case).order_by().values("user")
    return User.objects.filter(pk__in=seats).select_related("agency").order_by("pk")
