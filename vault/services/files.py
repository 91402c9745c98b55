"""Writes of sealed files. The file is on the disk when a form has it; here its key finds its readers."""

import datetime
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from vault import sealing, streams
from vault.models import Envelope, Purpose, SealedFile
from vault.selectors import unclaimed_handles
from vault.services.copies import KeyForCleaning, order_copies, seal_for_cleaning
from vault.services.envelopes import (
    PreparedEnvelope,
    open_envelope,
    prepare_envelope,
    prepare_envelopes,
    store_envelope,
    store_envelopes,
)
from vault.uploads import HeldFile
from workflow.models import Subject


@dataclass(frozen=True)
class PreparedFile:
    """A sealed file, the envelope that holds its key, and the key once more for the worker who cleans it."""

    held: HeldFile
    envelope: PreparedEnvelope
    for_cleaning: KeyForCleaning


def prepare_file(held: HeldFile, *, exclude: Iterable[User] = (), duty: str | None = None) -> PreparedFile:
    """Seal the key of a file that arrived: from `SealedUpload.keep()` or out of a sealed draft."""
    return prepare_files([held], exclude=exclude, duty=duty)[0]


def prepare_files(
    held: Sequence[HeldFile],
    *,
    exclude: Iterable[User] = (),
    duty: str | None = None,
    readers: Iterable[User] = (),
) -> list[PreparedFile]:
    """Seal the keys of several files with one look at the readers' keys."""
    payloads = [(str(Purpose.FILE), {"key": one.key, "sha256": one.sha256_plain}) for one in held]
    envelopes = prepare_envelopes(payloads, exclude=exclude, duty=duty, readers=readers) if payloads else []
    for_cleaning = seal_for_cleaning([one.key for one in held])
    return [PreparedFile(*parts) for parts in zip(held, envelopes, for_cleaning, strict=True)]


def store_files(prepared: Sequence[PreparedFile], *, subject: Subject) -> list[SealedFile]:
    """Insert files, the envelopes of their keys and the clean copies to be made, in three statements."""
    envelopes = store_envelopes([one.envelope for one in prepared], subject=subject)
    files = SealedFile.objects.bulk_create(
        [_row(one.held, envelope) for one, envelope in zip(prepared, envelopes, strict=True)]
    )
    order_copies(files, [one.for_cleaning for one in prepared])
    return files


def store_made_file(
    held: HeldFile, *, subject: Subject, exclude: Iterable[User] = (), duty: str | None = None
) -> SealedFile:
    """Insert a file that was made here with the envelope of its key; it tells of no device and needs no clean copy."""
    payload = {"key": held.key, "sha256": held.sha256_plain}
    prepared = prepare_envelope(Purpose.FILE, payload, exclude=exclude, duty=duty)
    file = _row(held, store_envelope(prepared, subject=subject))
    file.save()
    return file


def _row(held: HeldFile, envelope: Envelope) -> SealedFile:
    return SealedFile(
        subject_label=envelope.subject_label,
        subject_id=envelope.subject_id,
        handle=uuid.UUID(held.handle),
        envelope=envelope,
        path=held.path,
        size=held.size,
        sealed_size=held.sealed_size,
        sha256_sealed=held.sha256_sealed,
        media_type=held.media_type,
        extension=held.extension,
    )


def hold_file(data: bytes, *, media_type: str, extension: str) -> HeldFile:
    """Seal a file that was made here and never lay anywhere: the plain bytes stay in memory."""
    handle, key = uuid.uuid4().hex, sealing.new_key()
    path = f"{handle[:2]}/{handle}"
    done = streams.seal_file([data], streams.sealed_path(path), key=key)
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


def open_file(file: SealedFile, *, identity: str) -> Iterator[bytes]:
    """Yield the plain bytes of a file in chunks; raise `CannotOpen` when the key does not fit."""
    key = bytes.fromhex(open_envelope(file.envelope, identity=identity)["key"])
    return streams.open_file(file.absolute_path, key=key)


def is_unchanged(file: SealedFile) -> bool:
    """Tell whether the sealed bytes are those that were written when the file came. Takes no key."""
    try:
        with file.absolute_path.open("rb") as sealed:
            return hashlib.file_digest(sealed, "sha256").hexdigest() == file.sha256_sealed
    except OSError:
        return False


def discard_unclaimed_files(*, older_than: datetime.timedelta) -> int:
    """Remove sealed files that no row names (drafts given up, crashes); return how many."""
    before = timezone.now().timestamp() - older_than.total_seconds()
    old = {path.name: path for path in streams.sealed_root().glob("??/*") if path.stat().st_mtime < before}
    unclaimed = unclaimed_handles(list(old))
    for handle in unclaimed:
        old[handle].unlink(missing_ok=True)
    return len(unclaimed)
