"""The rulebook as people read it: every row of the rule files as an entry with its words, source and standing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from statutes.office import choice_for, office
from statutes.periods import Period, PeriodUnit
from statutes.rules import HOME, Citation, Rule, Status, is_within, load_rulebook
from statutes.rules.loading import Rulebook
from statutes.rules.lookup import as_chosen
from statutes.rules.rows import (
    DivisionRow,
    DocumentRow,
    ElementPart,
    ElementRow,
    FineRow,
    HolidayYearRow,
    NumberFormRow,
    Placed,
    PublicityClassRow,
    RouteRow,
    RuleRow,
    ScheduleRow,
    SectorRow,
    SituationRow,
    WarningRow,
)
from statutes.rules.schema import plain
from statutes.wording import Words, value_in_words

NO_VALUE: Words = ("", "")
VERSION_LETTERS = 12


class Standing(StrEnum):
    """How sure this office may be of an entry; the first two need nobody any more."""

    VERIFIED = "verified"
    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"

    @property
    def is_settled(self) -> bool:
        """Whether the text was read, by whoever wrote the rule file or by this office."""
        return self in (Standing.VERIFIED, Standing.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the rule files. `digest` names its exact content: a confirmation holds for that alone."""

    id: str
    kind: str
    citation: Citation
    text: str
    text_en: str
    value: Words
    status: Status
    place: str
    sector: str | None
    effective_from: date
    effective_to: date | None
    source: str
    note: str
    sheet: tuple[str, ...]
    digest: str
    file: str
    line: int
    rule: Rule | None = None

    @property
    def version(self) -> str:
        """The beginning of the digest: it tells the rows of one id apart in an address."""
        return self.digest[:VERSION_LETTERS]

    @property
    def standing(self) -> Standing:
        """How sure this office may be of it now."""
        if self.status is not Status.VERIFIED and self.digest in office().confirmed:
            return Standing.CONFIRMED
        return Standing(self.status.value)

    @property
    def is_open_to_choice(self) -> bool:
        """Whether the law leaves it to the office."""
        return self.rule is not None and bool(self.rule.options)

    @property
    def binds_here(self) -> bool:
        """Whether the home division lies within its place."""
        return is_within(HOME, self.place)

    def is_in_force(self, on: date) -> bool:
        """Tell whether it is in force on a date; both ends count."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def as_of(self, on: date) -> Entry:
        """Give the entry with the office's own choice on a date."""
        if self.rule is None or not self.rule.options or choice_for(self.id, on) is None:
            return self
        rule = as_chosen(self.rule, on)
        return replace(
            self,
            citation=rule.citation,
            text=rule.text,
            text_en=rule.text_en,
            value=value_in_words(rule),
            status=rule.status,
        )


def all_entries() -> tuple[Entry, ...]:
    """List every row of the rule files, as files and rows follow each other."""
    return _entries(load_rulebook().version)


def entries_in_force(on: date) -> list[Entry]:
    """List the entries in force on a date anywhere, with the office's own choices."""
    return [entry.as_of(on) for entry in all_entries() if entry.is_in_force(on)]


def entries_called(entry_id: str) -> list[Entry]:
    """List the versions of an entry in all places, the newest first and the narrowest place first among them."""
    found = _by_id(load_rulebook().version).get(entry_id, ())
    return sorted(found, key=lambda entry: (entry.effective_from, len(entry.place)), reverse=True)


def standing_of(entry_id: str, citation: str) -> Standing:
    """Tell how sure this office may be of the rule that an id and a citation name; a choice of its own is settled."""
    found = (entry.standing for entry in entries_called(entry_id) if str(entry.citation) == citation)
    return next(found, Standing.VERIFIED)


def unsettled_entries(on: date) -> list[Entry]:
    """List what binds this office on a date and is still unverified: nobody has confirmed it."""
    return [
        entry for entry in entries_in_force(on) if entry.binds_here and entry.standing is Standing.UNVERIFIED
    ]


