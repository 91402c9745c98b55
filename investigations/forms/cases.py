"""What people type about a case. Nothing here saves."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from enterprises.models import Unit
from enterprises.selectors import find_unit
from interface.forms import Checkboxes, Radios
from investigations.forms.fields import coming_day, day_field, loss_field, past_day, people_field
from investigations.models import Case
from investigations.selectors import people_kept_away
from investigations.states import PROVED, Conclusion, MiningTier, Role
from statutes.codes import SECTORS
from workflow.forms import MoveForm, NoteForm

LONGEST_KEY = re.compile(r"[0-9]{1,18}$")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the investigators."""

    def label_from_instance(self, obj: User) -> str:
        """Name the person with the agency that sends them."""
        return name_with_agency(obj)


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the investigators."""

    def clean(self, value: Any) -> Any:
        """Refuse what cannot be a key before a database is asked: it takes no number of any length."""
        for key in value or ():
            if not LONGEST_KEY.match(str(key)):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)

    def label_from_instance(self, obj: User) -> str:
        """Name the person with the agency that sends them."""
        return name_with_agency(obj)


def name_with_agency(user: User) -> str:
    """Name a person with their agency."""
    return f"{user.name}（{user.agency.name}）" if user.agency else user.name


def eligible_for(case: Case) -> QuerySet[User]:
    """Return the investigators who may join the team of a case: whoever has a conflict of interest is left out."""
    investigators = people_with_duty(Duty.INVESTIGATOR).select_related("agency")
    return investigators.exclude(pk__in=people_kept_away(case).values("pk"))


class SeatForm(NoteForm):
    """Who joins a team at work."""

    field_order = ["seen", "person", "role", "note"]
    person = PersonChoice(
        label=_("Who joins the team?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a person.")},
    )
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

    def clean(self) -> dict[str, Any] | None:
        """Ask for two people (Administrative Penalties Law art. 42)."""
        head, members = self.cleaned_data.get("head"), self.cleaned_data.get("members")
        if head and members is not None and not [member for member in members if member != head]:
            self.add_error(
                "members", _("Choose somebody besides the head: two officers investigate together.")
            )
        return super().clean()


class FindingsForm(MoveForm):
    """What the team found, in a form that the rules can compute with."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=Conclusion.choices,
        widget=Radios(),
        error_messages={"required": _("Choose the conclusion.")},
    )
    inspected_on = day_field(
        _("Inspected on"), past_day, help_text=_("Papers name this day, never the day of the report.")
    )
    facts = forms.CharField(
        label=_("Facts"),
        help_text=_("Papers quote them. Write in Chinese, and never that somebody reported it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Write down what was found.")},
    )
    violations = forms.CharField(
        label=_("Provisions broken"),
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    is_major_hazard = forms.BooleanField(label=_("It is a major hazard"), required=False)
    is_concealed = forms.BooleanField(label=_("An accident was concealed"), required=False)
    deaths = people_field(_("Deaths"))
    concealed_deaths = forms.IntegerField(
        label=_("Of these, concealed"), min_value=0, max_value=9999, initial=0
    )
    serious_injuries = forms.IntegerField(
        label=_("Seriously injured"), min_value=0, max_value=9999, initial=0
    )
    loss = loss_field()
    mining_tier = forms.ChoiceField(
        label=_("Class of the tip"),
        help_text=_("In a mine the share of the fine that the reporter gets turns on it."),
        choices=[("", _("Not determined")), *MiningTier.choices],
        required=False,
    )
    proposes_penalty = forms.BooleanField(label=_("The team proposes a penalty"), required=False)
    proposal = forms.CharField(
        label=_("Proposal"),
        help_text=_("The reporter is told this as the decision."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    note = forms.CharField(
        label=_("Note for the file"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, subject: Case, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        if not (subject.sector in SECTORS and SECTORS[subject.sector].is_mining):
            del self.fields["mining_tier"]

    def clean_violations(self) -> list[str]:
        """Take one provision a line."""
        return [line.strip() for line in self.cleaned_data["violations"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any] | None:
        """Refuse findings that contradict themselves."""
        found = self.cleaned_data
        concealed, deaths = found.get("concealed_deaths"), found.get("deaths")
        if concealed is not None and deaths is not None and concealed > deaths:
            self.add_error("concealed_deaths", _("More deaths cannot have been concealed than there were."))
        if concealed and not found.get("is_concealed"):
            self.add_error("is_concealed", _("Concealed deaths mean that an accident was concealed."))
        if found.get("proposes_penalty"):
            self._check_penalty()
        return super().clean()

    def _check_penalty(self) -> None:
        if self.cleaned_data.get("conclusion") not in (*PROVED, None):
            self.add_error("proposes_penalty", _("What is not proved cannot be penalised."))
        if not self.cleaned_data.get("violations", [""]):
            self.add_error(
                "violations", _("Name the provision that was broken before you propose a penalty.")
            )
        if getattr(self.subject, "unit_id", None) is None:
            self.add_error("proposes_penalty", _("Name the unit of this case before you propose a penalty."))


class UnitForm(MoveForm):
    """Which unit of the register the case is about."""

    unit = forms.CharField(
        label=_("Name or credit code of the unit"),
        help_text=_("As it stands in the register of units."),
        max_length=120,
        error_messages={"required": _("Type the name or the credit code.")},
    )

    def clean_unit(self) -> Unit:
        """Find the unit in the register."""
        found = find_unit(self.cleaned_data["unit"])
        if found is None:
            raise ValidationError(_("The register has no unit with exactly this name or credit code."))
        return found


class OrderForm(MoveForm):
    """An order to rectify."""

    problem = forms.CharField(
        label=_("Problem"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Write what is wrong.")},
    )
    basis = forms.CharField(
        label=_("Basis"),
        help_text=_("Law and article."),
        max_length=200,
        error_messages={"required": _("Name the law and the article.")},
    )
    demand = forms.CharField(
        label=_("What must be done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Write what must be done.")},
    )
    due_on = day_field(_("Due on"), coming_day)


class RecheckForm(NoteForm):
    """When the recheck found the problem gone."""

    field_order = ["seen", "rechecked_on", "note"]
    rechecked_on = day_field(_("Rechecked on"), past_day)

    def clean_rechecked_on(self) -> datetime.date:
        """Refuse a day before the order."""
        day: datetime.date = self.cleaned_data["rechecked_on"]
        if day < timezone.localdate(self.subject.created_at):
            raise ValidationError(_("This day lies before the order."))
        return day


class NewDateForm(NoteForm):
    """Until when the unit has now."""

    field_order = ["seen", "due_on", "note"]
    due_on = day_field(_("New date"), coming_day)
