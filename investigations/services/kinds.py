"""Writes of the kinds of cases that people open by hand, and of the targets of a crackdown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.selectors import get_office
from enterprises.models import Unit
from investigations.kinds import KINDS, kinds_open_to
from investigations.models import Case, ServiceComplaint, Target
from investigations.policies import may_plan
from investigations.states import Kind
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless


@transaction.atomic
def open_case(
    *,
    actor: User,
    kind: str,
    title: str,
    division: str = "",
    unit: Unit | None = None,
    wrong: str = "",
    client: str = "",
    note: str = "",
) -> Case:
    """Open a case of a kind that people open by hand (有案必查). A complaint names the body and what it did."""
    if kind not in kinds_open_to(actor):
        raise MoveRefused(_("Your duties do not open a case of this kind."))
    if kind == Kind.SERVICE and not (unit and wrong):
        raise MoveRefused(_("Name the safety-service body and what it is said to have done."))
    office = get_office()
    case = Case(
        kind=kind,
        title=title,
        unit=unit,
        division=unit.division if unit else division or office.place,
        sector=unit.sector if unit else "",
        is_internal=KINDS[Kind(kind)].is_led_by_supervision,
        lead_agency=office,
    )
    begin(case, move="open", actor=actor, note=note)
    if kind == Kind.SERVICE:
        ServiceComplaint.objects.create(case=case, wrong=wrong, client=client)
    return case


@transaction.atomic
def add_targets(
    case: Case, *, actor: User, unit: Unit, agencies: Iterable[Agency], planned_on: datetime.date
) -> LogEntry:
    """Have a unit visited by several agencies; each records its own result."""
    refuse_unless(may_plan(case, actor))
    try:
        with transaction.atomic():
            for agency in agencies:
                target = Target(case=case, unit=unit, agency=agency, planned_on=planned_on)
                begin(target, move="plan", actor=actor)
    except IntegrityError as error:
        raise MoveRefused(_("One of these agencies is to visit this unit already.")) from error
    return record(case, "add_targets", actor=actor)


@transaction.atomic
def visit_target(
    target: Target, *, actor: User, visited_on: datetime.date, outcome: str, found: str, note: str = ""
) -> LogEntry:
    """Record what an agency found at a unit."""
    return advance(
        target,
        "visit",
        actor=actor,
        note=note,
        visited_on=visited_on,
        visited_by=actor,
        result=outcome,
        found=found,
    )


@transaction.atomic
def cancel_target(target: Target, *, actor: User, note: str) -> LogEntry:
    """Take a unit off the list."""
    return advance(target, "cancel", actor=actor, note=note)
