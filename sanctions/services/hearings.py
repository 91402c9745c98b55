"""Writes of the middle of a penalty: statement and defence, the hearing, the review and the discussion."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from sanctions.models import Penalty
from sanctions.notices import hearing_notice
from sanctions.policies_hearings import has_hearing_right
from sanctions.services.penalties import NO_DEFENCE, discussed_by, issue
from statutes.calendar import CalendarYearMissing, latest_day_before
from statutes.clocks import get_clock
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.selectors import has_run_out
from workflow.services import advance

WAIVED = "当事人书面声明放弃陈述、申辩和要求听证的权利。"


@transaction.atomic
def request_hearing(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Note that the party asks for a hearing."""
    return advance(penalty, "request_hearing", actor=actor, note=note)


@transaction.atomic
def set_hearing(
    penalty: Penalty,
    *,
    actor: User,
    hearing_on: datetime.date,
    hearing_place: str,
    chair: User,
    note: str = "",
) -> LogEntry:
    """Fix day, place and chair, so far ahead that the party can still be told in time."""
    try:
        latest = latest_day_before(hearing_on, get_clock("hearing.notice").period)
    except (CalendarYearMissing, OverflowError) as error:
        raise MoveRefused(_("The calendar of working days does not reach this day.")) from error
    if latest < timezone.localdate():
        raise MoveRefused(_("The party can no longer be told in time before this day. Choose a later one."))
    if not chair.has_duty(Duty.CHAIR):
        raise MoveRefused(_("Name a hearing chair."))
    if penalty.case.members.filter(user=chair).exists():
        raise MoveRefused(_("Whoever investigated this case cannot chair the hearing."))
    return advance(
        penalty,
        "set_hearing",
        actor=actor,
        note=note,
        hearing_on=hearing_on,
        hearing_place=hearing_place,
        chair=chair,
    )


@issues_paper
@transaction.atomic
def announce_hearing(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Tell the party time, place and chair of the hearing."""
    entry = advance(penalty, "announce_hearing", actor=actor, note=note)
    issue(penalty, "hearing_notice", hearing_notice(penalty), actor=actor)
    return entry


@transaction.atomic
def waive_hearing(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Note that no hearing is wanted any more, and why."""
    return advance(penalty, "waive_hearing", actor=actor, note=note)


@transaction.atomic
def hold_hearing(penalty: Penalty, *, actor: User, attendance: str, record: str, note: str = "") -> LogEntry:
    """Record the hearing: who was there, what the investigators and the party said."""
    return advance(penalty, "hold_hearing", actor=actor, note=note, attendance=attendance, record=record)


@transaction.atomic
def report_hearing(penalty: Penalty, *, actor: User, opinion: str, note: str = "") -> LogEntry:
    """Report on the hearing with the chair's opinion."""
    return advance(penalty, "report_hearing", actor=actor, note=note, opinion=opinion)


@transaction.atomic
def hear_party(
    penalty: Penalty,
    *,
    actor: User,
    defence: str = "",
    answer: str = "",
    is_waived: bool = False,
    note: str = "",
) -> LogEntry:
    """Record the defence and what the office says to it, or that the party said nothing while it could."""
    said = defence.strip()
    if not is_waived and not has_run_out(penalty, "hearing.request"):
        if has_hearing_right(penalty) and penalty.hearing_held_on is None:
            raise MoveRefused(
                _("The party can still ask for a hearing. Wait, unless it waived that in writing.")
            )
        if not said:
            raise MoveRefused(_("The party can still answer. Wait, unless it waived that in writing."))
    words = said or (WAIVED if is_waived else NO_DEFENCE)
    return advance(
        penalty, "hear", actor=actor, note=note, defence=words, answer=answer.strip(), is_waived=is_waived
    )


@transaction.atomic
def review_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Pass the legal review."""
    return advance(penalty, "review", actor=actor, note=note, reviewed_by=actor)


@transaction.atomic
def discuss_penalty(
    penalty: Penalty,
    *,
    actor: User,
    discussed_on: datetime.date,
    present: Iterable[User],
    opinions: str,
    note: str = "",
) -> LogEntry:
    """Record the collective discussion; who investigated does not sit in it."""
    names = discussed_by(penalty, present, actor)
    return advance(
        penalty,
        "discuss",
        actor=actor,
        note=note,
        discussed_on=discussed_on,
        present=names,
        opinions=opinions,
    )
