"""Files sealed as they stream past: flat in memory, never plain on disk.

A sealed file is a magic line, the stream's header, then frames of 64 KiB. The last is marked as last, so
that a file cut short is noticed. The key is random, one per file, and lies in an envelope of its own: who
may read the file changes without touching it, and destroying the envelope destroys the file.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from vault import sealing

MAGIC = b"chuishao sealed stream 1\n"
FRAME_BYTES = 64 * 1024


@dataclass(frozen=True)
class SealedStream:
    """What came of sealing a stream. Sizes in bytes; `sha256_plain` is as secret as the content."""

    size: int
    sha256_plain: str
    sealed_size: int
    sha256_sealed: str


class SealedWriter:
    """Seal whatever is written into a new file that nobody else can read."""

    def __init__(self, path: Path, *, key: bytes) -> None:
        self.path = path
        _make_folder(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(descriptor, "wb", buffering=0)
        self._push = sealing.sealer().push_stream(key)
        self._pending = bytearray()
        self._plain, self._sealed = sha256(), sha256()
        self.size = self._sealed_size = 0
        self._emit(MAGIC + self._push.header)

    def write(self, data: bytes) -> None:
        """Take any amount of bytes; hold back at most one frame."""
        self._plain.update(data)
        self.size += len(data)
        self._pending += data
        # The last frame must be marked as last, so a full frame waits until more arrives.
        while len(self._pending) > FRAME_BYTES:
            frame = bytes(self._pending[:FRAME_BYTES])
            del self._pending[:FRAME_BYTES]
            self._emit(self._push.push(frame, is_last=False))

    def finish(self) -> SealedStream:
        """Write the last frame and wait until file and folder are on the disk for good."""
        self._emit(self._push.push(bytes(self._pending), is_last=True))
        self._pending.clear()
        os.fsync(self._file.fileno())
        self._file.close()
        _sync_folder(self.path.parent)
        return SealedStream(self.size, self._plain.hexdigest(), self._sealed_size, self._sealed.hexdigest())

    def abandon(self) -> None:
        """Close and remove what was written so far."""
        self._file.close()
        self._pending.clear()
        self.path.unlink(missing_ok=True)

    def _emit(self, sealed: bytes) -> None:
        view = memoryview(sealed)
        while view:
            view = view[self._file.write(view) or 0 :]
        self._sealed.update(sealed)
        self._sealed_size += len(sealed)


def sealed_path(relative: str) -> Path:
    """Return where a sealed file lies on this machine."""
    return sealed_root() / relative


def sealed_root() -> Path:
    """Return the folder of all sealed files: `settings.VAULT_DIR`, or `sealed` beside the other media."""
    return Path(getattr(settings, "VAULT_DIR", None) or Path(settings.MEDIA_ROOT) / "sealed")


def seal_file(chunks: Iterable[bytes], path: Path, *, key: bytes) -> SealedStream:
    """Seal a stream of chunks into a new file at `path`; remove it again when anything fails."""
    writer = SealedWriter(path, key=key)
    try:
        for chunk in chunks:
            writer.write(chunk)
        return writer.finish()
    except BaseException:
        writer.abandon()
        raise


def open_file(path: Path, *, key: bytes) -> Iterator[bytes]:
    """Yield the plain frames of a sealed file; raise `CannotOpen` when it was changed or cut short."""
    suite = sealing.sealer()
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise sealing.CannotOpen
        header = file.read(suite.stream_header_bytes)
        if len(header) != suite.stream_header_bytes:
            raise sealing.CannotOpen
        pull = suite.pull_stream(key, header)
        while True:
            frame, is_last = pull.pull(file.read(FRAME_BYTES + suite.stream_overhead_bytes))
            if is_last and file.read(1):
                raise sealing.CannotOpen
            yield frame
            if is_last:
                return


def _make_folder(folder: Path) -> None:
    """Make a folder, its parents too, each entry on the disk for good."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
