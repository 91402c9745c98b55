"""The facts of a further measure in words, as they are frozen with it. They never say that a tip existed."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from enterprises.models import Unit
from investigations.models import Accident, Case, MajorHazard, RectificationOrder
from investigations.states import Capacity, HazardState
from notices.wording import date_words
from sanctions.models import Penalty
from statutes.wording import TITLES

# What a fact is (the keys of sanctions.wording_measures.FACTS), and the fact.
Lines = list[tuple[str, str]]


def penalty_lines(penalties: Iterable[Penalty]) -> Lines:
    """Name penalties with day, basis and fine."""
    return [("penalty", _penalty_words(penalty)) for penalty in penalties]


def _penalty_words(penalty: Penalty) -> str:
    day = date_words(penalty.decided_on) if penalty.decided_on else ""
    fine = f"罚款{penalty.fine:,.2f}元" if penalty.fine_fen else ""
    return "，".join(filter(None, (penalty.reference, day, penalty.basis, fine)))


def hazard_lines(unit: Unit, penalties: Iterable[Penalty]) -> Lines:
    """Say which major hazards are there: those on the register, and those that the findings of the cases name."""
    listed = MajorHazard.objects.filter(case__unit=unit).exclude(state=HazardState.LIFTED).order_by("pk")
    lines = [("hazard", f"{hazard.reference}，{hazard.title}，{hazard.basis}") for hazard in listed]
    cases = {penalty.case_id: penalty.case for penalty in penalties}.values()
    found = [case for case in cases if case.finding.is_major_hazard]
    return [*lines, *(("hazard", f"{case.reference}，调查认定存在重大事故隐患") for case in found)]


def order_words(order: RectificationOrder) -> str:
    """Say what was ordered when, and what the recheck found."""
    ordered = date_words(timezone.localdate(order.created_at))
    rechecked = f"，{date_words(order.rechecked_on)}复查未改正" if order.rechecked_on else ""
    return f"{order.reference}，{ordered}责令改正，{order.title}{rechecked}"


def accident_words(accident: Accident) -> str:
    """Name an accident with its day and level."""
    day = date_words(timezone.localdate(accident.happened_at))
    return f"{accident.reference}，{day}，{TITLES[accident.level][0]}"


def principals_of(case: Case) -> list[str]:
    """Name the main persons in charge whom the findings hold responsible, or the team while there are none."""
    finding = case.findings.order_by("pk").last()
    responsible = (
        finding.responsible if finding else [who.as_dict() for who in case.responsible.order_by("pk")]
    )
    return [who["name"] for who in responsible if who.get("capacity") == Capacity.PRINCIPAL]
