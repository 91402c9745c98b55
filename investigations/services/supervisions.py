"""Writes of listed supervision of a case: the listing with its notice, more time, the lifting."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case, Supervision
from investigations.notices_supervisions import supervision_lifting_notice, supervision_notice
from investigations.policies_supervisions import may_supervise_case
from investigations.services.papers import issue_paper
from investigations.states import Trigger
from notices.services import void_notices_of
from statutes.clocks import due_of, get_clock
from statutes.supervision import is_listed_level, is_listed_sector, rule_of_trigger
from workflow.clocks import Approval
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

DEADLINE = "supervision.listed.deadline"


@issues_paper
@transaction.atomic
def supervise_case(
    case: Case, *, actor: User, trigger: str, supervisor: str, matters: str, note: str = ""
) -> Supervision:
    """Put a case under listed supervision on a ground that the rules know; the notice is issued."""
    refuse_unless(may_supervise_case(case, actor))
    today = timezone.localdate()
    if not is_triggered(case, trigger):
        rule = rule_of_trigger(trigger, on=today)
        raise MoveRefused(_("This ground does not fit the case: %(rule)s.") % {"rule": rule.text})
    supervision = Supervision(
        case=case,
        trigger=trigger,
        supervisor=supervisor,
        matters=matters,
        listed_on=today,
        due_on=due_of(get_clock(DEADLINE, on=today), today).due_at.date(),
    )
    begin(supervision, move="list_up", actor=actor, note=note)
    issue_paper("supervision_notice", supervision, supervision_notice(supervision), actor)
    return supervision


def is_triggered(case: Case, trigger: str) -> bool:
    """Say whether the rules know the ground for this case."""
    today = timezone.localdate()
    accident = getattr(case, "accident", None)
    if trigger == Trigger.IMPACT:
        return hasattr(case, "disaster")
    if accident is None:
        return False
    if trigger == Trigger.LEVEL:
        return is_listed_level(accident.level, on=today)
    return is_listed_sector(case.sector, on=today)


@transaction.atomic
def extend_supervision(
    supervision: Supervision, *, actor: User, until_on: datetime.date, number: str, note: str
) -> LogEntry:
    """Give more time, by which paper and until when."""
    if until_on <= supervision.due_on:
        raise MoveRefused(_("The new date lies after the old one."))
    approval = Approval(number=number, approved_on=timezone.localdate(), until_on=until_on)
    return advance(
        supervision, "extend", actor=actor, note=note, approval=approval, until_on=until_on, number=number
    )


@issues_paper
@transaction.atomic
def lift_supervision(
    supervision: Supervision, *, actor: User, lifted_on: datetime.date, outcome: str, note: str = ""
) -> LogEntry:
    """Lift the supervision with what came of it; the paper is issued."""
    if lifted_on < supervision.listed_on:
        raise MoveRefused(_("This day lies before the listing."))
    entry = advance(supervision, "lift", actor=actor, note=note, lifted_on=lifted_on, result=outcome)
    issue_paper("supervision_lifting", supervision, supervision_lifting_notice(supervision), actor)
    return entry


@transaction.atomic
def cancel_supervision(supervision: Supervision, *, actor: User, note: str) -> LogEntry:
    """Take back a listing that was a mistake; its notice is void."""
    entry = advance(supervision, "cancel", actor=actor, note=note)
    void_notices_of(supervision, reason="annulled")
    return entry
