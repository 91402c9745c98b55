"""What is typed on the pages of the rulebook: filters, confirmations, the office's settings, the yearly notice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.selectors.rulebook import HERE, OPEN, instruments, place_title, places
from interface.forms import DatePicker, DayField, Radios
from reports.bilingual import in_language
from statutes.announcing import Announcement, read_announcement
from statutes.rulebook import Standing
from statutes.rules import Rule

STANDINGS = (
    ("", _("All")),
    (OPEN, _("not confirmed yet")),
    (Standing.UNVERIFIED.value, _("unverified")),
    (Standing.SECONDARY.value, _("second-hand")),
    (Standing.CONFIRMED.value, _("confirmed by this office")),
    (Standing.VERIFIED.value, _("read in the published text")),
)
FAULTS_SHOWN = 20
ENCODINGS = ("utf-8-sig", "gb18030")
WRONG_DATE = _("Enter a real date, such as 2026-03-14.")


class RulebookForm(forms.Form):
    """What narrows the rulebook."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    on = DayField(
        label=_("In force on"), required=False, widget=DatePicker, error_messages={"invalid": WRONG_DATE}
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    instrument = forms.ChoiceField(label=_("Instrument"), required=False)
    standing = forms.ChoiceField(label=_("How sure"), required=False, choices=STANDINGS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, place_title(code)) for code in places()]
        self.fields["place"].choices = [(HERE, _("what binds this office")), ("", _("All places")), *named]  # type: ignore[attr-defined]
        self.fields["instrument"].choices = [("", _("All")), *((title, title) for title in instruments())]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """That a person has read a rule in its source."""

    source = forms.CharField(
        label=_("Which text did you read?"),
        help_text=_(
            "The gazette, the file number or the address of the published text, so that others find it."
        ),
        max_length=300,
        error_messages={"required": _("Name the text that you read.")},
    )
    read_on = DayField(
        label=_("On which day did you read it?"),
        widget=DatePicker,
        initial=timezone.localdate,
        error_messages={"required": _("Enter the day."), "invalid": WRONG_DATE},
    )
    is_read = forms.BooleanField(
        label=_("The text says what stands above: article, value, place and dates."),
        error_messages={"required": _("Tick this when you have compared the text, and only then.")},
    )

    def clean_read_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["read_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Hand on what the record keeps: that it was read is what the record says."""
        found = super().clean() or {}
        return {name: value for name, value in found.items() if name != "is_read"}


class WhyForm(forms.Form):
    """A reason that the records keep."""

    why = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": _("Give the reason.")},
    )


class SettingForm(forms.Form):
    """What the office chooses for a rule that the law leaves open."""

    value = forms.ChoiceField(
        label=_("How does this office do it?"),
        widget=Radios,
        error_messages={"required": _("Choose one.")},
    )
    effective_from = DayField(
        label=_("From which day?"),
        help_text=_("From tomorrow at the earliest: what was decided by now stays as it is."),
        widget=DatePicker,
        error_messages={"required": _("Enter the day."), "invalid": WRONG_DATE},
    )
    reason = forms.CharField(
        label=_("Who decided this, and why?"),
        max_length=300,
        error_messages={"required": _("Say who decided this, and why.")},
    )

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(option.key, in_language(option.text, option.text_en)) for option in rule.options]
        self.fields["value"].choices = words  # type: ignore[attr-defined]
        self.fields["effective_from"].initial = timezone.localdate() + timedelta(days=1)


class HolidayForm(forms.Form):
    """The yearly notice: its number, its date, and its days, pasted or from a file."""

    number = forms.CharField(
        label=_("Number of the notice"),
        max_length=60,
        error_messages={"required": _("Enter the number of the notice.")},
    )
    published_on = DayField(
        label=_("Date of the notice"),
        widget=DatePicker,
        error_messages={"required": _("Enter the day."), "invalid": WRONG_DATE},
    )
    source = forms.CharField(
        label=_("Where was it published?"),
        max_length=300,
        error_messages={"required": _("Say where the notice was published.")},
    )
    days = forms.CharField(
        label=_("The days"),
        help_text=_(
            "A line each: a date, or a first and a last day with “to” (至), then “rest” (放假) or “work” (上班)."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
    )
    file = forms.FileField(label=_("Or a text file with these lines"), required=False, allow_empty_file=True)
    announcement: Announcement

    @property
    def about(self) -> dict[str, Any]:
        """What the service takes besides the days."""
        names = ("number", "published_on", "source")
        return {"year": self.announcement.year, **{name: self.cleaned_data[name] for name in names}}

    def clean(self) -> dict[str, Any]:
        """Read the days; name each line that cannot be read."""
        found = super().clean() or {}
        text = found.get("days") or _text_of(found.get("file"))
        if not text.strip():
            raise forms.ValidationError(
                {"days": _("Paste the days of the notice, or choose a file with them.")}
            )
        self.announcement = read_announcement(text)
        if self.announcement.faults:
            raise forms.ValidationError(
                {"days": [str(fault) for fault in self.announcement.faults[:FAULTS_SHOWN]]}
            )
        if not self.announcement.rest_days:
            raise forms.ValidationError({"days": _("There is no day off among these days.")})
        return {**found, "days": text}


def _text_of(file: Any) -> str:
    """Read a text file as spreadsheets and editors in China write it."""
    content: bytes = file.read() if file else b""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError({"file": _("This is no text file. Save the list as CSV or plain text.")})
