"""What of a case may lie on the table when a party, a lawyer, a court or an applicant looks into its file.

Everything but the sealed volume: the tip with its words, files and identity, the reporter's papers and reward, and
whatever would say that there was a tip. Higher floors add their own files with `shows`.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from investigations.models import Case
from notices.kinds import Audience
from notices.models import Notice
from notices.selectors import notices_of
from notices.states import STANDING
from notices.wording import date_words
from workflow.models import Subject

Files = Callable[[Case], Iterable[Subject]]
_files: list[Files] = []
# Words that say, or let be guessed, that somebody reported. One of them keeps a document in the sealed volume.
GIVES_AWAY = re.compile(r"举报|检举|告发|匿名|线人|线索来源|吹哨|JB-\d{4}-\d")


def shows(files: Files) -> Files:
    """Name files of a higher floor whose papers belong to the file of a case."""
    _files.append(files)
    return files


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the file: a paper with its number, or a record with its lines."""

    key: str
    title: str
    number: str
    on: str
    lines: tuple[tuple[str, str], ...] = ()
    is_sealed: bool = False

    def frozen(self) -> dict[str, Any]:
        """Give what the register keeps of it."""
        return {name: value for name, value in asdict(self).items() if name != "is_sealed"}


def documents_of(case: Case) -> list[Document]:
    """List the documents of a case by their day; those of the sealed volume say so and are never shown."""
    found = [*_records(case), *_papers(case)]
    return sorted(found, key=lambda document: (document.on, document.key))


def shown_of(case: Case) -> list[Document]:
    """List what may be shown."""
    return [document for document in documents_of(case) if not document.is_sealed]


def _papers(case: Case) -> Iterator[Document]:
    orders, preservations, referrals = case.orders.all(), case.preservations.all(), case.referrals.all()
    accidents = [case.accident] if hasattr(case, "accident") else []
    mine: list[Subject] = [case, *orders, *preservations, *referrals, *accidents]
    for subject in [*mine, *(file for files in _files for file in files(case))]:
        for paper in notices_of(subject).filter(state__in=STANDING).exclude(audience=Audience.REPORTER):
            yield _paper(paper)


def _paper(paper: Notice) -> Document:
    text = json.dumps(paper.context, ensure_ascii=False, default=str)
    return Document(
        key=paper.reference,
        title=paper.title,
        number=paper.number,
        on=paper.issued_on.isoformat(),
        is_sealed=_gives_away(text),
    )


def _records(case: Case) -> Iterator[Document]:
    finding = case.findings.exclude(approved_at=None).order_by("pk").last()
    if finding is not None and finding.approved_at is not None:
        lines = (
            ("检查日期", _words(case.inspected_on)),
            ("认定的事实", finding.facts),
            ("违反的规定", "；".join(finding.violations)),
        )
        yield _record("finding", "调查认定", timezone.localdate(finding.approved_at), lines)
    for file in case.preservations.order_by("pk"):
        lines = (
            ("保存的物品", file.items),
            ("保存地点", file.place),
            ("批准文号", file.approval_number),
        )
        yield _record(file.reference, "先行登记保存记录", file.preserved_on, lines)


def _record(key: str, title: str, on: datetime.date, lines: Iterable[tuple[str, str]]) -> Document:
    said = tuple((label, text) for label, text in lines if text)
    is_sealed = any(_gives_away(text) for _label, text in said)
    return Document(key=key, title=title, number="", on=on.isoformat(), lines=said, is_sealed=is_sealed)


def _gives_away(text: str) -> bool:
    return bool(GIVES_AWAY.search(text))


def _words(day: datetime.date | None) -> str:
    return date_words(day) if day else ""
