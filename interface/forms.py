"""How the house draws a form: one renderer for every Django form, and the few widgets that Django lacks.

`{{ form }}` draws all fields, `{{ form.name.as_field_group }}` or `components/field.html` draws one. Errors,
hints and summary links carry the ids that bind them to their control. Nothing here saves or validates.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Text = str | Promise
PARTED = "\x1f"


def search_text(typed: str, *, longest: int) -> str:
    """Return what was typed into a search box: trimmed, cut, and without NUL, which PostgreSQL takes in no text."""
    return typed.replace("\0", "").strip()[:longest]


class _Choices:
    """What radios and checkboxes share: a hint per choice, and a field that a choice opens."""

    hints: Mapping[str, Text]
    reveals: Mapping[str, str]
    is_inline: bool
    is_small: bool

    def describe(
        self,
        hints: Mapping[str, Text] | None,
        reveals: Mapping[str, str] | None,
        is_inline: bool,
        is_small: bool,
    ) -> None:
        """Keep the wording that goes with the choices."""
        self.hints = hints or {}
        self.reveals = reveals or {}
        self.is_inline = is_inline
        self.is_small = is_small


class Radios(_Choices, forms.RadioSelect):
    """One choice of several. `hints` maps a value to a sentence, `reveals` a value to a field it opens."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        hints: Mapping[str, Text] | None = None,
        reveals: Mapping[str, str] | None = None,
        is_inline: bool = False,
        is_small: bool = False,
    ) -> None:
        super().__init__(attrs)
        self.describe(hints, reveals, is_inline, is_small)


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any number of choices, with the same hints and reveals as `Radios`."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        hints: Mapping[str, Text] | None = None,
        reveals: Mapping[str, str] | None = None,
        is_small: bool = False,
    ) -> None:
        super().__init__(attrs)
        self.describe(hints, reveals, False, is_small)


class DateParts(forms.Widget):
    """A date as year, month and day, for dates that people remember. What was typed comes back as typed."""

    template_name = "components/date_parts.html"
    use_fieldset = True

    def id_for_label(self, id_: str) -> str:
        """Name the first of the three controls."""
        return f"{id_}_year" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Split the value for the three controls."""
        context = super().get_context(name, value, attrs)
        year, month, day = self._split(value)
        context["widget"]["parts"] = {"year": year, "month": month, "day": day}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """Join the three controls to an ISO date, or to something no date parser accepts."""
        parts = [str(data.get(f"{name}_{part}", "")).strip() for part in ("year", "month", "day")]
        # A dash that was typed would be taken for one of ours, and the parts would come back shifted.
        return (PARTED if any("-" in part for part in parts) else "-").join(parts) if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether none of the three controls was sent."""
        return not any(f"{name}_{part}" in data for part in ("year", "month", "day"))

    @staticmethod
    def _split(value: Any) -> tuple[str, str, str]:
        if isinstance(value, datetime.date):
            return str(value.year), str(value.month), str(value.day)
        text = str(value or "")
        dash = PARTED if PARTED in text else "-"
        year, _, rest = text.partition(dash)
        month, _, day = rest.partition(dash)
        return year, month, day


FIRST_YEAR = 1900  # nothing that an office writes down is older; an earlier one was mistyped


class _Dated(forms.Field):
    """What is asked of days and moments alike: none of a year that no database keeps in all time zones."""

    def to_python(self, value: Any) -> Any:
        """Read a day or a moment. Raises `ValidationError`, in the field's own words."""
        found = super().to_python(value)
        if found is not None and found.year < FIRST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DayField(_Dated, forms.DateField):
    """A day: a real one, and none of a year that was mistyped (0202)."""


class MomentField(_Dated, forms.DateTimeField):
    """A day and a time, of which the same is asked."""


class DatePicker(forms.DateInput):
    """A date by the browser's own picker; a plain text field where the browser has none."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "cs-picker", **(attrs or {})}, format="%Y-%m-%d")


class DateTimePicker(forms.DateTimeInput):
    """A date and a time of day by the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "cs-picker", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class MoneyInput(forms.TextInput):
    """An amount in yuan. Text, so that a thousands comma or a stray letter comes back as typed."""

    suffix = "元"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "govuk-input--width-10", **(attrs or {})})


