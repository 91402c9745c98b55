"""Reads of evidence. It is seen with its case, and so by nobody who has a conflict of interest in it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from accounts.models import User
from investigations.models import Case, Evidence, EvidenceFile, FieldRecord
from investigations.selectors import case_visible_to
from investigations.states import EvidenceState
from notices.selectors import register_visibility
from vault.models import CleanCopy, Envelope, Purpose
from vault.selectors import can_open, envelopes_of
from workflow.selectors import get_by_reference


def evidence_of(case: Case, kinds: Collection[str] = ()) -> QuerySet[Evidence]:
    """Return the evidence of a case that counts, of these kinds where some are named: what was excluded is left out."""
    found = case.evidence.exclude(state=EvidenceState.EXCLUDED).order_by("pk")
    return found.filter(kind__in=kinds) if kinds else found


def evidence_visible_to(user: Any) -> QuerySet[Evidence]:
    """Return the evidence that `user` may see: with its case."""
    evidence = Evidence.objects.select_related(
        "case__unit", "holder", "receiver", "officer", "second_officer", "preservation"
    )
    return evidence.filter(case_visible_to(user))


def evidence_listed(case: Case, user: Any) -> QuerySet[Evidence]:
    """Return the evidence of a case for its page, with the number of its files."""
    return evidence_visible_to(user).filter(case=case).annotate(files_count=Count("files")).order_by("pk")


def get_evidence(user: Any, reference: str) -> Evidence:
    """Return one piece of evidence, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(evidence_visible_to(user), reference)


def files_of(evidence: Evidence) -> QuerySet[EvidenceFile]:
    """Return the files of a piece of evidence with their working copies."""
    return evidence.files.select_related("evidence", "sealed__envelope", "sealed__copy__envelope")


def photos_of(case: Case) -> QuerySet[EvidenceFile]:
    """Return the photos among the evidence of a case that counts."""
    photos = EvidenceFile.objects.filter(
        evidence__in=evidence_of(case), sealed__media_type__startswith="image/"
    )
    return photos.select_related("evidence", "sealed").order_by("pk")


def get_file(evidence: Evidence, handle: uuid.UUID) -> EvidenceFile:
    """Return one file of a piece of evidence, or raise Http404."""
    found: EvidenceFile | None = files_of(evidence).filter(sealed__handle=handle).first()
    if found is None:
        raise Http404
    return found


def copy_of(file: EvidenceFile) -> CleanCopy:
    """Return the working copy of a file, or raise Http404 as long as there is none."""
    copy: CleanCopy = file.sealed.copy
    if copy.state != CleanCopy.State.READY:
        raise Http404
    return copy


def papers_of(evidence: Evidence) -> QuerySet[Envelope]:
    """Return the sealed number of the identity paper, where the evidence is the record of an inquiry."""
    record = FieldRecord.objects.filter(evidence=evidence).first()
    return envelopes_of(record, purpose=Purpose.PAPERS) if record else Envelope.objects.none()


def readers_without_key(evidence: Evidence) -> list[User]:
    """Return the members of the team who cannot open what is sealed yet: they joined after it was."""
    file = files_of(evidence).first()
    sealed = file.sealed.envelope if file else papers_of(evidence).first()
    team = [member.user for member in evidence.case.members.filter(left_at=None).select_related("user")]
    return [user for user in team if not can_open(sealed, user)] if sealed else []


register_visibility(Evidence.label(), evidence_visible_to)
