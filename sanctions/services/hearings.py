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
from sanctions.notices_hearings import (
    Review,
    collective_discussion,
    hearing_record,
    hearing_report,
    legal_review,
)
from sanctions.policies_hearings import has_hearing_right
from sanctions.services.penalties import NO_DEFENCE, discussed_by, issue
from statutes.calendar import CalendarYearMissing, latest_day_before
from statutes.clocks import get_clock
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.selectors import has_run_out
from workflow.services import advance

PASSED = "审核通过，同意按照拟作出的处罚作出决定。"
SENT_BACK = "审核不通过，退回调查人员。理由："
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
    hearing_time: datetime.time,
    hearing_place: str,
    chair: User,
    note: str = "",
) -> LogEntry:
    """Fix day, hour, place and chair, so far ahead that the party can still be told in time."""
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
        hearing_time=hearing_time,
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
def hold_hearing(
    penalty: Penalty, *, actor: User, hours: str, attendance: str, presented: str, record: str, note: str = ""
) -> LogEntry:
    """Record the hearing with its paper: hours, who was there, what investigators and party said."""
    entry = advance(
        penalty,
        "hold_hearing",
        actor=actor,
        note=note,
        hours=hours,
        attendance=attendance,
        presented=presented,
        record=record,
    )
    issue(penalty, "hearing_record", hearing_record(penalty), actor=actor)
    return entry


@transaction.atomic
def report_hearing(penalty: Penalty, *, actor: User, opinion: str, note: str = "") -> LogEntry:
    """Report on the hearing with the chair's opinion, in writing."""
    entry = advance(penalty, "report_hearing", actor=actor, note=note, opinion=opinion)
    issue(penalty, "hearing_report", hearing_report(penalty), actor=actor)
    return entry


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
def review_penalty(penalty: Penalty, *, actor: User, note: str = "", **checked: str) -> LogEntry:
    """Pass the legal review with its written opinion."""
    entry = advance(penalty, "review", actor=actor, note=note, reviewed_by=actor)
    opinion = legal_review(penalty, Review(**checked), opinion=PASSED, reviewer=actor)
    issue(penalty, "legal_review", opinion, actor=actor)
    return entry


@transaction.atomic
def send_back_penalty(penalty: Penalty, *, actor: User, note: str, **checked: str) -> LogEntry:
    """Refuse the legal review with its written opinion; the proceeding begins again at the report."""
    opinion = legal_review(penalty, Review(**checked), opinion=f"{SENT_BACK}{note}", reviewer=actor)
    entry = advance(penalty, "send_back", actor=actor, note=note)
    issue(penalty, "legal_review", opinion, actor=actor)
    return entry


@transaction.atomic
def discuss_penalty(
    penalty: Penalty,
    *,
    actor: User,
    discussed_on: datetime.date,
    place: str,
    present: Iterable[User],
    opinions: str,
    conclusion: str,
    note: str = "",
) -> LogEntry:
    """Record the collective discussion with its paper; who investigated does not sit in it."""
    names = discussed_by(penalty, present, actor)
    entry = advance(
        penalty,
        "discuss",
        actor=actor,
        note=note,
        discussed_on=discussed_on,
        present=names,
        opinions=f"{opinions}\n{conclusion}",
    )
    said = {"place": place, "opinions": opinions, "conclusion": conclusion}
    issue(penalty, "collective_discussion", collective_discussion(penalty, chair=actor, **said), actor=actor)
    return entry
