"""Read a table of published cases, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

# UTF-8 with or without a mark, UTF-16 with one, and what Chinese offices' spreadsheets write.
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";")
LONGEST_CELL = 1_000_000


class Unusable(Exception):
    """The file cannot be replayed at all; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table by column name, with the number it has in the file; `fault` when its cells do not fit."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""

    def text(self, *names: str) -> str:
        """Return the first cell of these columns that says something."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns and rows of a file."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Read a CSV file; raise `Unusable` with a sentence when it is none."""
    text = _decoded(_bytes_of(path), path)
    lines = text.splitlines()
    if not text.strip():
        raise Unusable(_("%(file)s is empty.") % {"file": path.name})
    head = next(line for line in lines if line.strip())
    delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        cells = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise Unusable(
            _("%(file)s cannot be read as a table (%(error)s).") % {"file": path.name, "error": error}
        ) from error
    columns = tuple(_clean(name).lower() for name in cells[0])
    if doubles := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise Unusable(
            _("%(file)s has columns of the same name: %(columns)s.")
            % {"file": path.name, "columns": ", ".join(doubles)}
        )
    return Table(columns, tuple(_row(number, row, columns) for number, row in enumerate(cells[1:], start=2)))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Unusable(_("There is no file %(file)s.") % {"file": path}) from None
    except IsADirectoryError:
        raise Unusable(_("%(file)s is a folder, not a file.") % {"file": path}) from None
    except OSError as error:
        raise Unusable(
            _("%(file)s cannot be read: %(error)s.") % {"file": path, "error": error.strerror or error}
        ) from error


def _decoded(data: bytes, path: Path) -> str:
    encodings = ("utf-16",) if data.startswith(UTF16_MARKS) else ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(_("%(file)s is not a text file in UTF-8, UTF-16 or GB 18030.") % {"file": path.name})


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().strip("\ufeff\u200b").strip()


def _row(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    fault = ""
    if any(cell.strip() for cell in cells[len(columns) :]):
        fault = _("The line has more cells than the header has columns.")
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    return Row(number, {name: "" for name in columns if name} | values, fault)
