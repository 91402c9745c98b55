"""What brings further measures up: penalties, rechecks, accidents, judgments. The system notices; people go on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from enterprises.models import Unit
from investigations.models import Accident, Case, ItemStep, RectificationOrder, Referral
from investigations.states import ItemResult, OrderState
from investigations.states import State as CaseState
from notices.wording import date_words
from sanctions.models import Measure, Penalty
from sanctions.services.noticed_facts import (
    Lines,
    accident_words,
    hazard_lines,
    order_words,
    penalty_lines,
    principals_of,
)
from sanctions.states import IMPOSED, Kind, Party
from sanctions.states import State as PenaltyState
from sanctions.states_measures import KIND_OF, RULE_OF, STANDING, Ground, MeasureKind, MeasureState
from statutes.daily import first_day_counted
from statutes.rules import NATION, Rule, get_rule
from statutes.triggers import (
    ban_after_accident,
    closure_grounds,
    counted_together,
    hazards_counted,
    is_coal_mine_to_be_closed,
)
from workflow.models import LogEntry
from workflow.selectors import begun_before
from workflow.services import advance, begin

# A decision by this law says so where it names its basis (art. 113: "penalties of this law").
THIS_LAW = "安全生产法"
COAL_MINE = "coal_mine"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the rules bring up: the ground and its facts, by what, and which penalties it rests on."""

    case: Case
    ground: Ground
    lines: Lines
    occasion: str
    rests_on: Sequence[Penalty] = ()
    person_name: str = ""
    rule_id: str = ""
    order: RectificationOrder | None = None
    counts_from: datetime.date | None = None
    counted_to: datetime.date | None = None


# ---- What calls for which --------------------------------------------------------------------------------------
@transaction.atomic
def note_penalty_decided(penalty: Penalty) -> None:
    """Notice what a decided penalty completes: the count for closure, a ban after a major accident, daily fines."""
    if penalty.state not in IMPOSED:
        return
    _lock(penalty.unit)
    _note_repeated(penalty)
    _note_ban_after_accident(penalty)
    for order in RectificationOrder.objects.filter(case=penalty.case, state=OrderState.ORDERED):
        _note_disobeyed(order, counted_to=_refused_until(order))


@transaction.atomic
def note_failed_recheck(order: RectificationOrder) -> None:
    """Notice what a failed recheck shows: fined and not corrected, or stopped and still unsafe."""
    refused_until = _refused_until(order)
    if refused_until is None:
        return
    _lock(order.unit)
    _note_disobeyed(order, counted_to=refused_until)
    stopped = [found for found in _penalties_of(order.case) if Kind.STOP_PRODUCTION in found.kinds]
    if not stopped:
        return
    lines = [*penalty_lines(stopped), ("order", order_words(order))]
    for ground in (Ground.STILL_UNSAFE, Ground.REFUSES_IN_DANGER):
        occasion = f"{ground}:{order.pk}:{refused_until}"
        _notice(Noticed(order.case, ground, lines, occasion, rests_on=stopped))


@transaction.atomic
def note_overdue_orders() -> int:
    """Notice orders that ran out unheeded although the unit was fined for the same matter; return how many."""
    overdue = RectificationOrder.objects.filter(state=OrderState.ORDERED, due_on__lt=timezone.localdate())
    fines = Penalty.objects.filter(case=OuterRef("case"), state__in=IMPOSED, fine_fen__gt=0)
    found = 0
    for order in overdue.filter(Exists(fines)).select_related("unit", "case").order_by("unit", "pk"):
        _lock(order.unit)
        found += _note_disobeyed(order, counted_to=None) is not None
    return found


@transaction.atomic
def note_corrected(order: RectificationOrder) -> None:
    """Let fall what was noticed of an order whose first recheck found it obeyed, or that was cancelled."""
    waiting = Measure.objects.filter(order=order, state=MeasureState.NOTICED, counted_to=None)
    for measure in waiting:
        _fall(measure, "复查时已改正，或者责令改正已撤销，不能认定拒不改正。")


