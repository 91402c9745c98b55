"""Where the files of paper lie. A file appears whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from pathlib import Path

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def page_count(data: bytes) -> int:
    """Count the pages of a drawn paper."""
    with pikepdf.open(io.BytesIO(data)) as drawn:
        return len(drawn.pages)


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


def read(name: str) -> bytes:
    """Return the file called `name`. Raises `FileNotFoundError`."""
    with default_storage.open(name, "rb") as file:
        data: bytes = file.read()
    return data


def remove(name: str) -> None:
    """Remove the file called `name`, if it is there."""
    default_storage.delete(name)