# ---- From rows to entries --------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _entries(_version: str) -> tuple[Entry, ...]:
    """Describe every row, once for each version of the files."""
    book = load_rulebook()
    found = [*_rule_entries(book), *_other_entries(book)]
    return tuple(sorted(found, key=lambda entry: (entry.file, entry.line)))


@lru_cache(maxsize=1)
def _by_id(version: str) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in _entries(version):
        found.setdefault(entry.id, []).append(entry)
    return found


def _rule_entries(book: Rulebook) -> Iterator[Entry]:
    # Rules and fines are counted apart in a file: a rule that came from a fine has the line of the fine.
    lines: dict[tuple[type, str, int], int] = {}
    lines |= {(RuleRow, placed.file, placed.row): placed.line for _row, placed in book.rows(RuleRow)}
    lines |= {(FineRow, placed.file, placed.row): placed.line for _row, placed in book.rows(FineRow)}
    fines = {rule.id for rule, _row, _head in book.fines}
    clocks = {(rule.file, rule.id): clock for rule, clock in book.clocks}
    for rule in (rule for rules in book.rules.values() for rule in rules):
        yield Entry(
            id=rule.id,
            kind="rule",
            citation=rule.citation,
            text=rule.text,
            text_en=rule.text_en,
            value=value_in_words(rule),
            status=rule.status,
            place=rule.place,
            sector=rule.sector,
            effective_from=rule.effective_from,
            effective_to=rule.effective_to,
            source=rule.source,
            note=rule.note,
            sheet=rule.sheet,
            digest=_digest("rule", _content_of(rule), clocks.get((rule.file, rule.id))),
            file=rule.file,
            line=lines.get((FineRow if rule.id in fines else RuleRow, rule.file, rule.row), 0),
            rule=rule,
        )


def _content_of(rule: Rule) -> dict[str, Any]:
    """Give what a rule says, without where it happens to stand in its file."""
    names = [name for name in Rule.__dataclass_fields__ if name not in {"file", "row", "value", "options"}]
    content = {name: getattr(rule, name) for name in names}
    options = [[option.key, option.text, option.text_en] for option in rule.options]
    return {**content, "citation": str(rule.citation), "value": plain(rule.value), "options": options}


def _other_entries(book: Rulebook) -> Iterator[Entry]:
    for file in book.files:
        for kind, rows in file.rows.items():
            describe = DESCRIPTIONS.get(kind)
            if describe is None:
                continue
            for row, placed in rows:
                yield _entry_of(row, placed, describe)
                for part in _unsure_parts(row):
                    yield _entry_of(part, placed, _describe_element)


def _unsure_parts(row: Any) -> Iterator[ElementRow]:
    """Give the elements of a document that are less sure than the document itself: each needs its confirmation."""
    parts: tuple[ElementPart, ...] = row.elements if isinstance(row, DocumentRow) else ()
    for order, part in enumerate(parts):
        if part.status not in (None, row.status):
            yield ElementRow(
                document=row.kind,
                key=part.key,
                order=order,
                title_zh=part.title_zh,
                title_en=part.title_en,
                article=part.article or row.article,
                status=part.status,
                sheet=row.sheet,
                condition=part.condition,
            )


def _entry_of(row: Any, placed: Placed, describe: Callable[[Any], tuple[str, Words, Words]]) -> Entry:
    head = placed.instrument
    key, text, value = describe(row)
    kind = key.partition(".")[0]
    return Entry(
        id=key,
        kind=kind,
        citation=placed.citation(row.article),
        text=text[0],
        text_en=text[1],
        value=value,
        status=row.status,
        place=getattr(row, "place", None) or head.place,
        sector=getattr(row, "sector", None) or head.sector,
        effective_from=getattr(row, "effective_from", None) or head.effective_from,
        effective_to=getattr(row, "effective_to", None) or head.effective_to,
        source=getattr(row, "source", None) or head.source,
        note=getattr(row, "reason", ""),
        sheet=row.sheet,
        digest=_digest(kind, asdict(row), head),
        file=placed.file,
        line=placed.line,
    )


