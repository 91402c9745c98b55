"""Reads of tips. Whoever may not see one is told what is told of one that does not exist."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least, TruncDate
from django.http import Http404
from django.utils.functional import Promise

from accounts.grants import granted, holders
from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from enterprises.selectors import people_in_conflict, without_conflicts
from notices.models import Notice
from notices.selectors import register_visibility
from notices.states import NoticeState
from reports.bilingual import in_language
from reports.likeness import REASONS, text_likeness
from reports.models import (
    Arrival,
    Disclosure,
    Disposal,
    Handoff,
    Likeness,
    MailboxItem,
    Report,
    Retaliation,
    SealedVolume,
    WordsGrant,
    name_known_as,
    number_known_as,
)
from reports.policies import may_read_words
from reports.states import State
from vault.models import CleanCopy, Envelope, Purpose, SealedFile
from vault.receipts import Receipt, ReceiptKeys, open_mailbox, verify
from vault.sealing import CannotOpen
from vault.selectors import can_open, envelopes_of, files_of
from workflow.models import Clock
from workflow.selectors import get_by_reference, running_clock

VIEW = "view_report"
MOST_ALIKE = 10
# Between the Chinese of a message and its English; nobody can type it.
GLOSS = "\x1e"
# Who sees a tip whole, with its mailbox and its papers.
WHOLE = (Duty.DESK, Duty.LEADER, Duty.SUPERVISION)


def reports_visible_to(user: Any) -> QuerySet[Report]:
    """Return the tips that `user` may see: the desk and leaders all, investigators those granted with a case.

    Supervision sees the internal ones and nobody else does; whoever has a conflict of interest sees none of either.
    """
    reports = without_conflicts(
        Report.objects.select_related("unit"), user, unit="unit", columns={Report.label(): "pk"}
    )
    if user.has_duty(Duty.SUPERVISION):
        return reports if user.has_duty(Duty.DESK, Duty.LEADER) else reports.filter(is_internal=True)
    if user.has_duty(Duty.DESK, Duty.LEADER):
        return reports.filter(is_internal=False)
    if user.has_duty(Duty.INVESTIGATOR):
        return granted(user, VIEW, reports)
    return reports.none()


def get_report(user: Any, reference: str) -> Report:
    """Return one tip, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(reports_visible_to(user), reference)


def get_report_by_receipt(receipt: Receipt) -> tuple[Report, ReceiptKeys] | None:
    """Return the tip and the reporter's keys, or None. Wrong and unknown codes cost the same."""
    report = Report.objects.filter(receipt_locator=receipt.locator).first()
    keys = verify(receipt, report.stored_receipt if report else None)
    return (report, keys) if report and keys else None


def intake_of(user: Any, *, keys: Sequence[int] | None = None) -> QuerySet[Report]:
    """Return what waits for intake, the nearest deadline first: ours, or that of the department which handed it on.

    `keys` names tips in whatever state they are by now, so that what has moved on meanwhile can be said.
    """
    due = Clock.objects.filter(
        subject_label=Report.label(),
        subject_id=OuterRef("pk"),
        rule_id="tip.accept",
        outcome=Clock.Outcome.RUNNING,
    )
    reports = reports_visible_to(user).select_related("arrival", "unit")
    reports = reports.filter(state=State.SUBMITTED) if keys is None else reports.filter(pk__in=keys)
    clocked = reports.annotate(clock_due_at=Subquery(due.values("due_at")[:1]))
    ours = TruncDate("clock_due_at")
    dated = clocked.annotate(due_on=Coalesce(Least(ours, F("arrival__answer_by")), ours))
    return dated.order_by(F("due_on").asc(nulls_last=True), "clock_due_at", "pk")


def came_as(sender: str, number: str) -> Report | None:
    """Return the tip that came under this number of this sender, or None; a tip without a number is none."""
    if not number:
        return None
    of_theirs = Arrival.objects.filter(sender=name_known_as(sender), number=number_known_as(number))
    arrival = of_theirs.select_related("report").first()
    return arrival.report if arrival else None


def handoffs_of(report: Report) -> QuerySet[Handoff]:
    """Return to whom a tip was handed on, the newest first."""
    return report.handoffs.select_related("agency", "notice", "sent_by")


def words_of(report: Report) -> Envelope | None:
    """Return the sealed original words of a tip."""
    return envelopes_of(report, purpose=Purpose.WORDS).first()


def words_grants_of(report: Report) -> QuerySet[WordsGrant]:
    """Return who of the team may read the original words now, and who let them."""
    grants = report.words_grants.filter(ended_at=None, reader__is_active=True)
    return grants.select_related("reader__agency", "granted_by").order_by("pk")


