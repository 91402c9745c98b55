"""Files of a tip in the hands of the staff: the original, its clean copy, the release. The log keeps each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from reports.models import Report
from reports.selectors import copy_for
from vault.models import CleanCopy, SealedFile
from vault.selectors import files_of
from vault.services import clean_again, open_copy, open_file, release_copy
from workflow.services import record


def read_file(
    report: Report, handle: uuid.UUID, *, actor: User, identity: str
) -> tuple[SealedFile, Iterator[bytes]]:
    """Open a file that came with a tip, for whoever may read its words; the log keeps who did.

    Raises `SealedFile.DoesNotExist` for another tip's file and `CannotOpen` when the key does not fit.
    """
    file = files_of(report).get(handle=handle, erased_at=None, volume=None)
    chunks = open_file(file, identity=identity)
    record(report, "open_file", actor=actor)
    return file, chunks


def read_copy(
    report: Report, handle: uuid.UUID, *, actor: User, identity: str
) -> tuple[CleanCopy, Iterator[bytes]]:
    """Open the clean copy of a file: for the desk, and once it is released for investigators. The log keeps who did.

    Raises `CleanCopy.DoesNotExist` where there is none for this person and `CannotOpen` when the key does not fit.
    """
    copy = copy_for(report, handle, actor)
    chunks = open_copy(copy, identity=identity)
    record(report, "open_copy", actor=actor)
    return copy, chunks


def release_file(report: Report, handle: uuid.UUID, *, actor: User, identity: str) -> None:
    """Release a clean copy to the investigators, after the desk has seen that it does not point to the person."""
    copy = copy_for(report, handle, actor)
    release_copy(copy, identity=identity, readers=people_with_duty(Duty.INVESTIGATOR))
    record(report, "release_file", actor=actor)


def clean_file_again(report: Report, handle: uuid.UUID, *, actor: User, identity: str) -> None:
    """Have the clean copy made once more, with the key that this session opens."""
    file = files_of(report).get(handle=handle, erased_at=None, volume=None)
    clean_again(file.copy, identity=identity)
    record(report, "clean_again", actor=actor)
