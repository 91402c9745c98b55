"""Uploads: sealed while they arrive, judged by what they are and not by what they are called.

The handler stands in `settings.FILE_UPLOAD_HANDLERS` for every form of both sites, so that no plain temporary
file can come into being anywhere. A file that nobody kept by the end of the request is removed.
"""

import io
import unicodedata
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault import sealing, streams

if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile

HEAD_BYTES: Final = 8 * 1024
# The directory of an Office file stands at its end; 256 KiB hold that of any document a person would send.
TAIL_BYTES: Final = 256 * 1024
# An Office file that unpacks to more than this many times the largest upload is a bomb.
UNPACKED_LIMIT_FACTOR: Final = 5
MEBIBYTE: Final = 1024 * 1024

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What the first bytes say -> the media type kept, and the extensions that may go with it.
KINDS: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "image/jpeg": ("image/jpeg", frozenset({"jpg", "jpeg", "jpe"})),
    "image/png": ("image/png", frozenset({"png"})),
    "image/heic": ("image/heic", frozenset({"heic", "heif"})),
    "image/webp": ("image/webp", frozenset({"webp"})),
    # Telephones write voice memos and films into the same container.
    "video/mp4": ("video/mp4", frozenset({"mp4", "m4v", "m4a", "mov"})),
    "video/quicktime": ("video/quicktime", frozenset({"mov", "qt"})),
    "video/x-m4v": ("video/mp4", frozenset({"m4v", "mp4"})),
    "audio/mp4": ("audio/mp4", frozenset({"m4a", "mp4"})),
    "audio/mpeg": ("audio/mpeg", frozenset({"mp3"})),
    "audio/x-wav": ("audio/wav", frozenset({"wav"})),
    "application/pdf": ("application/pdf", frozenset({"pdf"})),
    DOCX: (DOCX, frozenset({"docx"})),
    XLSX: (XLSX, frozenset({"xlsx"})),
}
ALLOWED_MEDIA_TYPES: Final = frozenset(kept for kept, _extensions in KINDS.values())
ALLOWED_EXTENSIONS: Final = frozenset().union(*(extensions for _kept, extensions in KINDS.values()))


class UploadRefused(Exception):
    """The file cannot be taken. `reason` is a sentence for the form."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class HeldFile:
    """A sealed file on disk with the key that opens it: as secret as the file itself."""

    handle: str
    path: str
    size: int
    sealed_size: int
    sha256_plain: str = field(repr=False)
    sha256_sealed: str
    media_type: str
    extension: str
    key: str = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, for a draft that is itself sealed."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "HeldFile":
        """Read what `as_dict` wrote."""
        return cls(**values)

    @property
    def absolute_path(self) -> Path:
        """Where the sealed bytes lie."""
        return streams.sealed_path(self.path)

    def chunks(self) -> Iterator[bytes]:
        """Yield the plain bytes."""
        return streams.open_file(self.absolute_path, key=bytes.fromhex(self.key))

    def discard(self) -> None:
        """Remove the file."""
        self.absolute_path.unlink(missing_ok=True)


class SealedUpload(_UploadedFile):
    """What a form gets: a file that is sealed already, or the reason why it was refused."""

    def __init__(self, *, held: HeldFile | None, extension: str, refusal: str | Promise | None) -> None:
        self.held = held
        self.refusal = refusal
        self._is_kept = False
        self._plain: IO[bytes] | None = None
        stem = held.handle if held else "refused"
        super().__init__(
            file=None,
            name=f"{stem}.{extension}" if extension else stem,
            content_type=held.media_type if held else "",
            size=held.size if held else 0,
        )

    def keep(self) -> HeldFile:
        """Claim the file, so that it outlives the request; raise `UploadRefused` when there is none."""
        if self.held is None:
            raise UploadRefused(self.refusal or _("The file could not be read."))
        self._is_kept = True
        return self.held

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the plain bytes, for the page that must read them (a table to import)."""
        return self.held.chunks() if self.held else iter(())

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        """Always read in chunks."""
        return True

    @property
    def file(self) -> IO[bytes]:
        """The plain bytes. The whole file passes through memory: for small tables only."""
        if self._plain is None:
            self._plain = io.BytesIO(b"".join(self.chunks()))
        return self._plain

    @file.setter
    def file(self, value: IO[bytes] | None) -> None:
        """Take what the base class sets: there is no plain file."""

    def close(self) -> None:
        """End with the request: a file that nobody kept goes."""
        self._plain = io.BytesIO()
        self._plain.close()
        if self.held is not None and not self._is_kept:
            self.held.discard()


