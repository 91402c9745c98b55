"""What people type about orders to rectify. Nothing here saves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.forms import Checkboxes, Radios
from investigations.forms.evidence import team_members
from investigations.forms.fields import coming_day, day_field, line_field, past_day, words_field
from investigations.forms.people import PersonChoice
from investigations.models import EvidenceFile
from investigations.selectors_evidence import photos_of
from investigations.services import Demand, Looked
from investigations.states import ItemResult
from workflow.forms import MoveForm, NoteForm, ReasonForm

# An order with more than this is two orders.
MOST_ITEMS = 30
TYPED = ("problem", "basis", "demand", "responsible", "due_on")


class PhotoChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the photos among the evidence of the case."""

    def __init__(self, label: Any) -> None:
        nothing = EvidenceFile.objects.none()
        super().__init__(label=label, queryset=nothing, required=False, empty_label=_("None"))

    def label_from_instance(self, obj: EvidenceFile) -> str:
        """Name it with the evidence it belongs to."""
        return f"{obj.name} {obj.evidence.title}"


class Items(forms.Form):
    """Fields that come once for each item of an order, drawn item by item: `problem_1`, `problem_2`."""

    template_name = "investigations/items_form.html"
    numbers: list[int]

    @property
    def groups(self) -> Iterator[tuple[str | Promise, list[Any]]]:
        """The heading of each item, with its fields."""
        for number in self.numbers:
            yield self.heading(number), [self[name] for name in self.fields if part_of(name)[1] == number]

    @property
    def others(self) -> list[Any]:
        """The fields that belong to no item."""
        return [field for field in self.visible_fields() if part_of(field.name)[1] is None]

    def heading(self, number: int) -> str | Promise:
        """Call an item by its number."""
        return _("Item %(number)s") % {"number": number}

    def put(self, number: int, name: str, field: forms.Field) -> None:
        """Add a field of one item; its label names the item, for those who read it in a list of what is wrong."""
        field.label = f"{number}. {field.label}"
        self.fields[f"{name}_{number}"] = field

    def told(self, number: int) -> dict[str, Any]:
        """What was typed about one item, by the names of its fields."""
        return {
            part_of(name)[0]: value
            for name, value in self.cleaned_data.items()
            if part_of(name)[1] == number and value not in (None, "")
        }


def part_of(name: str) -> tuple[str, int | None]:
    """Take the name of a field apart: what it asks, and of which item."""
    asked, _line, number = name.rpartition("_")
    return (asked, int(number)) if asked and number.isdigit() else (name, None)


class OrderForm(Items, MoveForm):
    """An order to rectify, with as many items as were found."""

    grows = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = self._filled()
        photos = photos_of(self.subject)
        for number in self.numbers:
            for name, field in _item_fields().items():
                self.put(number, name, field)
            self.fields[f"before_{number}"].queryset = photos  # type: ignore[attr-defined]

    def _filled(self) -> list[int]:
        """Number the items in which something was typed, and where one more was asked for, that one."""
        typed = self.data if self.is_bound else self.initial
        rows = range(1, MOST_ITEMS + 1)
        filled = [n for n in rows if any(str(typed.get(f"{name}_{n}", "")).strip() for name in TYPED)]
        if self.is_bound or not filled:
            return filled or [1]
        return [*filled, filled[-1] + 1][:MOST_ITEMS]

    @property
    def inputs(self) -> dict[str, Any]:
        """The items in their order."""
        return {"items": [Demand(**self.told(number)) for number in self.numbers]}


def _item_fields() -> dict[str, forms.Field]:
    """Return the fields of one item."""
    return {
        "problem": words_field(_("Problem"), _("Write what is wrong."), rows=2),
        "basis": line_field(_("Basis"), _("Name the law and the article."), help_text=_("Law and article.")),
        "demand": words_field(_("What must be done"), _("Write what must be done."), rows=2),
        "responsible": line_field(
            _("Responsible person of the unit"),
            _("Name the person of the unit who answers for it."),
            longest=80,
        ),
        "due_on": day_field(_("Due on"), coming_day),
        "before": PhotoChoice(_("Photo of the problem")),
    }


