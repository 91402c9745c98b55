"""Tips in flight come in from paper: filed like any other, under their old number and the days that count for them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from reports.models import Report
from reports.services.tips import Filing, Slip, Tip, submit_report
from workflow.services import advance, record


def take_over_report(
    tip: Tip,
    slip: Slip,
    *,
    channel: str,
    accepted_on: datetime.date | None,
    history: Sequence[str],
    actor: User,
) -> Report:
    """File a tip that was handled on paper, with what was done; accepted ones are accepted as of their day.

    Its periods run from the days of the paper, so that what is overdue is overdue. No paper is issued anew. All of it
    stands, or nothing. Raises `CameBefore` for a number that has arrived, `NoReaders` and `MoveRefused`.
    """

    def go_on(filing: Filing) -> None:
        for line in history or [""]:
            record(filing.report, "arrive", actor=actor, note=line)
        if accepted_on:
            advance(filing.report, "accept", actor=actor, at=_begin_of(accepted_on))

    return submit_report(tip, actor=actor, channel=channel, slip=slip, then=go_on).report


def _begin_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
