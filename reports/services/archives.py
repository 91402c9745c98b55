"""The sealed volume of a closed tip: what its reporter was told, in a file of its own that a party never reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Duty, User
from enterprises.selectors import people_in_conflict
from notices.services import print_notice
from notices.volumes import Bound, bound, index_of
from reports.archiving import reporters_papers
from reports.models import Report, SealedVolume
from reports.policies import may_bind
from reports.states import State
from vault.services import destroy_envelope, hold_file, open_file, store_made_file
from vault.uploads import HeldFile
from workflow.models import LogEntry
from workflow.services import record
from workflow.services.moves import lock_subject
from workflow.verdicts import refuse_unless

FRONT = "notices/sealed_index.html"


def ask_volume(report: Report, *, actor: User, note: str = "") -> LogEntry:
    """Have the sealed volume of a closed tip made, or made anew with what was issued since."""
    refuse_unless(may_bind(report, actor))
    return record(report, "bind_volume", actor=actor, note=note)


def bind_reporters_papers(
    report: Report, *, since: datetime.datetime, front: Callable[..., bytes], **printing: Any
) -> None:
    """Bind what the reporter got and seal it to the desk, unless that was done since somebody wanted it.

    Made again, it takes the place of the one before. The parts pass through memory alone. Sealing needs public keys
    and nothing else, so the worker can.
    """
    if SealedVolume.objects.filter(report=report, made_at__gte=since).exists():
        return
    for paper in reporters_papers(report):
        print_notice(paper, **printing)
    papers = [paper for paper in reporters_papers(report) if paper.is_downloadable]
    if report.state != State.CLOSED or not papers:
        return
    parts = [bound(paper) for paper in papers]
    words = {
        "agency_name": papers[0].context["agency_name"],
        "reference": report.reference,
        "made_on": timezone.localdate().isoformat(),
        **index_of(papers),
    }
    words["items"] = [{**row, "dated_on": row["dated_on"].isoformat()} for row in words["items"]]
    volume = printing["bind"](front(FRONT, words), parts)
    held = hold_file(volume, media_type="application/pdf", extension="pdf")
    try:
        _keep(report, held, parts)
    except BaseException:
        held.discard()
        raise


@transaction.atomic
def _keep(report: Report, held: HeldFile, parts: list[Bound]) -> None:
    lock_subject(report)
    former = SealedVolume.objects.filter(report=report).select_related("sealed__envelope").first()
    sealed = store_made_file(
        held,
        subject=report,
        exclude=people_in_conflict(report, unit=report.unit),
        duty=Duty.SUPERVISION if report.is_internal else None,
    )
    facts = {"papers": len(parts), "pages": sum(part.pages for part in parts), "made_at": timezone.now()}
    SealedVolume.objects.update_or_create(report=report, defaults={"sealed": sealed, **facts})
    if former is not None:
        destroy_envelope(former.sealed.envelope)


def read_volume(volume: SealedVolume, *, actor: User, identity: str) -> Iterator[bytes]:
    """Open the sealed volume; the log keeps who did. Raises `CannotOpen` when the key does not fit."""
    chunks = open_file(volume.sealed, identity=identity)
    record(volume.report, "open_volume", actor=actor)
    return chunks