class AskExtensionForm(ReasonForm):
    """For which items the unit asks for more time, until when, and why."""

    field_order = ["seen", "numbers", "asked_until", "note"]
    numbers = forms.TypedMultipleChoiceField(
        label=_("For which items?"),
        coerce=int,
        widget=Checkboxes(),
        error_messages={"required": _("Choose at least one item.")},
    )
    asked_until = day_field(_("New date"), coming_day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = self.subject.open_items
        self.fields["numbers"].choices = [(item.number, str(item)) for item in left]  # type: ignore[attr-defined]
        self.fields["numbers"].initial = [item.number for item in left]


class _RecheckedForm(Items, NoteForm):
    """When two officers rechecked, who the other one was, and what they saw of each item that is not done."""

    rechecked_on = day_field(_("Rechecked on"), past_day)
    rechecked_with = PersonChoice(
        label=_("Second officer"),
        help_text=_("Two officers recheck together."),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose the second officer.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rechecked_with"].queryset = team_members(self.subject.case)  # type: ignore[attr-defined]
        self.items = {item.number: item for item in self.subject.open_items}
        self.numbers = list(self.items)
        photos = photos_of(self.subject.case)
        for number in self.numbers:
            self._ask(number)
            self.put(number, "after", PhotoChoice(_("Photo of the same place now")))
            self.fields[f"after_{number}"].queryset = photos  # type: ignore[attr-defined]

    def _ask(self, number: int) -> None:
        """Ask of one item what its move needs besides the photo."""

    def heading(self, number: int) -> str | Promise:
        """Call an item by its number and its problem."""
        return str(self.items[number])

    def clean_rechecked_on(self) -> datetime.date:
        """Refuse a day before the order."""
        day: datetime.date = self.cleaned_data["rechecked_on"]
        if day < timezone.localdate(self.subject.created_at):
            raise ValidationError(_("This day lies before the order."))
        return day

    @property
    def inputs(self) -> dict[str, Any]:
        """When, who else, and the note."""
        given = super().inputs
        return {name: given[name] for name in ("rechecked_on", "rechecked_with", "note")}


class RecheckForm(_RecheckedForm):
    """When the recheck found every problem gone, with a photo of each."""

    @property
    def inputs(self) -> dict[str, Any]:
        """The photos by the number of their item."""
        told = {number: self.told(number) for number in self.numbers}
        return {**super().inputs, "photos": {number: said["after"] for number, said in told.items() if said}}


class LeftForm(_RecheckedForm):
    """What the recheck found of each item, and until when the unit has for what is not done."""

    def _ask(self, number: int) -> None:
        result = forms.ChoiceField(
            label=_("What did you find?"),
            choices=[("", _("Not looked at")), *ItemResult.choices],
            widget=Radios(is_small=True, is_inline=True),
            required=False,
        )
        self.put(number, "result", result)
        self.put(number, "due_on", day_field(_("New date, where it is not done"), coming_day, required=False))

    def clean(self) -> dict[str, Any] | None:
        """Ask for a new day of what is not done."""
        for number in self.numbers:
            told = self.told(number)
            is_left = told.get("result") in (ItemResult.PARTLY, ItemResult.NOT_DONE)
            if is_left and "due_on" not in told and f"due_on_{number}" not in self.errors:
                self.add_error(f"due_on_{number}", _("Enter the date."))
        return super().clean()

    @property
    def inputs(self) -> dict[str, Any]:
        """What was found, by the number of the item."""
        told = {number: self.told(number) for number in self.numbers}
        found = {number: _looked(said) for number, said in told.items() if "result" in said}
        return {**super().inputs, "found": found}


def _looked(told: dict[str, Any]) -> Looked:
    day = None if told["result"] == ItemResult.DONE else told.get("due_on")
    return Looked(told["result"], due_on=day, after=told.get("after"))
