"""What each document must contain, and how its number is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from statutes.calendar import ZONE
from statutes.lazy import LazyMapping
from statutes.rules import HOME, Citation, Status, is_within, load_rulebook
from statutes.rules.rows import DocumentRow, ElementRow, NumberFormRow, Placed


@dataclass(frozen=True, slots=True)
class RequiredElement:
    """Something a document must contain; `condition` names the fact that makes it necessary, if any."""

    key: str
    title_zh: str
    title_en: str
    citation: Citation
    status: Status
    condition: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document with its Chinese title."""

    kind: str
    title_zh: str
    title_en: str
    citation: Citation
    status: Status


class UnknownDocument(LookupError):
    """No rule file describes this kind of document."""


def required_contents(kind: str, *, place: str = HOME, on: date | None = None) -> tuple[RequiredElement, ...]:
    """List what a kind of document must contain at a place on a date (today unless told), in order."""
    if kind not in DOCUMENTS:
        raise UnknownDocument(kind)
    day = on or datetime.now(ZONE).date()
    rows = [
        (row, placed)
        for row, placed in load_rulebook().rows(ElementRow)
        if row.document == kind and _applies(placed, place, day)
    ]
    return tuple(
        RequiredElement(
            key=row.key,
            title_zh=row.title_zh,
            title_en=row.title_en,
            citation=placed.citation(row.article),
            status=row.status,
            condition=row.condition,
        )
        for row, placed in sorted(rows, key=lambda pair: pair[0].order)
    )


def missing_contents(
    kind: str, context: Mapping[str, Any], *, place: str = HOME, on: date | None = None
) -> tuple[RequiredElement, ...]:
    """List the required elements that a document's values lack or leave empty."""
    return tuple(
        element
        for element in required_contents(kind, place=place, on=on)
        if (not element.condition or context.get(element.condition)) and _is_empty(context.get(element.key))
    )


def document_number(
    kind: str, year: int, serial: int, *, agency: str | None = None, place: str = HOME
) -> str:
    """Write a document number such as 涪应急罚〔2026〕12号; `agency` replaces the office's own short name.

    The year stands in full in six-corner brackets, the serial without leading zeros (GB/T 9704).
    """
    forms = [
        (row, placed)
        for row, placed in load_rulebook().rows(NumberFormRow)
        if row.document == kind and is_within(place, placed.instrument.place)
    ]
    if not forms:
        raise UnknownDocument(kind)
    row, _ = max(forms, key=lambda pair: len(pair[1].instrument.place))
    return row.form.format(agency=agency or row.agency, year=year, serial=serial)


def _is_empty(value: Any) -> bool:
    # Zero and False are answers; a blank text or an empty list is not.
    return value is None or (isinstance(value, str) and not value.strip()) or value in ((), [], {})


def _applies(placed: Placed, place: str, day: date) -> bool:
    head = placed.instrument
    return (
        is_within(place, head.place)
        and head.effective_from <= day
        and (head.effective_to is None or day <= head.effective_to)
    )


def _documents() -> Mapping[str, DocumentKind]:
    return {
        row.kind: DocumentKind(row.kind, row.title_zh, row.title_en, placed.citation(row.article), row.status)
        for row, placed in load_rulebook().rows(DocumentRow)
    }


DOCUMENTS: Mapping[str, DocumentKind] = LazyMapping(_documents)
"""The kinds of documents, by key."""
