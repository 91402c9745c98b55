"""System check: the columns of payment files are those that a bank can pay by."""

import codecs
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from rewards.bank import KNOWN_COLUMNS, NEEDED_COLUMNS, columns
from rewards.states import Way


def check_payment_columns(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse to start with a column that is unknown, missing or without a heading, or an unknown encoding."""
    found: list[CheckMessage] = []
    for way, name in ((Way.BANK, "PAYMENT_COLUMNS"), (Way.CODE, "PICK_UP_COLUMNS")):
        given = columns(way)
        if strange := [key for key, heading in given.items() if key not in KNOWN_COLUMNS[way] or not heading]:
            found.append(Error(f"{name}: no such column, or no heading: {strange}.", id="rewards.E001"))
        if missing := [key for key in NEEDED_COLUMNS[way] if key not in given]:
            found.append(Error(f"{name} lacks {missing}.", id="rewards.E002"))
    try:
        codecs.lookup(settings.PAYMENT_ENCODING)
    except LookupError:
        found.append(Error("PAYMENT_ENCODING is no encoding.", id="rewards.E003"))
    return found
