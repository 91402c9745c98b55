"""Reads of paper. A paper is visible to whoever may see its subject; higher floors say who that is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Duty
from notices import files
from notices.certificates import signature_of
from notices.errors import FileChanged
from notices.models import CODE_ALPHABET, CODE_GROUP, CODE_LENGTH, Notice, NumberSeries, Service
from notices.states import STANDING, NoticeState, ServiceState
from workflow.models import LogEntry, Subject
from workflow.selectors import begun_before, get_by_reference

VisibleSubjects = Callable[[Any], QuerySet[Any]]
_visible_subjects: dict[str, VisibleSubjects] = {}
# People and settings, and the log: neither is a reason to read a paper.
ANNOUNCEMENT = "public_service_notice"
MOST_ANNOUNCED = 200
WITHOUT_PAPER = frozenset({Duty.ADMIN.value, Duty.AUDITOR.value})


def register_visibility(label: str, visible_to: VisibleSubjects) -> None:
    """Say which subjects called `label` ("reports.report") a user may see: `visible_to(user)` is a query of them."""
    _visible_subjects[label] = visible_to


def notices_visible_to(user: Any, *, about: Collection[str] = ()) -> QuerySet[Notice]:
    """Return the papers whose subject this person may see. One query; nothing for administrators and auditors.

    `about` names the only kinds of subject that matter: what may be seen of the others is not asked.
    """
    if not user.duties - WITHOUT_PAPER:
        return Notice.objects.none()
    seen = Q(pk__in=[])
    for label, visible_to in _visible_subjects.items():
        if not about or label in about:
            # Asked of each paper: a list of all files of a kind that somebody may see would be longer.
            seen |= Q(Exists(visible_to(user).filter(pk=OuterRef("subject_id"))), subject_label=label)
    return Notice.objects.filter(seen).select_related("agency")


def get_notice(user: Any, reference: str) -> Notice:
    """Return the paper called `reference`; missing and forbidden look alike (404)."""
    return get_by_reference(notices_visible_to(user), reference)


def notices_of(subject: Subject, *, audience: str = "") -> QuerySet[Notice]:
    """Return the papers about `subject`, oldest first; only those for `audience` when it is named."""
    papers = Notice.objects.filter(subject_label=subject.label(), subject_id=subject.pk).order_by("pk")
    return papers.filter(audience=audience) if audience else papers


def notices_since(entry: LogEntry, subject: Subject) -> QuerySet[Notice]:
    """Return the papers about `subject` that were issued with an entry of the log, or later, oldest first."""
    return notices_of(subject).exclude(begun_before(entry, Notice))


def get_service(user: Any, reference: str) -> Service:
    """Return the service called `reference` of a paper that this person may see."""
    services = Service.objects.filter(notice__in=notices_visible_to(user).values("pk"))
    found: Service = get_by_reference(services.select_related("notice__agency"), reference)
    return found


def services_of(notice: Notice) -> QuerySet[Service]:
    """Return how a paper was served, or was tried to, oldest first."""
    return notice.services.select_related("served_by", "served_with").order_by("pk")


def served_on_of(subject: Subject, kind: str) -> datetime.date | None:
    """Return the day from which a paper of this kind about `subject` counts as served, the last one; or None."""
    served = Service.objects.filter(
        notice__subject_label=subject.label(),
        notice__subject_id=subject.pk,
        notice__kind=kind,
        state=ServiceState.SERVED,
    )
    return served.order_by("-pk").values_list("served_on", flat=True).first()


def read_file(notice: Notice) -> bytes:
    """Return the paper's file. Raises `FileChanged` when it is gone or not the one that was issued."""
    try:
        data = files.read(notice.path)
    except (FileNotFoundError, ValueError) as error:
        raise FileChanged from error
    if files.sha256_of(data) != notice.pdf_sha256:
        raise FileChanged
    return data


