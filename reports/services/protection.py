"""Writes that protect a reporter: check-ins after the steps of a case, and the report of retaliation."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.selectors import recused_people
from reports import policies
from reports.models import CheckIn, MailboxItem, Report, Retaliation
from reports.services.mailbox import tell_reporter
from reports.states import FINAL, CheckInStep, State
from statutes.calendar import deadline
from statutes.rules import HOME, RuleNotLoaded, get_rule
from vault.models import Purpose
from vault.selectors import envelopes_of
from vault.services import PreparedEnvelope, open_envelope, prepare_envelope, store_envelope
from workflow.errors import StalePage
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

CheckedIn = MailboxItem.Kind.CHECK_IN


# ---- Check-ins -------------------------------------------------------------------------------------------------
def plan_check_in(report: Report, step: CheckInStep, *, since: datetime.datetime) -> None:
    """Plan to ask the reporter how they fare, as many days after a step as the office has set; once for each step."""
    try:
        period = get_rule(f"check_in.{step}", place=HOME, on=timezone.localdate(since)).period
    except RuleNotLoaded:
        return
    due_on = timezone.localdate(deadline(since, period, rolls_over=False).due_at)
    CheckIn.objects.get_or_create(report=report, step=step, defaults={"due_on": due_on})


def forget_check_in(report: Report, step: CheckInStep) -> None:
    """Ask no more after a step that was annulled; what was asked stays in the mailbox."""
    CheckIn.objects.filter(report=report, step=step, item=None).delete()


def place_check_ins() -> int:
    """Put the questions that are due into the mailboxes; return how many."""
    due = CheckIn.objects.filter(item=None, due_on__lte=timezone.localdate()).select_related("report")
    ended = [state for state in FINAL if state != State.CLOSED]
    return sum(map(_place, due.exclude(report__state__in=ended)))


@transaction.atomic
def _place(check_in: CheckIn) -> bool:
    locked = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if locked.item_id is not None:
        return False
    locked.item = MailboxItem.objects.create(
        report=check_in.report, kind=CheckedIn, direction=MailboxItem.Direction.TO_REPORTER
    )
    locked.save(update_fields=["item"])
    return True


def answer_check_ins(report: Report) -> None:
    """Take the answer to how the reporter fares. Only that it was answered is kept, never that all was well."""
    report.mailbox.filter(kind=CheckedIn, answered_at=None).update(answered_at=timezone.now())


# ---- Retaliation -----------------------------------------------------------------------------------------------
def raise_retaliation(report: Report, *, text: str = "") -> Retaliation:
    """Report that the reporter was punished; `text` is sealed to the supervision duty, apart from everything else.

    One at a time: a second tap finds it raised (`StalePage`). Raises `NoReaders` when nobody could read the words.
    """
    prepared = _sealed(report, text) if text else None
    retaliation = Retaliation(report=report)
    try:
        with transaction.atomic():
            begin(retaliation, move="raise", actor=None)
            if prepared:
                store_envelope(prepared, subject=retaliation)
            answer_check_ins(report)
    except IntegrityError as error:
        raise StalePage(_("This has been reported already and is being looked into.")) from error
    return retaliation


def _sealed(report: Report, text: str) -> PreparedEnvelope:
    return prepare_envelope(
        Purpose.MESSAGE, {"text": text}, exclude=recused_people(report), duty=Duty.SUPERVISION
    )


def read_retaliation(retaliation: Retaliation, *, actor: User, identity: str) -> dict[str, Any]:
    """Open the words for the supervision duty, with `identity` the session's private key; the log keeps who did."""
    refuse_unless(policies.may_read_retaliation(retaliation, actor))
    envelope = envelopes_of(retaliation, purpose=Purpose.MESSAGE).first()
    words = open_envelope(envelope, identity=identity) if envelope else {}
    record(retaliation, "read_words", actor=actor)
    return words


@transaction.atomic
def answer_retaliation(retaliation: Retaliation, *, actor: User, text: str) -> LogEntry:
    """Tell the reporter what came of it."""
    entry = advance(retaliation, "answer", actor=actor)
    tell_reporter(retaliation.report, text=text)
    return entry