@transaction.atomic
def note_accident_replied(accident: Accident) -> None:
    """Notice what the reply to an accident report calls for: closure and bans after a major accident."""
    case = accident.case
    grave = closure_grounds(on=timezone.localdate(), unsafe_accident=accident.level)
    if case.unit is None or not grave:
        return
    _lock(case.unit)
    lines = [("accident", accident_words(accident))]
    _notice(Noticed(case, Ground.UNSAFE_AND_MAJOR_ACCIDENT, lines, f"closure:accident:{accident.pk}"))
    for name in principals_of(case):
        facts = [("person", name), *lines]
        occasion = f"ban:accident:{accident.pk}:{name}"
        _notice(Noticed(case, Ground.MAJOR_ACCIDENT, facts, occasion, person_name=name))


@transaction.atomic
def note_judgment(referral: Referral) -> None:
    """Notice that a court has judged: main persons in charge who are sentenced are banned (art. 94)."""
    case = referral.case
    if case.unit is None:
        return
    _lock(case.unit)
    for name in principals_of(case):
        judged = date_words(referral.judged_on) if referral.judged_on else ""
        lines = [("person", name), ("judgment", f"{judged} {referral.judgment}".strip())]
        occasion = f"ban:judgment:{referral.pk}:{name}"
        _notice(Noticed(case, Ground.PUNISHED, lines, occasion, person_name=name))


@transaction.atomic
def note_hazard_found(case: Case) -> None:
    """Notice a coal mine that was found producing in spite of a major hazard, again within the period."""
    if case.unit is None or case.sector != COAL_MINE or not case.finding.is_major_hazard:
        return
    _lock(case.unit)
    approved = Case.objects.filter(
        unit=case.unit,
        state__in=[CaseState.CONCLUDED, CaseState.CLOSED],
        findings__is_major_hazard=True,
    ).exclude(inspected_on=None)
    days = {found.inspected_on: found.reference for found in approved.distinct() if found.inspected_on}
    today = timezone.localdate()
    counted = hazards_counted(days, on=today) if days else []
    if is_coal_mine_to_be_closed(counted, on=today):
        lines = [("hazard", f"{days[day]}，{date_words(day)}") for day in counted]
        _notice(Noticed(case, Ground.COAL_REPEATED_HAZARD, lines, f"closure:coal:{case.pk}"))


@transaction.atomic
def note_closed(measure: Measure) -> None:
    """Notice that the main person of a closed unit is banned (art. 113)."""
    names = principals_of(measure.case) or [measure.unit.legal_representative]
    _lock(measure.unit)
    for name in filter(None, names):
        lines = [("person", name), ("closure", f"{measure.decision_number}，{measure.reference}")]
        occasion = f"ban:closure:{measure.pk}:{name}"
        _notice(Noticed(measure.case, Ground.UNIT_CLOSED, lines, occasion, person_name=name))


# ---- The parts of a penalty's news -----------------------------------------------------------------------------
def _note_repeated(penalty: Penalty) -> None:
    """Count the unit's penalties by this law that end with this one; a major hazard must be there besides."""
    if penalty.person_name or THIS_LAW not in penalty.basis or penalty.decided_on is None:
        return
    today = timezone.localdate()
    known = Penalty.objects.filter(
        unit=penalty.unit,
        person_name="",
        state__in=IMPOSED,
        basis__contains=THIS_LAW,
        decided_on__lte=penalty.decided_on,
    ).select_related("case")
    completed = counted_together([one.decided_on for one in known if one.decided_on], on=today)
    if completed is None:
        return
    rule, days = completed
    counted = sorted(
        (one for one in known if one.decided_on in days), key=lambda one: (one.decided_on, one.pk)
    )
    hazards = hazard_lines(penalty.unit, counted)
    grounds = closure_grounds(on=today, penalised_on=days, has_major_hazard=bool(hazards))
    if Ground.REPEATED_PENALTIES in grounds:
        _notice(
            Noticed(
                penalty.case,
                Ground.REPEATED_PENALTIES,
                [*penalty_lines(counted), *hazards],
                f"closure:penalty:{penalty.pk}",
                rests_on=counted,
                rule_id=rule.id,
            )
        )


