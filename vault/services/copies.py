"""Writes of clean copies.

When a file arrives, its key is sealed a second time, to a key of the worker that lives an hour. With it the worker
opens the file once, without any person's key, has it cleaned, seals the clean copy to those who read the original, and
erases the second envelope. A thief of the database has none of these keys; one of the machine has that of the hour.
"""

import datetime
import os
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from vault import sealing, streams
from vault.cleaner import NotCleaned, cleaned
from vault.models import CleanCopy, CleaningKey, SealedFile
from vault.services.envelopes import open_envelope, seal_like, store_beside
from vault.services.resealing import reseal_envelope

KEY_LIVES: Final = datetime.timedelta(hours=1)
# A worker that stood still for a day finds keys no longer; a colleague's session then asks anew.
KEY_WAITS: Final = datetime.timedelta(days=1)
MOST_ATTEMPTS: Final = 3
MOST_AT_ONCE: Final = 20
RETRY_AFTER: Final = datetime.timedelta(minutes=1)
# What a copy is written as; where the kind stays, so does the extension.
EXTENSIONS: Final = {"image/heic": "jpg", "image/webp": "png"}


@dataclass(frozen=True)
class KeyForCleaning:
    """The key of a file for the worker; empty before the worker has made its first key."""

    sealed_key: bytes = field(default=b"", repr=False)
    cleaning_key_id: int | None = None


# ---- When a file arrives (the public site: public halves alone) ------------------------------------------------
def seal_for_cleaning(keys: Sequence[str]) -> list[KeyForCleaning]:
    """Seal the keys of files, in hex, to the worker's key of the hour."""
    cleaning = CleaningKey.objects.filter(retired_at=None).order_by("-pk").first() if keys else None
    if cleaning is None:
        return [KeyForCleaning()] * len(keys)
    return [
        KeyForCleaning(sealing.seal(bytes.fromhex(key), [cleaning.public_key]), cleaning.pk) for key in keys
    ]


def order_copies(files: Sequence[SealedFile], keys: Sequence[KeyForCleaning]) -> None:
    """Have the clean copies of files made, in one statement."""
    CleanCopy.objects.bulk_create(
        CleanCopy(file=file, sealed_key=key.sealed_key, cleaning_key_id=key.cleaning_key_id)
        for file, key in zip(files, keys, strict=True)
    )


# ---- The worker ------------------------------------------------------------------------------------------------
def turn_cleaning_key() -> None:
    """Make the worker's key of the hour when the last one is an hour old; erase the halves of those done with."""
    now = timezone.now()
    current = CleaningKey.objects.filter(retired_at=None).order_by("-pk").first()
    if current is None or current.created_at < now - KEY_LIVES or not _half_of(current).exists():
        _make_key()
    newest = CleaningKey.objects.order_by("-pk").values_list("pk", flat=True)[:1]
    CleaningKey.objects.filter(retired_at=None).exclude(pk__in=list(newest)).update(retired_at=now)
    _erase_halves(now)


def clean_waiting() -> int:
    """Make the clean copies whose turn has come; return how many were worked on. Bears being run twice at once."""
    # No lease is so long: it was taken while the database's own clock was ahead, and would hold until that hour comes.
    _open_copies().filter(lease_until__gt=Now() + KEY_LIVES).update(lease_until=Now())
    due = _open_copies().filter(lease_until__lte=Now()).exclude(sealed_key=b"")
    keys = list(due.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_clean(key) for key in keys)


def _open_copies() -> QuerySet[CleanCopy]:
    return CleanCopy.objects.filter(state=CleanCopy.State.WAITING)


def _clean(copy_id: int) -> bool:
    """Take one copy, if nobody else has it, and bring it to its end."""
    # By the database's clock: one worker's may be wrong, and the others would wait for it.
    lease = Now() + datetime.timedelta(seconds=3 * settings.CLEANING_SECONDS)
    taken = _open_copies().filter(pk=copy_id, lease_until__lte=Now()).exclude(sealed_key=b"")
    if not taken.update(lease_until=lease, attempts=F("attempts") + 1):
        return False
    copy = CleanCopy.objects.select_related("file__envelope__ring", "cleaning_key").get(pk=copy_id)
    try:
        _make(copy)
    except NotCleaned as error:
        _give_up(copy, error.code)
    except (sealing.CannotOpen, OSError):  # the worker's key has gone, or the disk is full
        _give_up(copy, "key" if copy.cleaning_key and not _half_of(copy.cleaning_key).exists() else "crashed")
    return True


