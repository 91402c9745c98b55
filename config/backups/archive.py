"""The archive: a folder with a head, a sealed tar and a signature. Two sheets of escrow open it.

The tar is one sealed stream under a random key; the key is sealed to the escrow keys in use. The head carries that and
the boxes of the escrow keys, so that two sheets open an archive when nothing else of the installation is left. Anybody
could seal something to a public key: the signature says that this office made it.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from vault import sealing, streams

HEAD, BODY, SIGNATURE = "head.json", "body.sealed", "signature.json"
FORM = "chuishao backup 1"
PART_BYTES = 8 * 1024 * 1024
MANIFEST = "manifest.json"


class ArchiveRefused(Exception):
    """The archive is damaged, changed or not ours; the sentence says which."""


@dataclass(frozen=True)
class Member:
    """A table or a file as it lies in the archive."""

    size: int
    sha256: str


class ArchiveWriter:
    """Write members of any size with flat memory. A folder half written is never taken for whole."""

    def __init__(self, folder: Path, *, head: dict[str, Any], recipients: list[str]) -> None:
        self.folder, self.members = folder, dict[str, Member]()
        self._making = folder.with_name(f".{folder.name}.part")
        self._making.mkdir(mode=0o700, parents=True)
        key = sealing.new_key()
        sealed_key = sealing.seal(key, recipients).hex()
        self._head = json.dumps({**head, "form": FORM, "key": sealed_key}, sort_keys=True, indent=1).encode()
        (self._making / HEAD).write_bytes(self._head)
        self._sealed = streams.SealedWriter(self._making / BODY, key=key)
        self._tar = tarfile.open(fileobj=self._sealed, mode="w|", bufsize=streams.FRAME_BYTES)  # type: ignore[call-overload] # noqa: SIM115

    def add(self, name: str, chunks: Iterable[bytes]) -> Member:
        """Add a member in parts, and remember its size and digest for the manifest."""
        digest, size, pending = hashlib.sha256(), 0, bytearray()
        number = 0
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            pending += chunk
            while len(pending) >= PART_BYTES:
                self._part(name, number, bytes(pending[:PART_BYTES]))
                del pending[:PART_BYTES]
                number += 1
        self._part(name, number, bytes(pending))
        self.members[name] = Member(size, digest.hexdigest())
        return self.members[name]

    def finish(self, manifest: dict[str, Any]) -> str:
        """Write manifest and signature, wait for the disk, give the folder its name; return the digest."""
        listed = {name: [member.size, member.sha256] for name, member in self.members.items()}
        text = {**manifest, "members": listed, "head": hashlib.sha256(self._head).hexdigest()}
        self._part(MANIFEST, 0, json.dumps(text, sort_keys=True).encode())
        self._tar.close()
        done = self._sealed.finish()
        digest = _digest(self._head, done.sha256_sealed)
        signature, algorithm = import_string(settings.LOG_SIGNER)(digest)
        told = {"digest": digest, "signature": signature, "algorithm": algorithm}
        (self._making / SIGNATURE).write_text(json.dumps(told, indent=1))
        self._making.rename(self.folder)
        return digest

    def abandon(self) -> None:
        """Remove what was written so far."""
        self._sealed.abandon()
        for name in (HEAD, BODY, SIGNATURE):
            (self._making / name).unlink(missing_ok=True)
        with suppress(OSError):
            self._making.rmdir()

    def _part(self, name: str, number: int, data: bytes) -> None:
        info = tarfile.TarInfo(f"{name}#{number:06d}")
        info.size = len(data)
        self._tar.addfile(info, io.BytesIO(data))


def read_head(folder: Path) -> dict[str, Any]:
    """Return the head, once the signature over head and body is found to be the office's."""
    try:
        told = json.loads((folder / SIGNATURE).read_text())
        digest = digest_of(folder)
        read: dict[str, Any] = json.loads((folder / HEAD).read_bytes())
    except (OSError, ValueError) as error:
        raise ArchiveRefused(f"{folder} is no whole archive: {error}") from error
    if digest != told.get("digest"):
        raise ArchiveRefused("The archive was changed since it was made.")
    if not import_string(settings.LOG_VERIFIER)(digest, told["signature"], algorithm=told["algorithm"]):
        raise ArchiveRefused("The archive was not made by this office: its signature is not that of the log.")
    if read.get("form") != FORM:
        raise ArchiveRefused("The archive has a form that this version does not read.")
    return read


def digest_of(folder: Path) -> str:
    """Return what the signature is over: form, head and body."""
    with (folder / BODY).open("rb") as body:
        return _digest((folder / HEAD).read_bytes(), hashlib.file_digest(body, "sha256").hexdigest())


def read_parts(folder: Path, head: dict[str, Any], *, identity: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield name, number and bytes of each part; the manifest comes last."""
    try:
        key = sealing.open_sealed(bytes.fromhex(head["key"]), identity)
        frames = _Frames(streams.open_file(folder / BODY, key=key))
        with tarfile.open(fileobj=frames, mode="r|", bufsize=streams.FRAME_BYTES) as tar:
            for info in tar:
                name, _, number = info.name.rpartition("#")
                found = tar.extractfile(info)
                yield name, int(number), found.read() if found else b""
        while frames.read(PART_BYTES):  # to the mark of the last frame: nothing was cut off
            pass
    except (sealing.CannotOpen, tarfile.TarError, ValueError) as error:
        raise ArchiveRefused(
            "The archive does not open: it was changed, or these sheets are not its."
        ) from error


def check_manifest(manifest: dict[str, Any], folder: Path, found: dict[str, Member]) -> None:
    """Raise unless the members read are those that were written, and the head is the one that belongs to them."""
    listed = {name: Member(size, digest) for name, (size, digest) in manifest["members"].items()}
    if wrong := sorted(name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name)):
        raise ArchiveRefused(f"The archive does not hold what its list says: {', '.join(wrong[:10])}.")
    if manifest["head"] != hashlib.sha256((folder / HEAD).read_bytes()).hexdigest():
        raise ArchiveRefused("The head of the archive belongs to another one.")


class _Frames(io.RawIOBase):
    """Frames of a sealed stream, read as a file."""

    def __init__(self, frames: Iterator[bytes]) -> None:
        self._frames, self._left = frames, b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Hand on what is left of a frame, or of the next one that holds anything."""
        while not self._left:
            frame = next(self._frames, None)
            if frame is None:
                return 0
            self._left = frame
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


def _digest(head: bytes, sha256_body: str) -> str:
    return hashlib.sha256(f"{FORM}\n{hashlib.sha256(head).hexdigest()}\n{sha256_body}".encode()).hexdigest()
