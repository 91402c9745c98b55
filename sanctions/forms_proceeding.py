"""What people type about a penalty before it is decided. Nothing here saves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from interface.forms import Checkboxes, MoneyInput
from investigations.forms.fields import coming_day, day_field, line_field, words_field
from sanctions.forms import DefenceForm, ExtendForm
from sanctions.models import Penalty
from sanctions.states import Kind, Party
from sanctions.wording import EFFECTS, FACTORS
from statutes.fines import provisions_by_instrument
from statutes.penalties import factors_on
from workflow.forms import MoveForm, NoteForm

SHOWN = 60  # letters of a provision in a list


def money_field(label: Any, **arguments: Any) -> forms.DecimalField:
    """Return the field of an amount in yuan that may be left out."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        widget=MoneyInput(),
        error_messages={
            "invalid": _("Enter an amount in yuan, such as 50000 or 50000.00."),
            "min_value": _("A fine must be more than nothing. Impose no penalty instead."),
        },
        **arguments,
    )


class ReportForm(NoteForm):
    """What two officers found and propose."""

    violated = line_field(_("Provision broken"), _("Name the provision that was broken."), longest=200)
    provision = forms.ChoiceField(
        label=_("Provision of the penalty"),
        help_text=_("Its bracket bounds the fine. Leave it open only where the text is not in the list."),
        required=False,
    )
    basis = forms.CharField(
        label=_("Basis in words"),
        help_text=_("As papers cite it. Left empty, the provision above is cited."),
        max_length=200,
        required=False,
    )
    base_yuan = money_field(
        _("Last year's income, or the illegal gains"),
        help_text=_("Only where the provision counts a share or a multiple of them."),
    )
    factors = forms.MultipleChoiceField(
        label=_("Circumstances"), required=False, widget=Checkboxes(is_small=True)
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of penalty"),
        choices=Kind.choices,
        initial=[Kind.FINE],
        widget=Checkboxes(is_small=True),
        error_messages={"required": _("Choose at least one kind of penalty.")},
    )
    fine = money_field(_("Fine"))
    confiscated = money_field(_("Value of what is confiscated"))
    measures = forms.CharField(
        label=_("Other penalties in words"),
        help_text=_("As the decision will word them, with their length."),
        max_length=300,
        required=False,
    )
    reasons = words_field(
        _("Why this much"),
        _("Say why the fine is as high as this."),
        help_text=_("The circumstances that made the fine higher or lower."),
    )
    deviation = forms.CharField(
        label=_("Why outside the bracket"),
        help_text=_(
            "Only for a fine below the bracket, or by a text that is not loaded. A leader must consent."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    is_public_interest = forms.BooleanField(label=_("Major public interest is concerned"), required=False)
    is_complex = forms.BooleanField(label=_("The case is difficult and complex"), required=False)
    is_grave = forms.BooleanField(label=_("The violation is serious"), required=False)

    def __init__(self, *args: Any, subject: Penalty, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        today, finding = timezone.localdate(), subject.case.finding
        loaded = provisions_by_instrument(today, place=subject.case.division, party=subject.party)
        provisions: Any = self.fields["provision"]
        provisions.choices = [
            ("", _("Not in the list")),
            *(
                (title, [(rule.id, f"{rule.citation.article} {rule.text[:SHOWN]}") for rule in rules])
                for title, rules in loaded.items()
            ),
        ]
        factors: Any = self.fields["factors"]
        factors.choices = [
            (key, f"{FACTORS[key]} ({EFFECTS[factor.effect]})") for key, factor in factors_on(today).items()
        ]
        self._fill(subject, finding, {rule.id for rules in loaded.values() for rule in rules})
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def _fill(self, subject: Penalty, finding: Any, known: set[str]) -> None:
        """Begin with what was proposed before, or with what the findings name."""
        for name in ("violated", "basis", "reasons", "measures", "deviation", "provision", "kinds"):
            if getattr(subject, name):
                self.fields[name].initial = getattr(subject, name)
        if subject.fine_fen:
            self.fields["fine"].initial = subject.fine
        if finding and finding.violations and not subject.violated:
            self.fields["violated"].initial = str(finding.violations[0])[:200]
        if finding and not subject.provision:
            self.fields["provision"].initial = next((key for key in finding.rule_ids if key in known), "")

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes: no amount is nothing."""
        found = super().inputs
        found["fine"] = found["fine"] or Decimal()
        found["confiscated"] = found["confiscated"] or Decimal()
        return {**found, "factors": tuple(found["factors"]), "kinds": tuple(found["kinds"])}


class FileForm(MoveForm):
    """Against whom else of the case a proceeding is filed."""

    person_name = line_field(_("Who"), _("Enter the name."), longest=60)
    party = forms.ChoiceField(
        label=_("Penalised as"), choices=[choice for choice in Party.choices if choice[0] != Party.UNIT]
    )


class PartyDefenceForm(DefenceForm):
    """What the party said, what the office says to it, or that the party gave its rights up."""

    answer = forms.CharField(
        label=_("What the office says to it"),
        help_text=_("Which facts, reasons and evidence hold, and are adopted (Penalties Law art. 45)."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    is_waived = forms.BooleanField(
        label=_("The party declared in writing that it gives up its defence and a hearing"), required=False
    )
    field_order = ["seen", "defence", "answer", "is_waived", "note"]


class HearingForm(NoteForm):
    """Day, hour, place and chair of the hearing."""

    hearing_on = day_field(
        _("Day of the hearing"),
        coming_day,
        help_text=_("The party must be told well before it; a day too near is refused."),
    )
    hearing_time = forms.TimeField(
        label=_("Hour of the hearing"),
        initial="09:30",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Type the time."), "invalid": _("Type a time such as 08:30.")},
    )
    hearing_place = line_field(_("Place"), _("Name the place."), longest=100)
    chair = forms.ModelChoiceField(
        label=_("Chair"),
        queryset=User.objects.none(),
        error_messages={"required": _("Name a hearing chair."), "invalid_choice": _("Name a hearing chair.")},
    )
    field_order = ["seen", "hearing_on", "hearing_time", "hearing_place", "chair", "note"]

    def __init__(self, *args: Any, subject: Penalty, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        chairs: Any = self.fields["chair"]
        team = subject.case.members.values("user")
        chairs.queryset = people_with_duty(Duty.CHAIR).exclude(pk__in=team).order_by("name")


class ExtendFurtherForm(ExtendForm):
    """Until when the heads together put the decision off."""

    present = forms.ModelMultipleChoiceField(
        label=_("Who discussed it, besides you"),
        queryset=User.objects.none(),
        to_field_name="username",
        widget=Checkboxes(is_small=True),
        error_messages={"required": _("At least two heads of the office discuss a penalty.")},
    )
    field_order = ["seen", "until_on", "present", "note"]

    def __init__(self, *args: Any, subject: Penalty, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        present: Any = self.fields["present"]
        team = subject.case.members.values("user")
        present.queryset = people_with_duty(Duty.LEADER).exclude(pk__in=team).order_by("name")


class SpotForm(NoteForm):
    """What is written down on the spot."""

    place = line_field(_("Place"), _("Name the place."), longest=100)
    defence = forms.CharField(
        label=_("What the party said when it was told"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    field_order = ["seen", "place", "defence", "note"]
