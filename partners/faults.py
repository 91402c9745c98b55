"""What is wrong with a field, in a sentence. The library's own words are English and for programmers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners import problems
from partners.problems import Problem

SENTENCES: Mapping[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("This field is not described. Leave it out."),
    "string_type": _("Send a text here."),
    "string_unicode": _("Send a text in UTF-8."),
    "string_too_short": _("This is too short."),
    "string_too_long": _("This is too long."),
    "string_pattern_mismatch": _("This holds a sign that is not taken here, or nothing but spaces."),
    "enum": _("Choose one of the values that are described."),
    "bool_type": _("Send true or false."),
    "int_type": _("Send a whole number."),
    "greater_than_equal": _("This number is too low."),
    "less_than_equal": _("This number is too high."),
    "date_type": _("Send a date such as 2026-03-14."),
    "date_past": _("This day has not come yet, or is too long ago."),
    "date_future": _("This day is over."),
    "division": _("This is no division of the district."),
    "sector": _("This is no sector of the rules."),
    "phone": _("Enter a telephone number with digits only, such as 023 7200 0000."),
    "taken": _("This number has been filed before."),
    "twice": _("This number stands twice in the list."),
    "nobody": _("Everybody who could read it is named in it or tied to the unit."),
    "model_attributes_type": _("Send an object here."),
}
OTHERWISE = _("This is not as described.")
KINDS_OF_DATES = ("date_from_datetime_parsing", "date_from_datetime_inexact", "date_parsing")


def problem_of(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Say what is wrong with each field; a header has a problem of its own."""
    if any(error["loc"][0] == "header" for error in errors):
        return Problem(problems.NO_INTENTION)
    told = {_pointer(error["loc"]): str(sentence_of(str(error["type"]))) for error in errors}
    faults = tuple({"field": field, "detail": detail} for field, detail in told.items())
    return Problem(problems.NOT_VALID, errors=faults)


def sentence_of(kind: str) -> str | Promise:
    """Say in words what a kind of fault means."""
    return SENTENCES.get("date_type" if kind in KINDS_OF_DATES else kind, OTHERWISE)


def _pointer(place: Sequence[str | int]) -> str:
    """Write a place as a JSON pointer: of `body`, the argument and the field only the field is the sender's."""
    parts = place[1:] if place[0] == "query" else place[2:]
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts) or "/"
