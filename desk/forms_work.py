"""What people type beside their work."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from desk.selectors import views_of

# Which lists can be kept as somebody narrowed them.
SAVABLE = (
    "desk:home",
    "desk:search",
    "reports:list",
    "investigations:list",
    "sanctions:list",
    "sanctions:listings",
    "rewards:list",
)
MOST_VIEWS = 30


class SaveViewForm(forms.Form):
    """Under which name to keep a list as it is narrowed."""

    name = forms.CharField(
        label=_("Name of the saved list"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": _("Give the list a name.")},
    )
    list_address = forms.CharField(max_length=600, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_list_address(self) -> str:
        """Take the address of one of the lists, and of nothing else."""
        address: str = self.cleaned_data["list_address"]
        parts = urlsplit(address)
        try:
            name = "" if parts.scheme or parts.netloc else resolve(parts.path).view_name
        except Resolver404:
            name = ""
        if name not in SAVABLE:
            raise ValidationError(_("This page cannot be saved as a list."))
        return address

    def clean(self) -> dict[str, Any]:
        """Keep no more than a person can overlook."""
        given = super().clean() or self.cleaned_data
        others = views_of(self.user).exclude(name=given.get("name", ""))
        if others.count() >= MOST_VIEWS:
            raise ValidationError(_("You have saved as many lists as there is room for. Forget one first."))
        return given
