"""Tables that come as files: the rows of a CSV file or of the first sheet of an Excel file, with their limits."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import openpyxl
import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

# The forms in which a table is handed out.
TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_LINES = 2000
ZIP = b"PK\x03\x04"
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
LARGEST_UNPACKED = 64 * 1024 * 1024
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?", re.ASCII)
PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
BRACKETS = re.compile(r"[\s\u3000*]|[（(].*?[)）]")
# A name of a sheet: how long it may be, and what may not stand in it.
LONGEST_NAME = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
# Spreadsheets run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CannotRead(Exception):
    """The file is no table that can be read. `reason` is a sentence for the form."""

    def __init__(self, reason: StrOrPromise) -> None:
        super().__init__(reason)
        self.reason = reason


def read_rows(data: bytes, *, is_sheet: bool) -> list[tuple[int, list[str]]]:
    """Read the rows of a CSV file in UTF-8 or GB 18030, or of an Excel file, by their line; raise `CannotRead`."""
    return list(_sheet(data) if is_sheet else _csv(data))


def fields_under(heads: Iterable[str], known: Mapping[str, str], *, needed: Mapping[str, str]) -> list[str]:
    """Return the field of each heading, "" for one that nobody knows; spaces and what stands in brackets do not count.

    `needed` maps each field that must be there to the heading by which it is called. Raises `CannotRead` where one is
    missing, or where two headings mean the same.
    """
    fields = [known.get(BRACKETS.sub("", head), "") for head in heads]
    if missing := [heading for field, heading in needed.items() if field not in fields]:
        raise CannotRead(
            _("The list needs columns with these headings: %(headings)s.") % {"headings": "、".join(missing)}
        )
    named = [field for field in fields if field]
    if len(set(named)) != len(named):
        raise CannotRead(_("Two columns of the list mean the same."))
    return fields


def day_text(text: str) -> str:
    """Write a day as computers do, in whatever way it was typed; what is no day stays as it is."""
    match = DAY.fullmatch(text) or PLAIN_DAY.fullmatch(text)
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else text


def harmless(values: Iterable[str]) -> list[str]:
    """Mark what a spreadsheet would run as a formula."""
    return [f"'{value}" if value.startswith(FORMULA) else value for value in values]


def csv_table(rows: Iterable[Iterable[str]], *, encoding: str) -> bytes:
    """Write a table as CSV; raise `UnicodeEncodeError` for a character that the encoding lacks."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def excel_table(rows: Iterable[Iterable[str]], *, name: str | None = None) -> bytes:
    """Write a table as an Excel file without a temporary file; every cell is text."""
    return excel_book([(name, rows)])


def excel_book(sheets: Iterable[tuple[str | None, Iterable[Iterable[str]]]]) -> bytes:
    """Write several tables as the sheets of one Excel file; a name is cut to what Excel takes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME] if name else None)
            for at, row in enumerate(rows):
                for place, value in enumerate(row):
                    sheet.write_string(at, place, value)
    return out.getvalue()


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from _capped((reader.line_num, row) for row in reader)
    except csv.Error as error:
        raise CannotRead(
            _("The file is no CSV: a quotation mark is not closed, or a line is too long.")
        ) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(_("The file is neither in UTF-8 nor in GB 18030."))


def _sheet(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise CannotRead(_("The list is too long. Split it."))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
        yield from _capped((number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1))
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, OSError) as error:
        raise CannotRead(_("The file is no Excel workbook that can be read.")) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, datetime.datetime) else str(value)


def _capped(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for count, (number, row) in enumerate(rows):
        if count > MOST_LINES or len(row) > MOST_COLUMNS:
            raise CannotRead(_("The list is too long. Split it."))
        yield number, [cell.strip()[:LONGEST_CELL] for cell in row]


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a list that people fill in: the field, its heading, what belongs there, what else it is called."""

    field: str
    heading: str
    meaning: str
    example: str = ""
    is_needed: bool = False
    others: tuple[str, ...] = ()


def records_of(data: bytes, heads: Sequence[Head]) -> list[tuple[int, dict[str, str]]]:
    """Read a list by its headings, line by line, empty lines left out; raise `CannotRead`."""
    rows = iter(read_rows(data, is_sheet=data.startswith(ZIP)))
    first = next((row for _at, row in rows if any(row)), [])
    known = {name: head.field for head in heads for name in (head.heading, head.field, *head.others)}
    needed = {head.field: head.heading for head in heads if head.is_needed}
    fields = fields_under(first, known, needed=needed)
    found = [(at, dict(zip(fields, row, strict=False))) for at, row in rows if any(row)]
    empty = dict.fromkeys((head.field for head in heads), "")
    return [(at, {**empty, **{name: text for name, text in row.items() if name}}) for at, row in found]


def list_again(data: bytes, heads: Sequence[Head]) -> bytes:
    """Write what was read of a list down as CSV in UTF-8, to be read once more; raise `CannotRead`."""
    fields = [head.field for head in heads]
    rows = [[row[name] for name in fields] for _at, row in records_of(data, heads)]
    return csv_table([fields, *rows], encoding="utf-8")


def attached(data: bytes, name: str, content_type: str) -> HttpResponse:
    """Hand a file out to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)


def template_answer(
    heads: Sequence[Head], *, form: str, file: str, name: str, choices: tuple[str, Iterable[tuple[str, str]]]
) -> HttpResponse:
    """Answer with an empty list and one example line; an Excel file has a second sheet that explains each column.

    `choices` is a heading with what may be written below it, as label and key. Raises `Http404` for a form of file that
    there is not.
    """
    if form not in TYPES:
        raise Http404
    rows = [[head.heading for head in heads], [head.example for head in heads]]
    if form == "csv":
        content = csv_table(rows, encoding="utf-8-sig")
    else:
        content = excel_book([(name, rows), ("填写说明", _explained(heads, *choices))])
    return attached(content, f"{file}.{form}", TYPES[form])


def _explained(
    heads: Sequence[Head], title: str, choices: Iterable[tuple[str, str]]
) -> Iterator[Sequence[str]]:
    yield "列", "是否必填", "说明"
    for head in heads:
        yield head.heading, "必填" if head.is_needed else "可空", head.meaning
    yield ()
    yield title, "代码", ""
    for label, key in choices:
        yield label, key, ""