class SignaturePad(forms.HiddenInput):
    """A frame to sign in, by finger, pen or mouse; what it sends are lines, "M10 20L30 40", of a frame 600 by 200."""

    template_name = "components/signature_pad.html"
    use_fieldset = True

    @property
    def is_hidden(self) -> bool:
        """Show its label and its errors: the control is hidden, the frame is not."""
        return False


class ManyFiles(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})


@dataclass(frozen=True, slots=True)
class Option:
    """One radio or checkbox, ready to be drawn."""

    control: SafeString
    id: str
    label: Text
    hint: Text
    revealed: BoundField | None


# Kind of control -> (widget classes, class of the control in the stylesheet); the first that fits is taken.
_KINDS: tuple[tuple[str, type[forms.Widget] | tuple[type[forms.Widget], ...], str], ...] = (
    ("checkboxes", forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    ("radios", forms.RadioSelect, "govuk-radios__input"),
    ("checkbox", forms.CheckboxInput, "govuk-checkboxes__input"),
    ("select", forms.Select, "govuk-select"),
    ("textarea", forms.Textarea, "govuk-textarea"),
    ("file", forms.FileInput, "cs-file"),
    ("date_parts", DateParts, ""),
    ("text", Input, "govuk-input"),
)


class HouseBoundField(BoundField):
    """A field as the house draws it."""

    @property
    def kind(self) -> str:
        """The kind of control, by which the template chooses the frame."""
        return self._kind_and_class()[0]

    def _kind_and_class(self, widget: forms.Widget | None = None) -> tuple[str, str]:
        widget = widget or self.field.widget
        for kind, classes, css in _KINDS:
            if isinstance(widget, classes):
                return kind, css
        return "other", ""

    @property
    def focus_id(self) -> str:
        """The id an error summary links to: the first control that can take the focus."""
        if self.kind in {"radios", "checkboxes"}:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def max_length(self) -> int | None:
        """The greatest number of characters, where the field counts them."""
        limit = getattr(self.field, "max_length", None)
        return limit if self.kind == "textarea" and limit else None

    @property
    def suffix(self) -> Text:
        """A unit written behind the control."""
        return getattr(self.field.widget, "suffix", "")

    @property
    def is_revealed(self) -> bool:
        """Whether another field's choice opens this one, so that it is drawn there and not by itself."""
        return any(
            self.name in getattr(field.widget, "reveals", {}).values() for field in self.form.fields.values()
        )

    @property
    def options(self) -> list[Option]:
        """The radios or checkboxes of this field, with hints and revealed fields."""
        widget = self.field.widget
        hints: Mapping[str, Text] = getattr(widget, "hints", {})
        reveals: Mapping[str, str] = getattr(widget, "reveals", {})
        options = []
        for choice in self.subwidgets:
            attrs = choice.data["attrs"]
            value = str(choice.data["value"])
            hint = hints.get(value, "")
            if hint:
                attrs["aria-describedby"] = f"{attrs['id']}_hint"
            revealed = self.form[reveals[value]] if value in reveals else None
            if revealed is not None:
                attrs["data-aria-controls"] = f"{attrs['id']}_more"
            options.append(
                Option(
                    control=SafeString(choice.tag()),
                    id=attrs["id"],
                    label=choice.choice_label,
                    hint=hint,
                    revealed=revealed,
                )
            )
        return options

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the stylesheet's classes and what binds hint, error and counter to the control."""
        built = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        kind, css = self._kind_and_class(drawn)
        if drawn.is_hidden:
            return built
        # The server answers in the page and in the reader's language; the browser's own bubble does neither.
        built.pop("required", None)
        classes = [css, str(drawn.attrs.get("class", ""))]
        if self.max_length:
            classes.append("govuk-js-character-count")
        if self.errors and css and kind in {"text", "textarea", "select", "file"}:
            classes.append(f"{css}--error")
        if joined := " ".join(filter(None, classes)):
            built["class"] = joined
        if kind in {"radios", "checkboxes"}:
            built.pop("aria-invalid", None)
        if self.max_length:
            # A hard limit would cut off pasted text in silence.
            built["maxlength"] = False
            described = built.get("aria-describedby", "")
            built["aria-describedby"] = f"{described} {self.auto_id}-info".strip()
        return built


class HouseFormRenderer(TemplatesSetting):
    """Draws every form of the site with the templates in `templates/components/`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = HouseBoundField