def _note_ban_after_accident(penalty: Penalty) -> None:
    accident = Accident.objects.filter(case=penalty.case).first()
    if penalty.party != Party.PRINCIPAL or not penalty.person_name or accident is None:
        return
    # Five years come of a sentence or a dismissal, which a penalty is not: only a ban for life follows from the level.
    if ban_after_accident(accident.level, on=timezone.localdate()) is None:
        lines = [
            ("person", penalty.person_name),
            ("accident", accident_words(accident)),
            *penalty_lines([penalty]),
        ]
        occasion = f"ban:accident:{accident.pk}:{penalty.person_name}"
        name = penalty.person_name
        _notice(
            Noticed(
                penalty.case, Ground.MAJOR_ACCIDENT, lines, occasion, rests_on=[penalty], person_name=name
            )
        )


def _note_disobeyed(order: RectificationOrder, *, counted_to: datetime.date | None) -> Measure | None:
    """Notice a breach that a fined unit was ordered to correct and did not; count it up to the recheck."""
    if counted_to is None and order.due_on >= timezone.localdate():
        return None
    fine = _fine_behind(order)
    rounds = Measure.objects.filter(order=order).exclude(state=MeasureState.FALLEN)
    waiting = rounds.filter(state=MeasureState.NOTICED, counted_to=None).first()
    if fine is None or (waiting and counted_to is None):
        return None
    if waiting is not None:
        advance(waiting, "count", actor=None, counted_to=counted_to)
        return None
    last = rounds.exclude(counted_to=None).order_by("counted_to").last()
    first = first_day_counted(last.counted_to if last else timezone.localdate(order.created_at))
    if counted_to is not None and counted_to < first:
        return None
    return _notice(
        Noticed(
            order.case,
            Ground.REFUSES_CORRECTION,
            [*penalty_lines([fine]), ("order", order_words(order))],
            f"daily:{order.pk}:{first}:{counted_to or 'overdue'}",
            rests_on=[fine],
            order=order,
            counts_from=first,
            counted_to=counted_to,
        )
    )


def _refused_until(order: RectificationOrder) -> datetime.date | None:
    """Give the day of a recheck that found undone what should have been done; None where nothing was due yet.

    Due is what has passed its day, and what the unit itself has reported as done.
    """
    undone = ItemStep.objects.filter(item__order=order).exclude(result__in=["", ItemResult.DONE])
    last = undone.select_related("entry").order_by("pk").last()
    if last is None or order.rechecked_on is None:
        return None
    at_once = undone.filter(entry=last.entry).select_related("item")
    was_due = any(_day_before(step) < order.rechecked_on for step in at_once)
    return order.rechecked_on if was_due or last.entry.source == OrderState.REPORTED else None


def _day_before(step: ItemStep) -> datetime.date:
    """Give the day that an item had when a step was taken."""
    earlier = step.item.steps.filter(pk__lt=step.pk).exclude(due_on=None).order_by("pk").last()
    day = earlier.due_on if earlier else None
    return day or step.item.due_on


def _fine_behind(order: RectificationOrder) -> Penalty | None:
    """Return the fine on the unit in the matter of an order; a daily penalty itself is not multiplied again."""
    fines = [found for found in _penalties_of(order.case) if found.fine_fen and not hasattr(found, "measure")]
    return fines[0] if fines else None


