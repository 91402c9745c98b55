"""Writes of penalties, from the filing to the decision."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case
from notices.models import Notice
from notices.services import issue_notice
from sanctions.models import Penalty
from sanctions.notices import penalty_decision, penalty_prior_notice
from statutes.calendar import CalendarYearMissing, latest_day_before
from statutes.clocks import get_clock
from workflow.errors import MoveRefused
from workflow.models import LogEntry, Subject
from workflow.services import advance, begin

NO_DEFENCE = "当事人在规定期限内未提出陈述、申辩意见，也未要求听证。"


@transaction.atomic
def file_penalty(case: Case, *, cause: str, person_name: str = "", actor: User | None = None) -> Penalty:
    """File a proceeding on a concluded case: 90 days run (Penalties Law art. 60). Filing twice gives the same one."""
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you file a penalty."))
    existing: Penalty | None = (
        Penalty.objects.filter(case=case, person_name=person_name).exclude(state="cancelled").first()
    )
    if existing:
        return existing
    penalty = Penalty(case=case, unit=case.unit, person_name=person_name, cause=cause)
    begin(penalty, move="file", actor=actor)
    return penalty


@transaction.atomic
def notify_penalty(
    penalty: Penalty,
    *,
    actor: User,
    fine: Decimal,
    violated: str,
    basis: str,
    reasons: str,
    note: str = "",
) -> LogEntry:
    """Give the party prior notice of a fine in yuan. Its period to ask for a hearing runs from here."""
    if fine <= 0:
        raise MoveRefused(_("A fine must be more than nothing. Impose no penalty instead."))
    entry = advance(
        penalty,
        "notify",
        actor=actor,
        note=note,
        fine_fen=int(fine * 100),
        violated=violated,
        basis=basis,
        reasons=reasons,
    )
    issue(penalty, "penalty_prior_notice", penalty_prior_notice(penalty), actor=actor)
    return entry


@transaction.atomic
def request_hearing(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Note that the party asks for a hearing."""
    return advance(penalty, "request_hearing", actor=actor, note=note)


@transaction.atomic
def set_hearing(penalty: Penalty, *, actor: User, hearing_on: datetime.date, note: str = "") -> LogEntry:
    """Fix the day of the hearing, so far ahead that the party can still be told in time."""
    try:
        latest = latest_day_before(hearing_on, get_clock("hearing.notice").period)
    except (CalendarYearMissing, OverflowError) as error:
        raise MoveRefused(_("The calendar of working days does not reach this day.")) from error
    if latest < timezone.localdate():
        raise MoveRefused(_("The party can no longer be told in time before this day. Choose a later one."))
    return advance(penalty, "set_hearing", actor=actor, note=note, hearing_on=hearing_on)


@transaction.atomic
def announce_hearing(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Note that the party was told of the hearing."""
    return advance(penalty, "announce_hearing", actor=actor, note=note)


@transaction.atomic
def waive_hearing(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Note that no hearing is wanted any more, and why."""
    return advance(penalty, "waive_hearing", actor=actor, note=note)


@transaction.atomic
def hear_party(penalty: Penalty, *, actor: User, defence: str = "", note: str = "") -> LogEntry:
    """Record the defence, or that there was none."""
    return advance(penalty, "hear", actor=actor, note=note, defence=defence.strip() or NO_DEFENCE)


@transaction.atomic
def review_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Pass the legal review."""
    return advance(penalty, "review", actor=actor, note=note)


@transaction.atomic
def send_back_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Refuse the legal review with a reason; the proceeding begins again at the prior notice."""
    return advance(penalty, "send_back", actor=actor, note=note)


@transaction.atomic
def decide_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Decide the penalty and issue the decision; service and publication have their periods from here."""
    entry = advance(penalty, "decide", actor=actor, note=note)
    issue(penalty, "penalty_decision", penalty_decision(penalty), actor=actor)
    return entry


@transaction.atomic
def drop_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """End the proceeding without a penalty, with the reason."""
    return advance(penalty, "drop", actor=actor, note=note)


def issue(subject: Subject, kind: str, context: dict[str, object], *, actor: User | None) -> Notice:
    """Issue a paper of this floor in the office's name."""
    return issue_notice(kind, subject=subject, context=context, actor=actor, agency=get_office())
