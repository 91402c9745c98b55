"""Files as they lie after an upload: sealed on the disk, with the key that opens them."""

from __future__ import annotations

import uuid

from vault import sealing, streams
from vault.uploads import HeldFile


def held(content: bytes, *, media_type: str = "image/jpeg", extension: str = "jpg") -> HeldFile:
    """Seal `content` as the upload handler does."""
    handle, key = uuid.uuid4().hex, sealing.new_key()
    path = f"{handle[:2]}/{handle}"
    done = streams.seal_file([content], streams.sealed_path(path), key=key)
    return HeldFile(
        handle=handle,
        path=path,
        size=done.size,
        sealed_size=done.sealed_size,
        sha256_plain=done.sha256_plain,
        sha256_sealed=done.sha256_sealed,
        media_type=media_type,
        extension=extension,
        key=key.hex(),
    )