def _digest(kind: str, content: Mapping[str, Any], more: Any) -> str:
    """Name a row by what it says. Empty fields are left out: a new column must not undo every confirmation."""
    said = {name: value for name, value in content.items() if value not in (None, "", (), [], False)}
    beside = asdict(more) if more is not None else {}
    said["beside"] = {name: value for name, value in beside.items() if value not in (None, "", ())}
    text = json.dumps([kind, said], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _titled(kind: str, key: str, row: Any, value: Words = NO_VALUE) -> tuple[str, Words, Words]:
    return f"{kind}.{key}", (row.title_zh, row.title_en), value


def _describe_schedule(row: ScheduleRow) -> tuple[str, Words, Words]:
    methods = (row.major, row.violation, row.ordinary, row.concealment)
    is_loaded = any(methods)
    value = (
        ("标准已载入", "its amounts are loaded")
        if is_loaded
        else ("标准未载入", "its amounts are not loaded")
    )
    return f"schedule.{row.code}", (row.title, ""), value


def _describe_element(row: ElementRow) -> tuple[str, Words, Words]:
    value = (
        ("须载明", "must be stated")
        if not row.condition
        else ("符合条件时载明", "to be stated where it applies")
    )
    return _titled("element", f"{row.document}.{row.key}", row, value)


def _describe_document(row: DocumentRow) -> tuple[str, Words, Words]:
    value = (
        "须载明：" + "、".join(part.title_zh for part in row.elements),
        "must state: " + "; ".join(part.title_en for part in row.elements),
    )
    return _titled("document", row.kind, row, value if row.elements else NO_VALUE)


def _describe_number_form(row: NumberFormRow) -> tuple[str, Words, Words]:
    words = row.form.replace("{agency}", row.agency)
    marks = "、".join(row.marks.values())
    value = (f"{words}（{marks}）", f"{words} ({marks})")
    return f"number_form.{row.agency or 'nation'}", ("文书编号格式", "The form of the papers' numbers"), value


def _describe_holiday_year(row: HolidayYearRow) -> tuple[str, Words, Words]:
    text = (f"{row.year}年放假调休安排", f"Days off and make-up days of {row.year}")
    return f"holiday_year.{row.year}", text, (row.number, row.number)


def _describe_warning(row: WarningRow) -> tuple[str, Words, Words]:
    yellow, red = (Period(amount, PeriodUnit(row.unit)) for amount in (row.yellow, row.red))
    value = (
        f"到期前{yellow.title_zh}黄色，{red.title_zh}红色",
        f"yellow {yellow.title_en} before it is due, red {red.title_en} before",
    )
    text = (f"期限预警：{row.clock}", f"Warnings before a period runs out: {row.clock}")
    return f"warning.{row.clock}", text, value


DESCRIPTIONS: Mapping[type, Callable[[Any], tuple[str, Words, Words]]] = {
    ScheduleRow: _describe_schedule,
    DocumentRow: _describe_document,
    ElementRow: _describe_element,
    NumberFormRow: _describe_number_form,
    SituationRow: lambda row: _titled("situation", row.key, row),
    PublicityClassRow: lambda row: _titled("publicity_class", row.key, row),
    DivisionRow: lambda row: _titled("division", row.code, row, (row.code, row.code)),
    SectorRow: lambda row: _titled("sector", row.key, row, (row.competent_zh, row.competent)),
    RouteRow: lambda row: (
        f"route.{row.key}",
        (row.text, row.text_en),
        (row.competent_zh, row.competent_en),
    ),
    WarningRow: _describe_warning,
    HolidayYearRow: _describe_holiday_year,
}
