"""Put the papers of a replayed case into a folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from notices import files
from notices.models import Notice
from notices.selectors import notices_of
from workflow.models import Subject

UNSAFE = re.compile(r"[^\w.+-]+")


class NotPrinted(Exception):
    """A paper of the case could not be drawn; the text is a sentence."""


def folder_for(case_id: str, out: Path, *, taken: set[str]) -> Path:
    """Make the folder of a case; a case id is no path, and two rows may bear the same one."""
    name = UNSAFE.sub("_", case_id).strip(".") or "case"
    number = 1
    while (unique := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    taken.add(unique)
    folder = out / unique
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_papers(subjects: Iterable[Subject], folder: Path) -> tuple[str, ...]:
    """Copy every paper about `subjects` as <kind>.pdf; raise `NotPrinted` when one was not drawn."""
    written: list[str] = []
    counts: Counter[str] = Counter()
    for notice in _in_order(subjects):
        if not notice.is_downloadable:
            raise NotPrinted(
                _("%(title)s was not printed: %(why)s")
                % {"title": notice.title, "why": notice.failure or notice.state}
            )
        counts[notice.kind] += 1
        count = counts[notice.kind]
        name = f"{notice.kind}.pdf" if count == 1 else f"{notice.kind}-{count}.pdf"
        (folder / name).write_bytes(files.read(notice.path))
        written.append(name)
    return tuple(written)


def _in_order(subjects: Iterable[Subject]) -> list[Notice]:
    found = [notice for subject in subjects for notice in notices_of(subject)]
    return sorted(found, key=lambda notice: notice.pk)
