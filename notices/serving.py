"""Writes of service 送达: a paper is sent or handed over, its receipt comes in, or it comes back."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.errors import PaperRefused
from notices.models import Notice, Service
from notices.notices import public_service_notice, service_proof
from notices.photos import Held, keeper
from notices.policies import may_serve
from notices.services import issue_notice
from notices.states import SENT_FIRST, STANDING, ServiceState, Way
from workflow.models import LogEntry, Subject, subject_model
from workflow.selectors import last_clock
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}


@transaction.atomic
def serve_notice(
    notice: Notice,
    *,
    actor: Any,
    by: str,
    served_on: datetime.date | None = None,
    sent_on: datetime.date | None = None,
    content: str = "",
    collect_at: str = "",
    note: str = "",
    photo: UploadedFile[Any] | None = None,
    **facts: Any,
) -> Service:
    """Hand a paper to its addressee, or send it on its way; what counts at once has its proof at once.

    `content` and `collect_at` stand in the notice to the public. Raises `MoveRefused` for the wrong person, a paper
    that is served already, and a day that cannot be.
    """
    Notice.objects.select_for_update().get(pk=notice.pk)
    refuse_unless(may_serve(notice, actor))
    is_sent_first = by in SENT_FIRST
    held = keeper().hold(photo) if photo else None
    day = sent_on or served_on or timezone.localdate()
    _refuse_impossible_day(notice.issued_on, day, served_on)
    _refuse_same_person(actor, facts.get("served_with"))
    service = Service(
        notice=notice,
        way=by,
        recipient=recipient_of(notice),
        sent_on=day,
        served_by=actor,
        photo_sha256=held.sha256_plain if held else "",
        **facts,
    )
    begin(service, move="send", actor=actor, note=note)
    _keep(held, service)
    if not is_sent_first:
        _serve(service, actor=actor, served_on=served_on or day)
    elif by == Way.PUBLIC:
        context = public_service_notice(service, content=content, collect_at=collect_at)
        _issue("public_service_notice", service, context, actor)
    return service


@transaction.atomic
def prove_service(
    service: Service,
    *,
    actor: Any,
    served_on: datetime.date,
    note: str = "",
    photo: UploadedFile[Any] | None = None,
    **proof: Any,
) -> LogEntry:
    """Enter the receipt of a paper that was sent: who took it, on which day."""
    _refuse_impossible_day(service.sent_on, served_on)
    held = keeper().hold(photo) if photo else None
    digest = {"photo_sha256": held.sha256_plain} if held else {}
    entry = _serve(service, actor=actor, note=note, served_on=served_on, **digest, **proof)
    _keep(held, service)
    return entry


@transaction.atomic
def fail_service(service: Service, *, actor: Any, note: str) -> LogEntry:
    """Note that a paper was not delivered, and why; it can be served in another way."""
    return advance(service, "fail", actor=actor, note=note)


def elapse_services() -> int:
    """Count as served whatever was announced for as long as the law asks; return how many."""
    announced = Service.objects.filter(
        state=ServiceState.UNDERWAY, way=Way.PUBLIC, notice__state__in=STANDING
    ).select_related("notice")
    return sum(_elapse(service) for service in announced.order_by("pk"))


def _elapse(service: Service) -> bool:
    clock = last_clock(service, "service.public_notice")
    if clock is None or clock.due_at >= timezone.now():
        return False
    with transaction.atomic():
        advance(service, "elapse", actor=None, served_on=timezone.localdate(clock.due_at))
        _issue("service_proof", service, service_proof(service), None)
    return True


@transaction.atomic
def receive_in_mailbox(notice: Notice, *, arrived_at: datetime.datetime, read_at: datetime.datetime) -> None:
    """Note that the reporter opened a paper in the mailbox: it counts from the day it lay there. Twice is once."""
    if Service.objects.filter(notice=notice).exclude(state=ServiceState.FAILED).exists():
        return
    arrived_on = timezone.localdate(arrived_at)
    service = Service(notice=notice, way=Way.MAILBOX, recipient=recipient_of(notice), sent_on=arrived_on)
    begin(service, move="send", actor=None)
    advance(service, "prove", actor=None, served_on=arrived_on, read_at=read_at)


def recipient_of(notice: Notice) -> str:
    """Name whom a paper is for, as the paper itself does: a reporter by the token."""
    facts = notice.context
    return str(facts.get("party_name") or facts.get("addressee") or facts.get("token") or facts.get("person"))


def _serve(service: Service, *, actor: Any, **proof: Any) -> LogEntry:
    entry = advance(service, "prove", actor=actor, **proof)
    _issue("service_proof", service, service_proof(service), actor)
    return entry


def _issue(kind: str, service: Service, context: dict[str, Any], actor: Any) -> None:
    """Issue a paper about service to the file of the paper that is served."""
    paper = service.notice
    issue_notice(kind, subject=_file_of(paper), context=context, actor=actor, agency=paper.agency)


def _file_of(paper: Notice) -> Subject:
    found: Subject = subject_model(paper.subject_label).objects.get(pk=paper.subject_id)
    return found


def _keep(held: Held | None, service: Service) -> None:
    """Seal a photo of the receipt, or of the paper at the door, to those who work on the file."""
    if held is not None:
        keeper().store(held, service, _file_of(service.notice))


def _refuse_impossible_day(*days: datetime.date | None) -> None:
    """Refuse days that do not follow one another up to today."""
    known = [day for day in (*days, timezone.localdate()) if day is not None]
    if known != sorted(known):
        raise PaperRefused(_("The days must follow one another: the paper, its sending, its receipt, today."))


def _refuse_same_person(actor: Any, second: Any) -> None:
    if second is not None and second == actor:
        raise PaperRefused(_("Two officers are there: name the other one."))
