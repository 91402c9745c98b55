"""Writes of a team at work: tasks, people without an account, hand-overs, and who has read what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.handing import give_all, held
from investigations.models import Case, Reading, Task
from investigations.policies import directs, may_hand_over, may_read, may_set_task, may_staff
from investigations.selectors import readable_of, seats_of
from investigations.services.cases import add_member, remove_member
from investigations.services.seats import Sent, refuse_incomplete_team, refuse_interest, seat_delegates
from investigations.states import EVIDENCE_HELD, Role, TaskState
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

TWO_OFFICERS = 2


# ---- Tasks -----------------------------------------------------------------------------------------------------
@transaction.atomic
def set_task(case: Case, *, actor: User, title: str, person: User, due_on: datetime.date) -> Task:
    """Give a member of the team something to do by a day."""
    refuse_unless(may_set_task(case, actor))
    if not case.is_member(person):
        raise MoveRefused(_("%(person)s is not on the team of this case.") % {"person": person})
    task = Task(case=case, title=title, person=person, due_on=due_on, set_by=actor)
    begin(task, move="set", actor=actor)
    return task


@transaction.atomic
def report_task(task: Task, *, actor: User, result: str, note: str = "") -> LogEntry:
    """Report a task as done, and what came of it."""
    return advance(task, "report_done", actor=actor, note=note, result=result, done_by=actor)


@transaction.atomic
def check_task(task: Task, *, actor: User, note: str = "") -> LogEntry:
    """Check that a task is done."""
    return advance(task, "check_done", actor=actor, note=note, checked_by=actor)


@transaction.atomic
def give_back_task(task: Task, *, actor: User, due_on: datetime.date, note: str) -> LogEntry:
    """Give a task back that is not done, with a new date and the reason."""
    return advance(task, "give_back", actor=actor, note=note, due_on=due_on)


@transaction.atomic
def cancel_task(task: Task, *, actor: User, note: str) -> LogEntry:
    """Cancel a task that is no longer needed."""
    return advance(task, "cancel", actor=actor, note=note)


def _hand_on(task: Task, to: User, actor: User) -> None:
    advance(task, "hand_on", actor=actor, person=to)


held(lambda person: Task.objects.filter(person=person, state=TaskState.SET).order_by("pk"), _hand_on)


# ---- People without an account ---------------------------------------------------------------------------------
@transaction.atomic
def invite(
    case: Case,
    *,
    actor: User,
    name: str,
    agency_name: str,
    seat: str = "",
    declaration: str = "",
    has_interest: bool = False,
    note: str = "",
) -> LogEntry:
    """Seat somebody without an account: sent for a seat of the law, invited, or an expert without an interest."""
    refuse_unless(may_staff(case, actor))
    refuse_interest(has_interest)
    if case.delegates.filter(name=name, agency_name=agency_name, left_at=None).exists():
        raise MoveRefused(_("%(person)s is on the team already.") % {"person": name})
    seat_delegates(case, [Sent(name, agency_name, seat, declaration)])
    return record(case, "invite", actor=actor, note=note)


# ---- Handing over ----------------------------------------------------------------------------------------------
@transaction.atomic
def hand_over(case: Case, *, actor: User, leaver: User, to: User, note: str) -> LogEntry:
    """Put the seat of somebody who leaves, and everything they have in hand, into a named colleague's hands."""
    refuse_unless(may_hand_over(case, actor))
    if actor != leaver and not directs(case, actor):
        raise MoveRefused(_("A member hands over their own work alone."))
    _pass_on(case, leaver, to=to, actor=actor)
    return record(case, "hand_over", actor=actor, note=note)


@transaction.atomic
def hand_over_all(leaver: User, *, to: User, actor: User, note: str) -> int:
    """Hand over in every case at once, when a person leaves the service; say how many cases that were."""
    seats = seats_of(leaver).select_related("case__report", "case__unit").order_by("pk")
    cases = [seat.case for seat in seats]
    for case in cases:
        _pass_on(case, leaver, to=to, actor=actor)
        record(case, "hand_over", actor=actor, note=note)
    return len(cases)


def _pass_on(case: Case, leaver: User, *, to: User, actor: User) -> None:
    seat = case.members.filter(user=leaver, left_at=None).first()
    if seat is None:
        raise MoveRefused(_("%(person)s is not on the team of this case.") % {"person": leaver})
    if leaver == to:
        raise MoveRefused(_("Name somebody else: work is handed over to another person."))
    if case.evidence.filter(holder=leaver, state__in=EVIDENCE_HELD).exists():
        raise MoveRefused(
            _(
                "%(person)s has evidence of this case in custody: hand it over first, the receiver signs for it."
            )
            % {"person": leaver}
        )
    remove_member(case, leaver)
    if not case.is_member(to):
        add_member(case, to, role=seat.role)
    elif seat.role == Role.HEAD:
        case.members.filter(user=to, left_at=None).update(role=seat.role)
    give_all(leaver, case, to=to, actor=actor)
    _refuse_thin_team(case)


def _refuse_thin_team(case: Case) -> None:
    if case.members.filter(left_at=None).count() < TWO_OFFICERS:
        raise MoveRefused(_("Name somebody who is not on the team yet: two officers investigate together."))
    refuse_incomplete_team(case)


# ---- Reading ---------------------------------------------------------------------------------------------------
@transaction.atomic
def confirm_reading(case: Case, *, actor: User, papers: Iterable[str]) -> LogEntry:
    """Note that a member has read these papers and findings of the case."""
    refuse_unless(may_read(case, actor))
    member = case.members.get(user=actor, left_at=None)
    wanted = set(papers)
    found = [item for item in readable_of(case) if item.key in wanted]
    Reading.objects.bulk_create(
        [Reading(member=member, subject_label=item.label, subject_id=item.pk) for item in found],
        ignore_conflicts=True,
    )
    return record(case, "confirm_reading", actor=actor)
