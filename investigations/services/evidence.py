"""Writes of evidence: taken in by two officers, sealed and hashed, handed on, opened, given out as a bundle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from investigations.models import Case, Custody, Evidence, EvidenceFile, FieldRecord, Preservation
from investigations.policies_evidence import may_open, may_take
from investigations.selectors import people_kept_away
from investigations.selectors_evidence import copy_of, files_of, papers_of, readers_without_key
from vault.services import (
    PreparedFile,
    is_unchanged,
    open_copy,
    open_file,
    prepare_files,
    reseal_envelope,
    store_files,
)
from vault.uploads import HeldFile
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless


def take_evidence(
    case: Case,
    *,
    actor: User,
    taken_with: User,
    files: Sequence[HeldFile] = (),
    place_kept: str,
    condition: str,
    digest: str = "",
    **facts: Any,
) -> Evidence:
    """Take evidence into the file: originals are sealed with their digests, the chain of who has it begins.

    `digest` is the SHA-256 that the officer noted where the file was made: a file that has another was changed since.
    """
    refuse_unless(may_take(case, actor))
    _refuse_wrong_partner(case, actor, taken_with)
    _refuse_others_preservation(case, facts.get("preservation"))
    _refuse_changed_and_known(case, files, digest)
    prepared = seal_for_team(case, files)
    with transaction.atomic():
        evidence = Evidence(case=case, officer=actor, second_officer=taken_with, holder=actor, **facts)
        begin(evidence, move="take", actor=actor)
        _store(evidence, prepared)
        _begin_chain(evidence, place=place_kept, condition=condition)
    return evidence


def seal_for_team(case: Case, files: Sequence[HeldFile]) -> list[PreparedFile]:
    """Seal files to those who lead the case and to its team, less whoever has a conflict of interest."""
    return prepare_files(files, **circle_of(case))


def circle_of(case: Case) -> dict[str, Any]:
    """Say who reads what is sealed in a case: those who lead it and its team, less whoever has a conflict."""
    duty = Duty.SUPERVISION if case.is_internal else Duty.LEADER
    team = User.objects.filter(memberships__case=case, memberships__left_at=None)
    return {"duty": duty, "readers": team, "exclude": people_kept_away(case)}


def _refuse_wrong_partner(case: Case, actor: User, partner: User) -> None:
    if partner == actor:
        raise MoveRefused(_("Two officers take evidence: name the other one."))
    if not case.is_member(partner):
        raise MoveRefused(_("%(person)s is not on the team of this case.") % {"person": partner})


def _refuse_others_preservation(case: Case, preservation: Preservation | None) -> None:
    if preservation is not None and preservation.case_id != case.pk:
        raise MoveRefused(_("This was preserved in another case."))


def _refuse_changed_and_known(case: Case, files: Sequence[HeldFile], digest: str) -> None:
    digests = [file.sha256_plain for file in files]
    if digest and digest.lower() not in digests:
        raise MoveRefused(
            _(
                "No file has the digest that was noted when it was made: it was changed since, or is another one."
            )
        )
    if len(set(digests)) < len(digests):
        raise MoveRefused(_("The same file was chosen twice."))
    known = EvidenceFile.objects.filter(evidence__case=case, sha256__in=digests).select_related("evidence")
    if (file := known.first()) is not None:
        raise MoveRefused(_("This file is in the case already, as %(name)s.") % {"name": file.name})


def _store(evidence: Evidence, prepared: Sequence[PreparedFile]) -> None:
    sealed = store_files(prepared, subject=evidence)
    EvidenceFile.objects.bulk_create(
        EvidenceFile(evidence=evidence, sealed=row, number=number, sha256=one.held.sha256_plain)
        for number, (row, one) in enumerate(zip(sealed, prepared, strict=True), start=1)
    )


def _begin_chain(evidence: Evidence, *, place: str, condition: str) -> None:
    Custody.objects.create(
        evidence=evidence,
        outsider=evidence.provider,
        holder=evidence.holder,
        place=place,
        condition=condition,
        given_at=evidence.taken_at,
        received_at=evidence.taken_at,
    )


# ---- Who has it ------------------------------------------------------------------------------------------------
@transaction.atomic
def hand_over_evidence(
    evidence: Evidence, *, actor: User, receiver: User, place: str, condition: str, note: str = ""
) -> LogEntry:
    """Hand evidence to another member of the team; until they confirm, the giver answers for it."""
    if receiver == actor or not evidence.case.is_member(receiver):
        raise MoveRefused(_("Evidence is handed to another member of the team."))
    entry = advance(evidence, "hand_over", actor=actor, note=note, receiver=receiver)
    Custody.objects.create(
        evidence=evidence, giver=actor, holder=receiver, place=place, condition=condition, given_at=entry.at
    )
    return entry


@transaction.atomic
def receive_evidence(evidence: Evidence, *, actor: User, note: str = "") -> LogEntry:
    """Confirm that it came."""
    entry = advance(evidence, "receive", actor=actor, note=note)
    _open_link(evidence).update(received_at=entry.at)
    return entry


@transaction.atomic
def call_off_hand_over(evidence: Evidence, *, actor: User, note: str) -> LogEntry:
    """Say why it did not change hands."""
    entry = advance(evidence, "call_off", actor=actor, note=note)
    _open_link(evidence).update(called_off_at=entry.at)
    return entry


@transaction.atomic
def give_back_evidence(
    evidence: Evidence, *, actor: User, outsider: str, place: str, condition: str, note: str = ""
) -> LogEntry:
    """Give evidence back to its owner, or to another body; what was sealed of it stays."""
    entry = advance(evidence, "give_back", actor=actor, note=note)
    Custody.objects.create(
        evidence=evidence,
        giver=actor,
        outsider=outsider,
        place=place,
        condition=condition,
        given_at=entry.at,
        received_at=entry.at,
    )
    return entry


@transaction.atomic
def exclude_evidence(evidence: Evidence, *, actor: User, note: str) -> LogEntry:
    """Exclude what was obtained unlawfully; it stays in the file and proves nothing."""
    return advance(evidence, "exclude", actor=actor, note=note)


def _open_link(evidence: Evidence) -> Any:
    return Custody.objects.filter(evidence=evidence, received_at=None, called_off_at=None)


# ---- Looking, and opening --------------------------------------------------------------------------------------
def note_view(subject: Evidence | FieldRecord, *, actor: User) -> None:
    """Note that somebody looked at the page of a piece of evidence: once a day for each person.

    Its files are noted each time that they are opened.
    """
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = LogEntry.objects.about(subject).filter(move="view", actor=actor, at__gte=today)
    if not seen.exists():
        record(subject, "view", actor=actor)


def read_evidence(file: EvidenceFile, *, actor: User, identity: str) -> Iterator[bytes]:
    """Open an original, if it still is what was sealed; the log keeps who did."""
    refuse_unless(may_open(file.evidence, actor))
    refuse_changed(file)
    chunks = open_file(file.sealed, identity=identity)
    record(file.evidence, "open_original", actor=actor)
    return chunks


def read_working_copy(file: EvidenceFile, *, actor: User, identity: str) -> Iterator[bytes]:
    """Open the working copy of a file; the log keeps who did."""
    refuse_unless(may_open(file.evidence, actor))
    chunks = open_copy(copy_of(file), identity=identity)
    record(file.evidence, "open_copy", actor=actor)
    return chunks


def share_evidence(evidence: Evidence, *, actor: User, identity: str) -> None:
    """Seal originals and working copies to those who joined the team since, in a session that opens them."""
    refuse_unless(may_open(evidence, actor))
    newcomers = readers_without_key(evidence)
    with transaction.atomic():
        for file in files_of(evidence):
            reseal_envelope(file.sealed.envelope, identity=identity, readers=newcomers)
            if file.sealed.copy.envelope is not None:
                reseal_envelope(file.sealed.copy.envelope, identity=identity, readers=newcomers)
        for envelope in papers_of(evidence):
            reseal_envelope(envelope, identity=identity, readers=newcomers)
        record(evidence, "share", actor=actor)


def refuse_changed(file: EvidenceFile) -> None:
    """Refuse a file whose sealed bytes are not those that were hashed."""
    if not is_unchanged(file.sealed):
        raise MoveRefused(
            _(
                "%(name)s is not what was hashed when it was taken in: it was changed or damaged, and proves nothing."
            )
            % {"name": file.name}
        )