def people_to_share_with(report: Report) -> QuerySet[User]:
    """Return whom the desk can let read the words: the team's investigators, without a conflict of interest."""
    investigators = people_with_duty(Duty.INVESTIGATOR).filter(pk__in=holders(VIEW, report).values("pk"))
    away = people_in_conflict(report, unit=report.unit)
    return investigators.exclude(pk__in=away.values("pk")).select_related("agency")


def mailbox_of(report: Report) -> QuerySet[MailboxItem]:
    """Return the messages under a tip's receipt, oldest first."""
    return report.mailbox.select_related("notice", "envelope")


def identity_of(report: Report) -> Envelope | None:
    """Return the sealed identity of a reporter who gave one, while it is kept."""
    return envelopes_of(report, purpose=Purpose.IDENTITY).filter(destroyed_at=None).first()


def disclosures_visible_to(user: Any) -> QuerySet[Disclosure]:
    """Return the requests to open identities: leaders and auditors see all, custodians their own.

    Where the tip accuses the office itself, supervision stands in the leaders' place.
    """
    disclosures = without_conflicts(
        Disclosure.objects.select_related("report", "asked_by__agency", "decided_by__agency"),
        user,
        unit="report__unit",
        columns={Report.label(): "report"},
    )
    if user.has_duty(Duty.AUDITOR):
        return disclosures
    if user.has_duty(Duty.LEADER, Duty.SUPERVISION):
        return disclosures.filter(report__is_internal=user.has_duty(Duty.SUPERVISION))
    return disclosures.filter(asked_by=user) if user.has_duty(Duty.CUSTODIAN) else disclosures.none()


def get_disclosure(user: Any, reference: str) -> Disclosure:
    """Return one request, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(disclosures_visible_to(user), reference)


def disposals_visible_to(user: Any) -> QuerySet[Disposal]:
    """Return the disposals that `user` may see: custodians, leaders, supervision and auditors, without conflicts."""
    if not user.has_duty(Duty.CUSTODIAN, Duty.LEADER, Duty.SUPERVISION, Duty.AUDITOR):
        return Disposal.objects.none()
    disposals = without_conflicts(
        Disposal.objects.select_related("report", "proposed_by", "decided_by"),
        user,
        unit="report__unit",
        columns={Report.label(): "report"},
    )
    # A leader learns of no tip against the office itself, not even that it ended.
    if user.has_duty(Duty.LEADER) and not user.has_duty(Duty.SUPERVISION, Duty.CUSTODIAN, Duty.AUDITOR):
        return disposals.filter(report__is_internal=False)
    return disposals


def get_disposal(user: Any, reference: str) -> Disposal:
    """Return one disposal, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(disposals_visible_to(user), reference)


def openings_of(report: Report) -> QuerySet[Disclosure]:
    """Return when the reporter's identity was opened, the newest first."""
    return report.disclosures.exclude(opened_at=None).order_by("-opened_at")


def is_waiting(report: Report) -> bool:
    """Tell whether a period of the tip stands still because the reporter was asked something."""
    clock = running_clock(report, "tip.accept")
    return clock is not None and clock.stopped_at is not None


def retaliations_visible_to(user: Any) -> QuerySet[Retaliation]:
    """Return the reports of retaliation: for the supervision duty, and leaders where it is not about the office."""
    retaliations = without_conflicts(
        Retaliation.objects.select_related("report__unit"),
        user,
        unit="report__unit",
        columns={Retaliation.label(): "pk", Report.label(): "report"},
    )
    if user.has_duty(Duty.SUPERVISION):
        return retaliations
    return (
        retaliations.filter(report__is_internal=False) if user.has_duty(Duty.LEADER) else retaliations.none()
    )


def get_retaliation(user: Any, reference: str) -> Retaliation:
    """Return one report of retaliation, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(retaliations_visible_to(user), reference)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another tip that may be about the same matter: how alike it is, of a hundred, and why."""

    report: Report
    score: int
    reasons: list[str | Promise]
    text_score: int = 0
    # Of the original words, where they were compared for this page.
    word_score: int | None = None


def alike_to(report: Report, user: Any) -> list[LookAlike]:
    """Return the tips that `user` may see and that look like this one, the likest first, without those merged."""
    noted = Likeness.objects.filter(Q(report=report) | Q(earlier=report)).order_by("-score", "-pk")
    score_of = {(one.report_id + one.earlier_id - report.pk): one for one in noted[:MOST_ALIKE]}
    seen = reports_visible_to(user).filter(pk__in=score_of).exclude(state__in=[State.WITHDRAWN, State.MERGED])
    found = [_look_alike(report, other, score_of[other.pk]) for other in seen]
    return sorted(found, key=lambda alike: -alike.score)


