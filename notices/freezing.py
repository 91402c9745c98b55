"""Freezing a dict of plain values: one canonical text, so that the same facts always have the same digest."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any


class NotPlain(TypeError):
    """The dict holds something that is not a plain value (a float, a model, a lazy translation): mend what built it."""


def plain(value: Any) -> Any:
    """Return `value` as JSON knows it: dates in ISO form, Decimal yuan as text with two places."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Decimal():
            return f"{value:.2f}"
        case datetime.datetime():
            if value.tzinfo is None:
                raise NotPlain("a time without a zone")
            return value.isoformat(timespec="seconds")
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
    raise NotPlain(type(value).__name__)


def canonical(context: Mapping[str, Any]) -> str:
    """Write a plain dict as canonical JSON: keys sorted, no spaces, characters as they are."""
    return json.dumps(context, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(context: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(context).encode()).hexdigest()


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text in a plain value, keys excepted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)
