"""Read one TOML rule file into typed rows; whatever does not fit is refused with file and row."""

import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from statutes.rules.rows import (
    DivisionRow,
    DocumentRow,
    ElementRow,
    FineRow,
    HolidayYearRow,
    InstrumentRow,
    NumberFormRow,
    Placed,
    PublicityClassRow,
    RouteRow,
    RuleFile,
    RuleRow,
    ScheduleRow,
    SectorRow,
    SituationRow,
    WarningRow,
)
from statutes.rules.schema import RuleFileError

R = TypeVar("R")

HEAD = "instrument"
KINDS: dict[str, type] = {
    "rule": RuleRow,
    "fine": FineRow,
    "schedule": ScheduleRow,
    "document": DocumentRow,
    "element": ElementRow,
    "number_form": NumberFormRow,
    "situation": SituationRow,
    "publicity_class": PublicityClassRow,
    "division": DivisionRow,
    "sector": SectorRow,
    "route": RouteRow,
    "warning": WarningRow,
    "holiday_year": HolidayYearRow,
}
# A row without a citation is no law; the message says so in words rather than "missing key".
CITING = ("article",)


def parse_file(path: Path, *, root: Path) -> RuleFile:
    """Read a rule file; raise RuleFileError for anything that does not fit the schema."""
    name = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise RuleFileError(f"{name}: not readable as TOML: {fault}") from fault
    for key in data.keys() - KINDS.keys() - {HEAD}:
        raise RuleFileError(f"{name}: unknown table {key!r}")
    if HEAD not in data:
        raise RuleFileError(f"{name}: no [{HEAD}] table says what is cited")
    head = build(InstrumentRow, data[HEAD], where=f"{name}, [{HEAD}]")
    parsed = RuleFile(path=name, instrument=head)
    for kind, row_type in KINDS.items():
        lines = _header_lines(text, kind)
        rows = data.get(kind, [])
        if not isinstance(rows, list):
            raise RuleFileError(f"{name}: {kind!r} must be written as [[{kind}]]")
        for index, table in enumerate(rows):
            line = lines[index] if index < len(lines) else 0
            place = Placed(instrument=head, file=name, row=index + 1, line=line)
            where = f"{name}, {kind} {index + 1} ({_name_of(table)}), line {line}"
            parsed.rows.setdefault(row_type, []).append((build(row_type, table, where=where), place))
    return parsed


def build(row_type: type[R], table: Any, *, where: str) -> R:
    """Make a typed row from a table: no unknown key, no missing one, every value of its type."""
    if not is_dataclass(row_type) or not isinstance(table, dict):
        raise RuleFileError(f"{where}: a table was expected")
    hints = get_type_hints(row_type)
    known = {item.name: item for item in fields(row_type)}
    for key in sorted(table.keys() - known.keys()):
        raise RuleFileError(f"{where}: unknown key {key!r}")
    values: dict[str, Any] = {}
    for key, item in known.items():
        if key in table:
            values[key] = _convert(table[key], hints[key], where=f"{where}: {key}")
        elif item.default is MISSING and item.default_factory is MISSING:
            if key in CITING:
                raise RuleFileError(f"{where}: missing citation (no {key!r})")
            raise RuleFileError(f"{where}: missing key {key!r}")
    for key in CITING:
        if key in values and not str(values[key]).strip():
            raise RuleFileError(f"{where}: missing citation ({key!r} is empty)")
    return row_type(**values)


def _convert(value: Any, hint: Any, *, where: str) -> Any:
    """Check a TOML value against a type hint; turn lists into tuples and words into choices."""
    if hint is Any:
        return value
    if get_origin(hint) is UnionType:
        return _convert(value, next(arg for arg in get_args(hint) if arg is not type(None)), where=where)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise RuleFileError(f"{where} must be a list")
        return tuple(_convert(item, get_args(hint)[0], where=where) for item in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value, where=where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(value)
        except ValueError as fault:
            allowed = ", ".join(item.value for item in hint)
            raise RuleFileError(f"{where} is {value!r}, not one of: {allowed}") from fault
    if hint is date and isinstance(value, datetime):
        raise RuleFileError(f"{where} must be a date without a time")
    if type(value) is not hint and not (hint is date and isinstance(value, date)):
        raise RuleFileError(f"{where} must be {hint.__name__}, not {type(value).__name__}")
    return value


def _header_lines(text: str, kind: str) -> list[int]:
    """Find the line of each [[kind]] header, so that a fault can be looked up."""
    header = re.compile(rf"^\s*\[\[{kind}\]\]")
    return [number for number, line in enumerate(text.splitlines(), start=1) if header.match(line)]


def _name_of(table: Any) -> str:
    if not isinstance(table, dict):
        return "?"
    return str(
        table.get("id")
        or table.get("code")
        or table.get("key")
        or table.get("kind")
        or table.get("clock")
        or table.get("article")
        or "?"
    )