def can_read_words(report: Report, user: Any) -> bool:
    """Tell whether the words of a tip are there and sealed to a key of `user`."""
    envelope = words_of(report)
    return envelope is not None and can_open(envelope, user)


def _look_alike(report: Report, other: Report, noted: Likeness) -> LookAlike:
    reasons = [REASONS[reason] for reason in noted.reasons]
    return LookAlike(other, noted.score, reasons, text_likeness(report.working_text, other.working_text))


def files_for(report: Report, user: Any) -> list[SealedFile]:
    """Return the files of a tip that `user` works with: the desk all, and whoever was granted the words.

    Other investigators have those whose clean copy is released.
    """
    files = files_of(report).filter(erased_at=None, volume=None)
    if not user.has_duty(*WHOLE) and not may_read_words(report, user):
        files = files.exclude(copy__released_at=None)
    return list(files)


def volume_of(report: Report) -> SealedVolume | None:
    """Return the sealed volume of what the reporter was told, unless it was destroyed with what else was sealed."""
    return (
        SealedVolume.objects.select_related("sealed", "report")
        .filter(report=report, sealed__erased_at=None)
        .first()
    )


def copy_for(report: Report, handle: uuid.UUID, user: Any) -> CleanCopy:
    """Return the clean copy of a file for `user`, or raise `CleanCopy.DoesNotExist`."""
    for file in files_for(report, user):
        if file.handle == handle and file.copy.state == CleanCopy.State.READY:
            found: CleanCopy = file.copy
            return found
    raise CleanCopy.DoesNotExist


@dataclass(frozen=True, slots=True)
class Mail:
    """A line of the mailbox as the reporter reads it; `text` is None where it is sealed to the desk."""

    at: datetime.datetime
    is_mine: bool
    text: str | None
    notice: Notice | None
    kind: str = MailboxItem.Kind.MESSAGE
    is_answered: bool = False
    is_opened: bool = False

    @property
    def waits_for(self) -> str:
        """Which kind of answer it waits for, or nothing."""
        is_asking = self.kind != MailboxItem.Kind.MESSAGE and not self.is_answered
        return self.kind if is_asking else ""

    @property
    def is_question(self) -> bool:
        """Whether the desk asks something."""
        return self.kind == MailboxItem.Kind.QUESTION

    @property
    def is_check_in(self) -> bool:
        """Whether it asks how the reporter fares."""
        return self.kind == MailboxItem.Kind.CHECK_IN

    @property
    def is_ready(self) -> bool:
        """Whether the paper can be downloaded."""
        return self.notice is not None and self.notice.state == NoticeState.RENDERED

    @property
    def is_void(self) -> bool:
        """Whether the paper counts no longer."""
        return self.notice is not None and self.notice.state in (NoticeState.VOIDED, NoticeState.SUPERSEDED)


def mail_for_reporter(report: Report, *, seed: bytes) -> list[Mail]:
    """Open the mailbox with the seed of its receipt, newest first. One query."""
    items = mailbox_of(report).defer("envelope__ciphertext").reverse()
    return [
        Mail(
            at=item.at,
            is_mine=_is_mine(item),
            text=_text_of(item, seed=seed),
            notice=item.notice,
            kind=item.kind,
            is_answered=item.answered_at is not None,
            is_opened=item.read_at is not None,
        )
        for item in items
    ]


def _is_mine(item: MailboxItem) -> bool:
    return item.direction == MailboxItem.Direction.FROM_REPORTER


def _text_of(item: MailboxItem, *, seed: bytes) -> str | None:
    if _is_mine(item):
        return None
    try:
        text = open_mailbox(seed, bytes(item.sealed_body)).decode() if item.sealed_body else ""
    except CannotOpen:
        return None
    chinese, _gloss, english = text.partition(GLOSS)
    return in_language(chinese, english)


def notice_for_reporter(report: Report, reference: str) -> Notice:
    """Return a printed paper that lies in the mailbox of this report, or raise Http404."""
    try:
        notice: Notice = Notice.objects.by_reference(reference)
    except Notice.DoesNotExist as error:
        raise Http404 from error
    if notice.state != NoticeState.RENDERED or not report.mailbox.filter(notice=notice).exists():
        raise Http404
    return notice


def _whose_papers(user: Any) -> QuerySet[Report]:
    """Return the tips whose letters `user` may read: the letters go to the reporter, investigators need none."""
    return reports_visible_to(user) if user.has_duty(*WHOLE) else Report.objects.none()


register_visibility(Report.label(), _whose_papers)
