"""A tip that a partner files: the same tip as any other, with the partner's name and number on its slip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from partners import problems
from partners.problems import Problem
from partners.services.answers import Intent, keep, recall
from reports.services import CameBefore, Filing, Slip, Tip, submit_report
from reports.statements import statement_of
from vault.errors import NoReaders
from workflow.errors import StalePage

CREATED = 201


@dataclass(frozen=True, slots=True)
class Filed:
    """What is told of a filing; `is_repeated` when it was told before."""

    told: dict[str, Any] = field(repr=False)
    is_repeated: bool = False


def file_tip(tip: Tip, slip: Slip, *, channel: str, intent: Intent) -> Filed:
    """File a tip once for each intention; whoever asks again is told the same, however often and from how many lines.

    The answer is kept in the transaction of the filing: a caller whose line breaks gets the receipt code by asking
    again. After a day the answer is gone, and the tip is still not filed twice.
    """
    told = recall(intent)
    if told is not None:
        return Filed(told, is_repeated=True)
    made: list[dict[str, Any]] = []

    def remember(filing: Filing) -> None:
        made[:] = [_told(filing, slip)]
        keep(intent, made[0], status=CREATED)

    try:
        submit_report(tip, channel=channel, filing_key=intent.name, slip=slip, then=remember)
    except CameBefore as before:
        raise Problem(problems.TAKEN_BEFORE, reference=before.report.reference) from before
    except StalePage as stale:  # another line was faster, or the answer is gone
        return Filed(_told_meanwhile(intent, stale), is_repeated=True)
    except NoReaders as nobody:
        raise Problem(problems.NOT_READY, detail=getattr(nobody, "reason", "")) from nobody
    return Filed(made[0])


def _told_meanwhile(intent: Intent, stale: StalePage) -> dict[str, Any]:
    told = recall(intent)
    if told is None:
        raise Problem(problems.ANSWERED_BEFORE) from stale
    return told


def _told(filing: Filing, slip: Slip) -> dict[str, Any]:
    report = filing.report
    return {
        "number": slip.number,
        "reference": report.reference,
        "receipt": filing.receipt.grouped,
        "filed_at": timezone.localtime(report.created_at).isoformat(timespec="seconds"),
        "statement": statement_of(report),
        "opening": filing.opening,
    }