def _make(copy: CleanCopy) -> None:
    key = sealing.open_sealed(bytes(copy.sealed_key), _private_half(copy.cleaning_key))
    handle, new_key = uuid.uuid4(), sealing.new_key()
    path = f"{handle.hex[:2]}/{handle.hex}"
    plain = streams.open_file(copy.file.absolute_path, key=key)
    done = streams.seal_file(cleaned(plain, copy.file.media_type), streams.sealed_path(path), key=new_key)
    envelope = seal_like(copy.file.envelope, {"key": new_key.hex(), "sha256": done.sha256_plain})
    with transaction.atomic():
        # Claimed like this, a second worker's copy, or one whose original was destroyed meanwhile, is dropped.
        row = _open_copies().select_for_update().filter(pk=copy.pk, file__erased_at=None).first()
        if row is None:
            streams.sealed_path(path).unlink(missing_ok=True)
            return
        row.envelope = store_beside(envelope, copy.file)
        row.state, row.sealed_key, row.handle, row.path = CleanCopy.State.READY, b"", handle, path
        row.size, row.sha256_sealed, row.made_at = done.size, done.sha256_sealed, timezone.now()
        row.extension = EXTENSIONS.get(copy.file.media_type, copy.file.extension)
        row.save()


def _give_up(copy: CleanCopy, code: str) -> None:
    """Say why there is no copy. Only a cleaner that broke off is worth another try."""
    if code == "crashed" and copy.attempts < MOST_ATTEMPTS:
        _open_copies().filter(pk=copy.pk).update(lease_until=Now() + RETRY_AFTER * copy.attempts)
        return
    state = CleanCopy.State.FAILED if code in {"crashed", "key"} else CleanCopy.State.REFUSED
    _open_copies().filter(pk=copy.pk).update(state=state, reason=code, sealed_key=b"")


# ---- The people who work with it -------------------------------------------------------------------------------
def open_copy(copy: CleanCopy, *, identity: str) -> Iterator[bytes]:
    """Yield the bytes of a clean copy in chunks; raise `CannotOpen` when the key does not fit or there is none."""
    if copy.envelope is None:
        raise sealing.CannotOpen
    key = bytes.fromhex(open_envelope(copy.envelope, identity=identity)["key"])
    return streams.open_file(copy.absolute_path, key=key)


def release_copy(copy: CleanCopy, *, identity: str, readers: Iterable[User]) -> None:
    """Seal a clean copy to those who investigate, too, in a session that opens it."""
    if copy.envelope is None:
        raise sealing.CannotOpen
    with transaction.atomic():
        reseal_envelope(copy.envelope, identity=identity, readers=readers)
        CleanCopy.objects.filter(pk=copy.pk).update(released_at=timezone.now())


def clean_again(copy: CleanCopy, *, identity: str) -> None:
    """Give the worker the key of the original once more, in a session that opens it."""
    (key,) = seal_for_cleaning([open_envelope(copy.file.envelope, identity=identity)["key"]])
    is_open = Q(state__in=[CleanCopy.State.REFUSED, CleanCopy.State.FAILED]) | Q(
        sealed_key=b"", envelope=None
    )
    CleanCopy.objects.filter(is_open, pk=copy.pk).update(
        state=CleanCopy.State.WAITING,
        reason="",
        attempts=0,
        lease_until=Now(),
        sealed_key=key.sealed_key,
        cleaning_key=key.cleaning_key_id,
    )


# ---- The private halves, in the worker's own folder ------------------------------------------------------------
def _half_of(key: CleaningKey) -> Path:
    return Path(settings.CLEANING_KEYS_DIR) / f"{key.pk}.key"


def _private_half(key: CleaningKey | None) -> str:
    if key is None:
        raise sealing.CannotOpen
    return _half_of(key).read_text()


def _make_key() -> None:
    identity, public_key = sealing.new_identity()
    Path(settings.CLEANING_KEYS_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
    with transaction.atomic():
        # Nobody seals to the public half before the private one lies there.
        key = CleaningKey.objects.create(public_key=public_key)
        descriptor = os.open(_half_of(key), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(identity)


def _erase_halves(now: datetime.datetime) -> None:
    """Erase the halves of retired keys that no copy waits for, or that have waited long enough."""
    waiting = _open_copies().exclude(sealed_key=b"")
    gone = CleaningKey.objects.exclude(retired_at=None).filter(
        Q(retired_at__lt=now - KEY_WAITS) | ~Q(pk__in=waiting.values("cleaning_key"))
    )
    for key in gone.filter(created_at__gt=now - 2 * KEY_WAITS):
        with suppress(FileNotFoundError):
            _half_of(key).unlink()
    lost = waiting.filter(cleaning_key__retired_at__lt=now - KEY_WAITS)
    lost.update(state=CleanCopy.State.FAILED, reason=CleanCopy.Reason.KEY, sealed_key=b"")
