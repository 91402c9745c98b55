"""Where the files of paper lie. A file appears whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from workflow.errors import PartAway

FULL = (errno.ENOSPC, errno.EDQUOT)


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def page_count(data: bytes) -> int:
    """Count the pages of a drawn paper."""
    with pikepdf.open(io.BytesIO(data)) as drawn:
        return len(drawn.pages)


@contextmanager
def reached() -> Iterator[None]:
    """Raise `PartAway` where the disk is full or the bucket does not answer."""
    try:
        yield
    except (OSError, BotoCoreError, ClientError) as error:
        if isinstance(error, OSError) and error.errno not in FULL:
            raise
        raise PartAway(_("The papers' store does not answer, or has no room.")) from error


def store(name: str, data: bytes) -> str:
    """Put `data` into the default storage as `name`; return the name it lies under.

    A bucket takes an object whole. On a disk the file is written beside its place, flushed and moved there.
    """
    try:
        target = Path(default_storage.path(name))
    except NotImplementedError:
        return default_storage.save(name, ContentFile(data))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(written).replace(target)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
    return name


@reached()
def read(name: str) -> bytes:
    """Return the file called `name`. Raises `FileNotFoundError`, and `PartAway`."""
    with default_storage.open(name, "rb") as file:
        data: bytes = file.read()
    return data


@reached()
def remove(name: str) -> None:
    """Remove the file called `name`, if it is there."""
    default_storage.delete(name)