def series_in_order() -> QuerySet[NumberSeries]:
    """Return every series of numbers, with how many of its papers were voided."""
    voided = Notice.objects.filter(
        agency=OuterRef("agency"), form=OuterRef("form"), year=OuterRef("year"), state=NoticeState.VOIDED
    ).order_by()
    counted = voided.values("form").annotate(count=Count("pk")).values("count")
    found = NumberSeries.objects.select_related("agency").annotate(voided=Coalesce(Subquery(counted), 0))
    return found.order_by("-year", "agency__name", "form")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number of the register: the paper that took it, or None where a number is missing; why it was voided."""

    serial: int
    notice: Notice | None
    reason: str
    is_open: bool  # whether the reader may see the paper itself


def register_of(series: NumberSeries, user: Any, *, first: int, last: int) -> list[NumberLine]:
    """Return the numbers of a series from `first` to `last`, each of them: what is missing has its line too."""
    papers = Notice.objects.filter(
        agency=series.agency_id, form=series.form, year=series.year, serial__range=(first, last)
    )
    taken = {paper.serial: paper for paper in papers}
    seen = set(
        notices_visible_to(user)
        .filter(pk__in=[one.pk for one in taken.values()])
        .values_list("pk", flat=True)
    )
    reasons = _reasons([one.pk for one in taken.values() if one.state == NoticeState.VOIDED])
    lines = []
    for serial in range(first, last + 1):
        paper = taken.get(serial)
        is_open = paper is not None and paper.pk in seen
        reason = (
            reasons.get(paper.pk, "")
            if paper is not None and (is_open or user.has_duty(Duty.AUDITOR))
            else ""
        )
        lines.append(NumberLine(serial, paper, reason, is_open))
    return lines


def _reasons(keys: list[int]) -> dict[int, str]:
    entries = LogEntry.objects.filter(
        subject_label=Notice.label(), subject_id__in=keys, move__in=("void", "withdraw")
    )
    return dict(entries.order_by("pk").values_list("subject_id", "note__text"))


@dataclass(frozen=True, slots=True)
class Verification:
    """What the public may know of a paper: kind, number, agency, date. Never its contents, never its subject."""

    result: str  # genuine, superseded, voided
    title: str
    number: str
    agency_name: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A paper served by public notice: for whom, which one, where it lies. Never what it says, never why."""

    recipient: str
    title: str
    number: str
    agency_name: str
    announced_on: datetime.date
    deemed_on: datetime.date
    collect_at: str
    code: str  # of the announcement itself


def announced() -> list[Announced]:
    """Return what is served by public notice now, the newest first; from the day on which it counts it is gone."""
    papers = Notice.objects.filter(kind=ANNOUNCEMENT, state__in=STANDING).order_by("-issued_on", "-pk")
    found = [_announced(paper) for paper in papers[:MOST_ANNOUNCED]]
    return [one for one in found if one.deemed_on >= timezone.localdate()]


def _announced(paper: Notice) -> Announced:
    facts = paper.context
    return Announced(
        recipient=facts["recipient"],
        title=facts["document_title"],
        number=facts["document_number"],
        agency_name=facts["agency_name"],
        announced_on=paper.issued_on,
        deemed_on=datetime.date.fromisoformat(facts["deemed_on"]),
        collect_at=facts["collect_at"],
        code=paper.code,
    )


def normal_code(typed: str) -> str:
    """Return a typed code in its printed form, or "" when it cannot be one."""
    letters = re.sub(r"[\s\-‐-―－]", "", typed).upper()
    if len(letters) != CODE_LENGTH or set(letters) - set(CODE_ALPHABET):
        return ""
    return "-".join(letters[start : start + CODE_GROUP] for start in range(0, CODE_LENGTH, CODE_GROUP))


def verify_code(typed: str) -> Verification | None:
    """Say what is publicly known of the paper with this code, or None when no paper carries it."""
    code = normal_code(typed)
    notice = Notice.objects.filter(code=code).first() if code else None
    return _known_of(notice) if notice else None


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a file is: "ours" as we issued it, "added" to since, "changed", "unregistered", "foreign", "unsigned"."""

    result: str
    known: Verification | None = None


def verify_file(data: bytes) -> FileCheck:
    """Say what a PDF is: one of ours byte by byte, or what its signature tells. The file is not kept."""
    if notice := Notice.objects.filter(pdf_sha256=files.sha256_of(data)).first():
        return FileCheck("ours", _known_of(notice))
    signature = signature_of(data)
    if not signature.is_signed:
        return FileCheck("unsigned")
    if not signature.is_ours:
        return FileCheck("foreign")
    if not signature.is_intact:
        return FileCheck("changed")
    issued = Notice.objects.filter(pdf_sha256__in=signature.earlier).first()
    if signature.is_whole:
        return FileCheck("ours" if issued else "unregistered", _known_of(issued) if issued else None)
    return FileCheck("added", _known_of(issued) if issued else None)


def _known_of(notice: Notice) -> Verification:
    results = {NoticeState.SUPERSEDED: "superseded", NoticeState.VOIDED: "voided"}
    return Verification(
        result=results.get(notice.state, "genuine"),
        title=notice.context["title"],
        number=notice.number,
        agency_name=notice.context["agency_name"],
        issued_on=notice.context["issued_on"],
    )