class SealedUploadHandler(FileUploadHandler):
    """Seal each file under a key of its own while it arrives, in constant memory."""

    chunk_size = streams.FRAME_BYTES

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._files_seen = 0
        self._arriving: _Arriving | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._files_seen += 1
        refusal = None
        if self._files_seen > settings.UPLOAD_MAX_FILES:
            refusal = _("Too many files at once: at most %(count)d are taken.") % {
                "count": settings.UPLOAD_MAX_FILES
            }
        self._arriving = _Arriving(extension=extension_of(self.file_name or ""), refusal=refusal)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a chunk; nothing goes on to another handler."""
        if self._arriving is not None:
            self._arriving.take(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        """End a file: on the disk for good, or refused with a sentence."""
        arriving, self._arriving = self._arriving, None
        if arriving is None:
            raise UploadRefused(_("The file could not be read."))
        return arriving.finish()

    def upload_interrupted(self) -> None:
        """Remove what was written when the connection broke."""
        if self._arriving is not None:
            self._arriving.drop()
            self._arriving = None


class _Arriving:
    """One file on its way in."""

    def __init__(self, *, extension: str, refusal: str | Promise | None) -> None:
        self.extension = extension
        self.refusal = refusal
        self.handle = uuid.uuid4().hex
        self.path = f"{self.handle[:2]}/{self.handle}"
        self.key = sealing.new_key()
        self.head = bytearray()
        self.tail = bytearray()
        self.writer: streams.SealedWriter | None = None

    def take(self, data: bytes) -> None:
        if self.refusal is not None:
            return
        try:
            if self.writer is None:
                self.writer = streams.SealedWriter(streams.sealed_path(self.path), key=self.key)
            if self.writer.size + len(data) > settings.UPLOAD_MAX_BYTES:
                self.refuse(
                    _("The file is too large: at most %(size)d MB are taken.")
                    % {"size": settings.UPLOAD_MAX_BYTES // MEBIBYTE}
                )
                return
            self.writer.write(data)
        except OSError:
            self.refuse(_("The file could not be stored. Try again, or send your report without it."))
            return
        if len(self.head) < HEAD_BYTES:
            self.head += data[: HEAD_BYTES - len(self.head)]
        self.tail += data
        del self.tail[:-TAIL_BYTES]

    def finish(self) -> SealedUpload:
        if self.refusal is None and self.writer is None:
            self.refuse(_("The file is empty."))
        held = self._hold() if self.refusal is None else None
        return SealedUpload(held=held, extension=self.extension, refusal=self.refusal)

    def _hold(self) -> HeldFile | None:
        if self.writer is None:
            return None
        media_type = sniff(bytes(self.head), bytes(self.tail))
        try:
            done = self.writer.finish()
        except OSError:
            self.refuse(_("The file could not be stored. Try again, or send your report without it."))
            return None
        return HeldFile(
            handle=self.handle,
            path=self.path,
            size=done.size,
            sealed_size=done.sealed_size,
            sha256_plain=done.sha256_plain,
            sha256_sealed=done.sha256_sealed,
            media_type=media_type,
            extension=self.extension,
            key=self.key.hex(),
        )

    def refuse(self, reason: str | Promise) -> None:
        self.drop()
        self.refusal = reason

    def drop(self) -> None:
        if self.writer is not None:
            self.writer.abandon()
            self.writer = None


def extension_of(name: str) -> str:
    """Return the extension of a file name in lower case ASCII, without the dot; "" when there is none."""
    stem, dot, last = unicodedata.normalize("NFKC", name).rpartition(".")
    extension = last.strip().lower()
    return (
        extension
        if dot and stem and extension.isascii() and extension.isalnum() and len(extension) <= 10
        else ""
    )


def sniff(head: bytes, tail: bytes = b"") -> str:
    """Name the media type by content, "" for an unknown one. Office files are known by their `tail`."""
    if head.startswith(b"PK\x03\x04"):
        return _sniff_office(tail or head)
    kind = filetype.guess(head)
    mime = kind.mime if kind is not None else ""
    return KINDS[mime][0] if mime in KINDS else ""


def refuse_unfit(upload: SealedUpload, *, media_types: frozenset[str] = ALLOWED_MEDIA_TYPES) -> None:
    """Raise `UploadRefused` unless the file is of an allowed type and its name says so."""
    if upload.held is None:
        raise UploadRefused(upload.refusal or _("The file could not be read."))
    if upload.held.extension not in ALLOWED_EXTENSIONS:
        raise UploadRefused(
            _("Files of this kind are not taken. Send a photo, film, recording, PDF, DOCX or XLSX.")
        )
    fitting = {kept for kept, extensions in KINDS.values() if upload.held.extension in extensions}
    if upload.held.media_type not in fitting:
        raise UploadRefused(_("The content of this file is not what its name says."))
    if upload.held.media_type not in media_types:
        raise UploadRefused(_("Files of this kind are not taken here."))


def sealed_uploads(files: "MultiValueDict[str, UploadedFile[Any]]", name: str) -> list[SealedUpload]:
    """Return the uploads of one field, in the order of the form."""
    return [upload for upload in files.getlist(name) if isinstance(upload, SealedUpload)]


def _sniff_office(tail: bytes) -> str:
    """Look into the directory at the end of a zip file for the parts that make it a document."""
    try:
        with zipfile.ZipFile(io.BytesIO(tail)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    if "[Content_Types].xml" not in parts or any(name.lower().endswith("vbaproject.bin") for name in parts):
        return ""
    if sum(parts.values()) > UNPACKED_LIMIT_FACTOR * settings.UPLOAD_MAX_BYTES:
        return ""
    if "word/document.xml" in parts:
        return DOCX
    return XLSX if "xl/workbook.xml" in parts else ""
