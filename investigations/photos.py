"""Photos that prove the service of a paper: sealed like evidence, to the officers, the team and those who lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from investigations.models import Case
from investigations.services.evidence import circle_of
from notices.models import Service
from vault.models import SealedFile
from vault.selectors import files_of
from vault.services import hold_file, open_file, prepare_files, store_files
from vault.uploads import HeldFile, SealedUpload
from workflow.errors import StalePage
from workflow.models import Subject
from workflow.services import record
from workflow.verdicts import ALLOWED, Verdict, refuse_unless, refused


class SealedPhotos:
    """Seals each photo under a key of its own, which the people of the file can open."""

    def hold(self, photo: UploadedFile[Any]) -> HeldFile:
        """Claim what arrived sealed; seal what was made here."""
        if isinstance(photo, SealedUpload):
            return photo.keep()
        data = b"".join(photo.chunks())
        suffix = photo.name.rpartition(".")[2] if photo.name else "jpg"
        return hold_file(data, media_type=photo.content_type or "", extension=suffix)

    def store(self, held: HeldFile, service: Service, subject: Subject) -> None:
        """Insert it with the envelope of its key; a clean copy is made of it."""
        circle = _circle_of(subject)
        officers = [one for one in (service.served_by, service.served_with) if one is not None]
        readers = {*circle.pop("readers", ()), *officers}
        store_files(prepare_files([held], readers=readers, **circle), subject=service)


def may_open_photo(user: User) -> Verdict:
    """Let officers and whoever leads open the photo of a service; it is sealed to those of the file."""
    if user.has_duty(Duty.INVESTIGATOR, Duty.LEADER, Duty.SUPERVISION):
        return ALLOWED
    return refused(_("Only the officers of the case and a leader open the photo that proves a service."))


def read_photo(service: Service, *, actor: User, identity: str) -> tuple[SealedFile, Iterator[bytes]]:
    """Open the photo; the log keeps who did. Raises `CannotOpen` when the key does not fit."""
    refuse_unless(may_open_photo(actor))
    found = files_of(service).last()
    if found is None:
        raise StalePage
    chunks = open_file(found, identity=identity)
    record(service, "open_photo", actor=actor)
    return found, chunks


def _circle_of(subject: Subject) -> dict[str, Any]:
    case = subject if isinstance(subject, Case) else getattr(subject, "case", None)
    return circle_of(case) if isinstance(case, Case) else {"duty": Duty.LEADER}