# ---- Writing it down -------------------------------------------------------------------------------------------
def _notice(found: Noticed) -> Measure | None:
    """Write a measure down once: not while one of the kind stands, and not again by the same occasion."""
    ground, rule = found.ground, get_rule(found.rule_id or RULE_OF[found.ground], **_where(found.ground))
    unit = found.case.unit
    known = Measure.objects.exclude(state=MeasureState.FALLEN)
    standing = known.filter(unit=unit, ground=ground, person_name=found.person_name, state__in=STANDING)
    is_daily = ground == Ground.REFUSES_CORRECTION
    if known.filter(occasion=found.occasion).exists() or (standing.exists() and not is_daily):
        return None
    fine = found.rests_on[0].fine_fen if is_daily else 0
    measure = Measure(
        kind=KIND_OF[ground],
        ground=ground,
        case=found.case,
        unit=unit,
        person_name=found.person_name,
        order=found.order,
        occasion=found.occasion,
        basis=basis_of(rule, found.lines),
        counts_from=found.counts_from,
        counted_to=found.counted_to,
        per_day_fen=fine,
    )
    begin(measure, move="notice", actor=None)
    measure.rests_on.set(found.rests_on)
    return measure


def _where(ground: Ground) -> dict[str, Any]:
    sector = {"sector": COAL_MINE} if ground == Ground.COAL_REPEATED_HAZARD else {}
    return {"place": NATION, "on": timezone.localdate(), **sector}


def basis_of(rule: Rule, lines: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Freeze the rule with its words and the facts, as they are now."""
    return {
        "rule": rule.id,
        "citation": str(rule.citation),
        "text": rule.text,
        "status": rule.status.value,
        "lines": [list(line) for line in lines],
    }


def rule_of(ground: Ground) -> Rule:
    """Return the rule that a ground rests on today."""
    return get_rule(RULE_OF[ground], **_where(ground))


# ---- When a ground falls ---------------------------------------------------------------------------------------
@transaction.atomic
def let_fall(penalty: Penalty, *, why: str, before: LogEntry | None = None) -> None:
    """Let fall what rested until an entry on a penalty that does not stand as it was, and look again at what is left.

    What the government decided stands until the government takes it back; the page says that a ground is gone.
    """
    _lock(penalty.unit)
    resting = Measure.objects.filter(rests_on=penalty, state__in=STANDING)
    if before is not None:
        resting = resting.filter(begun_before(before, Measure))
    for measure in resting.exclude(kind=MeasureKind.CLOSURE, state=MeasureState.IN_FORCE):
        _fall(measure, why)
    left = Penalty.objects.filter(unit=penalty.unit, state__in=IMPOSED).exclude(decided_on=None)
    for other in left.order_by("decided_on", "pk"):
        note_penalty_decided(other)


@transaction.atomic
def let_fall_unimposed(penalty: Penalty, *, why: str) -> None:
    """Let fall the measure whose own proceeding imposed nothing, or does not stand any more."""
    for measure in Measure.objects.filter(proceeding=penalty, state__in=STANDING):
        _fall(measure, why)


@transaction.atomic
def forget_noticed(case: Case, *, since: LogEntry, why: str) -> None:
    """Let fall what a mistaken move brought up, as long as nobody has gone on with it."""
    noticed = Measure.objects.filter(case=case, state=MeasureState.NOTICED).exclude(occasion="")
    for measure in noticed.exclude(begun_before(since, Measure)):
        _fall(measure, why)


def _fall(measure: Measure, why: str) -> None:
    advance(measure, "fall", actor=None, note=why, ended_at=timezone.now())
    proceeding = measure.proceeding
    if proceeding is not None and proceeding.state in (PenaltyState.PROPOSED, PenaltyState.FILED):
        advance(proceeding, "cancel", actor=None, note=why)


def _lock(unit: Unit) -> None:
    """Hold the unit's row, so that two events about it are looked at one after the other."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def _penalties_of(case: Case) -> list[Penalty]:
    """Return the standing penalties against the unit of a case, the oldest first."""
    found = Penalty.objects.filter(case=case, person_name="", state__in=IMPOSED).select_related("measure")
    return list(found.order_by("decided_on", "pk"))
