"""How one is reminded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import MailChoice
from interface.forms import Radios

HOURS = 24
CHOOSE = _("Choose one.")


def hour_field(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """An hour of the day, or the office's own."""
    hours = [("", _("as the office does"))] + [(str(hour), f"{hour}:00") for hour in range(HOURS)]
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=hours,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )


class MailForm(forms.Form):
    """By which way, when not, and when the one mail of a day comes."""

    way = forms.ChoiceField(
        label=_("How are you reminded of work that comes?"),
        choices=MailChoice.Way.choices,
        widget=Radios,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    quiet_from = hour_field(_("No mail from"))
    quiet_until = hour_field(_("No mail until"))
    digest_hour = hour_field(_("Hour of the one mail a day"))
