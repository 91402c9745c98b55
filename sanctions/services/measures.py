"""Writes of further measures: brought up by hand, proposed, approved with its paper, in force, lifted, over."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case
from investigations.states import State as CaseState
from sanctions.models import Measure, Penalty
from sanctions.notices_measures import closure_request, power_cut_notice
from sanctions.policies_measures import may_approve
from sanctions.policies_warnings import may_propose
from sanctions.services.noticing import basis_of, rule_of
from sanctions.services.penalties import file_penalty, issue
from sanctions.states import Party
from sanctions.states_measures import BY_HAND, KIND_OF, STANDING, Ground, MeasureKind, MeasureState
from statutes.calendar import deadline
from statutes.periods import Period, PeriodUnit
from statutes.triggers import earliest_power_cut
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

CONCLUDED = (CaseState.CONCLUDED, CaseState.CLOSED)


@transaction.atomic
def bring_up_measure(
    case: Case, *, actor: User, measure_ground: str, facts: str, person_name: str = "", note: str = ""
) -> Measure:
    """Bring a measure up on a ground that only a person can know, with the facts."""
    refuse_unless(may_propose(case, actor))
    known = Ground(measure_ground)
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case first."))
    if known not in BY_HAND:
        raise MoveRefused(_("The system notices this ground by itself."))
    kind = KIND_OF[known]
    if (kind == MeasureKind.BAN) != bool(person_name):
        raise MoveRefused(_("Name the person who is banned; nobody is named for another measure."))
    standing = Measure.objects.filter(unit=case.unit, ground=known, person_name=person_name)
    if standing.filter(state__in=STANDING).exists():
        raise MoveRefused(_("A measure on this ground is under way already."))
    person = [("person", person_name)] if person_name else []
    lines = [*person, ("facts", facts)]
    basis = basis_of(rule_of(known), lines)
    measure = Measure(
        kind=kind, ground=known, case=case, unit=case.unit, person_name=person_name, basis=basis
    )
    begin(measure, move="bring_up", actor=actor, note=note)
    return measure


@transaction.atomic
def propose_measure(
    measure: Measure, *, actor: User, proposal: str, note: str = "", **facts: Any
) -> LogEntry:
    """Lay a measure before a leader. A power cut needs the decision refused and the danger, a ban its years."""
    if measure.kind == MeasureKind.POWER_CUT and not (facts.get("refused_decision") and facts.get("danger")):
        raise MoveRefused(
            _("Name the decision that is refused, and the real danger (Work Safety Law, article 70).")
        )
    years = years_of(measure, is_for_life=facts.pop("is_for_life", False))
    return advance(
        measure, "propose", actor=actor, note=note, proposal=proposal, facts={**facts, "years": years}
    )


def years_of(measure: Measure, *, is_for_life: bool) -> int | None:
    """Give the years of a ban: those of the rule, or None for life, which only some grounds allow."""
    if measure.kind != MeasureKind.BAN or measure.ground == Ground.MAJOR_ACCIDENT:
        return None
    if is_for_life and measure.ground != Ground.UNIT_CLOSED:
        raise MoveRefused(
            _("For life is who answers for a major accident, or for a closed unit in a serious case.")
        )
    if is_for_life:
        return None
    return rule_of(Ground(measure.ground)).period.amount


@issues_paper
@transaction.atomic
def approve_measure(measure: Measure, *, actor: User, note: str = "") -> LogEntry:
    """Approve it. A closure goes to the government, a cut is announced, the others become proceedings of their own."""
    refuse_unless(may_approve(measure, actor))
    if measure.kind == MeasureKind.CLOSURE:
        entry = advance(measure, "approve", actor=actor, note=note)
        issue(measure, "closure_request", closure_request(measure), actor=actor)
        return entry
    if measure.kind == MeasureKind.POWER_CUT:
        now = timezone.now()
        from_then = earliest_power_cut(now, on=timezone.localdate(), is_urgent=measure.is_urgent)
        entry = advance(
            measure, "approve", actor=actor, note=note, notified_at=now, takes_effect_at=from_then
        )
        issue(measure, "power_cut_notice", power_cut_notice(measure, approved_by=actor), actor=actor)
        return entry
    proceeding = _file_proceeding(measure, actor=actor)
    return advance(measure, "approve", actor=actor, note=note, proceeding=proceeding)


def _file_proceeding(measure: Measure, *, actor: User) -> Penalty:
    """File the penalty that imposes it: notice, defence, hearing and decision go their way (Penalties Law art. 63)."""
    if measure.case.state not in CONCLUDED:
        raise MoveRefused(_("The findings of the case are not approved yet; a proceeding rests on them."))
    is_ban = measure.kind == MeasureKind.BAN
    whom = measure.person_name or measure.unit.name
    penalty = Penalty(
        case=measure.case,
        unit=measure.unit,
        person_name=measure.person_name,
        party=Party.PRINCIPAL if is_ban else Party.UNIT,
        cause=f"{whom}{'限制从业' if is_ban else '拒不改正按日连续处罚'}案",
    )
    begin(penalty, move="propose", actor=None)
    file_penalty(penalty, actor=actor)
    return penalty


@transaction.atomic
def drop_measure(measure: Measure, *, actor: User, note: str) -> LogEntry:
    """Decide, with the reason, that the measure is not taken."""
    return advance(measure, "drop", actor=actor, note=note)


@transaction.atomic
def order_closure(
    measure: Measure, *, actor: User, decided_on: datetime.date, decision_number: str, note: str = ""
) -> LogEntry:
    """Record the decision of the government to close the unit."""
    moment = _start_of(decided_on)
    if decided_on < timezone.localdate(measure.created_at):
        raise MoveRefused(_("This day lies before the measure came up."))
    return advance(
        measure,
        "order_closure",
        actor=actor,
        note=note,
        effective_at=moment,
        decision_number=decision_number,
    )


@transaction.atomic
def decline_closure(measure: Measure, *, actor: User, note: str) -> LogEntry:
    """Record that the government declined, and why."""
    return advance(measure, "decline", actor=actor, note=note)


@transaction.atomic
def cut_power(measure: Measure, *, actor: User, note: str = "") -> LogEntry:
    """Record that power or explosives are cut from now on."""
    return advance(measure, "cut", actor=actor, note=note, effective_at=timezone.now())


@transaction.atomic
def lift_measure(measure: Measure, *, actor: User, note: str) -> LogEntry:
    """Lift a cut at once when the unit has obeyed and the hazard is gone, or note that a closure was taken back."""
    return advance(measure, "lift", actor=actor, note=note, ended_at=timezone.now())


# ---- What follows by itself ------------------------------------------------------------------------------------
@transaction.atomic
def follow_proceeding(penalty: Penalty) -> None:
    """Let a measure take effect with the decision of the proceeding that came of it."""
    measure = Measure.objects.filter(proceeding=penalty, state=MeasureState.APPROVED).first()
    if measure is None:
        return
    decided_on = penalty.decided_on or timezone.localdate()
    if measure.kind == MeasureKind.DAILY_PENALTY:
        advance(measure, "carry_out", actor=None, ended_at=timezone.now())
        return
    until = None
    if measure.years is not None:
        period = Period(measure.years, PeriodUnit.YEAR)
        until = deadline(decided_on, period, rolls_over=False).due_at.date()
    advance(measure, "take_effect", actor=None, effective_at=_start_of(decided_on), until_on=until)


@transaction.atomic
def await_decision_again(penalty: Penalty) -> None:
    """Let a measure wait for the decision again that was annulled as a mistake."""
    done = (MeasureState.IN_FORCE, MeasureState.ENDED)
    for measure in Measure.objects.filter(proceeding=penalty, state__in=done):
        advance(measure, "wait_again", actor=None)


def expire_bans() -> int:
    """End every ban whose years are over; return how many."""
    over = Measure.objects.filter(
        state=MeasureState.IN_FORCE, kind=MeasureKind.BAN, until_on__lt=timezone.localdate()
    )
    for measure in over:
        advance(measure, "expire", actor=None, ended_at=timezone.now())
    return len(over)


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
