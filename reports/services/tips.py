"""Writes of tips: filing, intake, answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Duty, Recusal, User
from accounts.selectors import get_office
from accounts.services import recuse
from enterprises.models import Unit
from enterprises.selectors import find_unit
from notices.services import issue_notice
from reports.conflicts import is_for_supervision, people_kept_away
from reports.models import Arrival, Report, name_known_as, number_known_as
from reports.notices import acceptance_notice, non_acceptance_notice
from reports.policies import may_stand_aside
from reports.selectors import came_as
from reports.services.mailbox import tell_reporter
from reports.services.words import shut_out_of
from reports.statements import commitment_of, opening_of, record_of
from reports.states import Channel
from vault.models import Purpose
from vault.receipts import Receipt, ReceiptKeys, StoredReceipt, claim_digest, enrol, new_receipt
from vault.services import (
    prepare_envelopes,
    prepare_files,
    store_envelopes,
    store_files,
)
from vault.uploads import HeldFile
from workflow.errors import StalePage
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.selectors import running_clock
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

ENROL_TRIES = 20


@dataclass(frozen=True, slots=True)
class Tip:
    """What a reporter says. `words` and `identity` are sealed before anything is stored."""

    kind: str
    mode: str
    division: str
    unit_name: str
    words: Mapping[str, str] = field(repr=False)
    identity: Mapping[str, str] = field(default_factory=dict, repr=False)
    sector: str = ""
    happened_on: datetime.date | None = None
    is_danger_now: bool = False
    claimed_deaths: int | None = None
    claimed_injuries: int | None = None
    accused_agency: Agency | None = None
    claim_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Slip:
    """What goes with a tip that did not come by the web: whose number it bears, when it came, what is asked for.

    `sender` is the department that hands it on, `number` its file number (a letter's number in our own register); both
    as they were written.
    """

    sender: str = ""
    number: str = ""
    received_on: datetime.date | None = None
    answer_by: datetime.date | None = None
    is_callback_wished: bool = False


class CameBefore(StalePage):
    """The same number of the same sender has been filed already, as `report`."""

    def __init__(self, report: Report) -> None:
        told = _("This has been entered already, as %(reference)s.") % {"reference": report.reference}
        super().__init__(told)
        self.report = report


@dataclass(frozen=True, slots=True)
class Filing:
    """A tip that is stored for good, and the receipt that is shown once."""

    report: Report
    receipt: Receipt = field(repr=False)
    opening: str = field(default="", repr=False)


def submit_report(
    tip: Tip,
    *,
    actor: User | None = None,
    channel: str = Channel.WEB,
    files: Sequence[HeldFile] = (),
    at: datetime.datetime | None = None,
    filing_key: str | None = None,
    slip: Slip | None = None,
    then: Callable[[Filing], None] | None = None,
) -> Filing:
    """File a tip. Hashing and sealing happen first, outside any lock; then one short block of inserts.

    `filing_key` names the intention: the same key files once, whatever is clicked and however often. `slip` says how
    it came where it did not come by the web: a number of the same sender files once, and raises `CameBefore` after.
    `then` writes what a higher floor keeps beside the tip, in the same block: both are there, or neither.
    Raises `NoReaders` when the office has no keys yet: nothing is received that nobody could open; `StalePage` when
    the key has filed already. Whoever is named in the tip, tied to its unit or works for the authority it accuses gets
    neither the words nor the file (`EverybodyNamed` when nobody would be left).
    """
    away = people_kept_away(
        [*tip.words.values(), tip.unit_name], unit_name=tip.unit_name, agency=tip.accused_agency
    )
    is_internal = is_for_supervision(away, agency=tip.accused_agency)
    payloads: list[tuple[str, Mapping[str, Any]]] = [(Purpose.WORDS, dict(tip.words))]
    if tip.identity:
        payloads.append((Purpose.IDENTITY, dict(tip.identity)))
    duty = Duty.SUPERVISION if is_internal else None
    envelopes = prepare_envelopes(payloads, exclude=away, duty=duty)
    sealed_files = prepare_files(files, exclude=away, duty=duty)
    unit = find_unit(tip.unit_name)
    for _attempt in range(ENROL_TRIES):
        receipt = new_receipt()
        if Report.objects.filter(receipt_locator=receipt.locator).exists():
            continue
        keys, stored = enrol(receipt)
        report = Report(
            **Report.receipt_fields(stored),
            created_at=at or timezone.now(),
            kind=tip.kind,
            mode=tip.mode,
            channel=channel,
            filing_key=filing_key,
            division=tip.division,
            unit=unit,
            unit_name=unit.name if unit else tip.unit_name.strip(),
            sector=tip.sector or (unit.sector if unit else ""),
            received_on=slip.received_on if slip else None,
            happened_on=tip.happened_on,
            is_danger_now=tip.is_danger_now,
            claimed_deaths=tip.claimed_deaths,
            claimed_injuries=tip.claimed_injuries,
            accused_agency=tip.accused_agency,
            is_internal=is_internal,
            claim_digest=_claim_digest(tip, keys, stored),
        )
        told = record_of(report, words=tip.words, files=[held.sha256_plain for held in files])
        report.commitment = commitment_of(told, salt=keys.commitment_salt)
        filing = Filing(report, receipt, opening_of(told, salt=keys.commitment_salt))
        try:
            with transaction.atomic():
                begin(report, move="submit", actor=actor)
                if slip:
                    _keep_slip(report, slip)
                recuse(away, report)
                store_envelopes(envelopes, subject=report)
                store_files(sealed_files, subject=report)
                if then:
                    then(filing)
        except IntegrityError:  # the key or the locator was taken a moment ago
            if filing_key and Report.objects.filter(filing_key=filing_key).exists():
                raise StalePage(_("This report has been sent already, and was not sent twice.")) from None
            if slip and (earlier := came_as(slip.sender, slip.number)):
                raise CameBefore(earlier) from None
            if Report.objects.filter(receipt_locator=receipt.locator).exists():
                continue
            raise
        return filing
    raise RuntimeError("no free receipt locator was found")


def _claim_digest(tip: Tip, keys: ReceiptKeys, stored: StoredReceipt) -> bytes:
    if not tip.claim_password:
        return b""
    return claim_digest(keys.mailbox_seed, tip.claim_password, algorithm=stored.algorithm)


def _keep_slip(report: Report, slip: Slip) -> None:
    Arrival.objects.create(
        report=report,
        sender=name_known_as(slip.sender),
        number=number_known_as(slip.number),
        answer_by=slip.answer_by,
        is_callback_wished=slip.is_callback_wished,
    )


@issues_paper
@transaction.atomic
def accept_report(report: Report, *, actor: User, note: str = "") -> LogEntry:
    """Accept a tip: the clock of verification starts, the reporter gets the acceptance."""
    entry = advance(report, "accept", actor=actor, note=note)
    tell_acceptance(report, actor=actor)
    return entry


def tell_acceptance(report: Report, *, actor: User) -> None:
    """Give the reporter of a tip that was taken on the acceptance, with the day by which it is answered."""
    notice = issue_notice(
        "acceptance",
        subject=report,
        context=acceptance_notice(report, due_at=running_clock(report, "tip.conclude").due_at),
        actor=actor,
        agency=get_office(),
    )
    tell_reporter(report, notice=notice)


@issues_paper
@transaction.atomic
def decline_report(report: Report, *, actor: User, ground: str, note: str = "") -> LogEntry:
    """Decline a tip on a ground of the law; the reporter gets it in writing."""
    entry = advance(report, "decline", actor=actor, note=note, ground=ground)
    notice = issue_notice(
        "non_acceptance",
        subject=report,
        context=non_acceptance_notice(report),
        actor=actor,
        agency=get_office(),
    )
    tell_reporter(report, notice=notice)
    return entry


@transaction.atomic
def withdraw_report(report: Report) -> LogEntry:
    """Withdraw a tip on the reporter's wish, given with the receipt."""
    return advance(report, "withdraw", actor=None)


@transaction.atomic
def stand_aside(report: Report, *, actor: User, note: str) -> LogEntry:
    """Stand aside from a tip for a conflict of interest: from now on it is out of this person's reach."""
    refuse_unless(may_stand_aside(report, actor))
    recuse({actor: Recusal.Ground.DECLARED}, report)
    shut_out_of(report, [actor])
    return record(report, "stand_aside", actor=actor, note=note)


@transaction.atomic
def keep_tied_out(unit: Unit, *, person: User) -> None:
    """Leave out whoever has declared a tie to a unit when the tips about it are next sealed anew."""
    for report in Report.objects.filter(unit=unit):
        shut_out_of(report, [person])


@transaction.atomic
def release_working_text(report: Report, *, actor: User, text: str) -> LogEntry:
    """Release the text that investigators work with, after the desk removed what points to the person."""
    Report.objects.filter(pk=report.pk).update(working_text=text)
    report.working_text = text
    return record(report, "release_text", actor=actor)
