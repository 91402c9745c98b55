"""The volume of a file 案卷: its papers one after the other, and the rows of the index that name their pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from notices.errors import FileChanged
from notices.files import page_count
from notices.models import Notice
from notices.selectors import read_file

# The paper that holds all others of its file.
INDEX = "case_index"


@dataclass(frozen=True, slots=True)
class Bound:
    """A paper in a volume."""

    name: str
    title: str
    number: str
    issued_on: datetime.date
    pages: int
    data: bytes = field(repr=False)


def bound(notice: Notice) -> Bound:
    """Take a printed paper up. Raises `FileChanged` when it is not the file that was issued."""
    data = read_file(notice)
    return Bound(notice.filename, notice.title, notice.number, notice.issued_on, page_count(data), data)


def index_of(papers: Iterable[Notice]) -> dict[str, Any]:
    """Return the rows of an index with the pages that follow one another, and how many there are.

    A paper that could not be printed has its row and no pages. What is printed is known by its digest, so that the
    volume is bound of these files and no others.
    """
    rows, next_page = [], 1
    for order, paper in enumerate(papers, start=1):
        count = bound(paper).pages if paper.is_downloadable else 0
        last = next_page + count - 1
        row = {
            "order": order,
            "number": paper.number,
            "title": paper.title,
            "dated_on": paper.issued_on,
            "pages": page_words(next_page, last),
        }
        rows.append({**row, "sha256": paper.pdf_sha256} if count else row)
        next_page = last + 1
    return {"items": rows, "page_total": next_page - 1}


def page_words(first: int, last: int) -> str:
    """Write the pages of a paper: 3, or 3-5; none where it could not be drawn."""
    if last < first:
        return ""
    return str(first) if last == first else f"{first}-{last}"


def papers_in(context: dict[str, Any]) -> list[Bound]:
    """Return the papers that an index names by their digest, in its order. Raises `FileChanged`."""
    digests = [row["sha256"] for row in context["items"] if row.get("sha256")]
    known = {paper.pdf_sha256: paper for paper in Notice.objects.filter(pdf_sha256__in=digests)}
    if len(known) < len(set(digests)):
        raise FileChanged
    papers: Sequence[Bound] = [bound(known[digest]) for digest in digests]
    return list(papers)
