"""What each document must contain, and how its number is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from statutes.calendar import ZONE
from statutes.lazy import LazyMapping
from statutes.rules import (
    HOME,
    NATION,
    Citation,
    Rulebook,
    RuleFileError,
    Status,
    is_within,
    load_rulebook,
)
from statutes.rules.rows import DocumentRow, ElementRow, NumberFormRow, Placed

STEP = 10


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
    found = [
        (order, element)
        for order, element, placed in (*_own_elements(kind), *_added_elements(kind))
        if _applies(placed, place, day)
    ]
    return tuple(element for _, element in sorted(found, key=lambda pair: pair[0]))


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

    The year stands in full in six-corner brackets, the serial without leading zeros (GB/T 9704). The form of the
    narrowest place that has one counts; the nation's names no agency, so that the caller must.
    """
    forms = [
        (row, placed)
        for row, placed in load_rulebook().rows(NumberFormRow)
        if kind in row.marks and is_within(place, placed.instrument.place)
    ]
    if not forms:
        raise UnknownDocument(kind)
    row, _ = max(forms, key=lambda pair: _narrowness(pair[1]))
    if not (agency or row.agency):
        raise ValueError(f"the number of a {kind} needs the short name of the agency at {place}")
    return row.form.format(agency=agency or row.agency, mark=row.marks[kind], year=year, serial=serial)


def _own_elements(kind: str) -> Iterator[tuple[int, RequiredElement, Placed]]:
    """Give the elements listed with a document, in steps that leave room for what others add."""
    for row, placed in load_rulebook().rows(DocumentRow):
        for index, part in enumerate(row.elements if row.kind == kind else (), start=1):
            element = RequiredElement(
                key=part.key,
                title_zh=part.title_zh,
                title_en=part.title_en,
                citation=placed.citation(part.article or row.article),
                status=part.status or row.status,
                condition=part.condition,
            )
            yield index * STEP, element, placed


def _added_elements(kind: str) -> Iterator[tuple[int, RequiredElement, Placed]]:
    for row, placed in load_rulebook().rows(ElementRow):
        if row.document == kind:
            element = RequiredElement(
                key=row.key,
                title_zh=row.title_zh,
                title_en=row.title_en,
                citation=placed.citation(row.article),
                status=row.status,
                condition=row.condition,
            )
            yield row.order, element, placed


def _narrowness(placed: Placed) -> int:
    return 0 if placed.instrument.place == NATION else len(placed.instrument.place)


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


def check_documents(book: Rulebook | None = None) -> None:
    """Raise RuleFileError for an element or a number of an unknown document, and for doubles of either."""
    book = book or load_rulebook()
    kinds = {row.kind for row, _ in book.rows(DocumentRow)}
    seen: dict[tuple[str, ...], Placed] = {}
    for row, placed in book.rows(DocumentRow):
        for part in row.elements:
            _note(seen, ("element", row.kind, placed.instrument.place, part.key), placed)
    for element, placed in book.rows(ElementRow):
        _check_kind(element.document, kinds, placed)
        _note(seen, ("element", element.document, placed.instrument.place, element.key), placed)
    for form, placed in book.rows(NumberFormRow):
        for kind, mark in dict(form.marks).items():
            _check_kind(kind, kinds, placed)
            if not isinstance(mark, str) or not mark:
                raise RuleFileError(f"{placed}: the mark of {kind!r} is no word")
            _note(seen, ("number", form.form, placed.instrument.place, mark), placed)


def _check_kind(kind: str, kinds: set[str], placed: Placed) -> None:
    if kind not in kinds:
        raise RuleFileError(f"{placed}: no document {kind!r} is described")


def _note(seen: dict[tuple[str, ...], Placed], key: tuple[str, ...], placed: Placed) -> None:
    if key in seen:
        raise RuleFileError(f"{placed}: the {key[0]} {key[-1]!r} stands already in {seen[key]}")
    seen[key] = placed
