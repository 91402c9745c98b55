"""Who is in the system, and who was inspected: the four rates of online enforcement, and real-name supervision."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Agency, Duty, DutyAssignment, User
from enterprises.coverage import HALF_YEARLY, MONTHLY
from enterprises.models import Inspection, ResponsiblePerson, Unit
from insights.spans import Span
from investigations.models import Case, FieldRecord
from statutes.calendar import deadline
from statutes.codes import SECTORS
from statutes.rules import HOME, get_rule

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a base."""

    part: int
    base: int

    @property
    def share(self) -> float | None:
        """The share, or nothing where there is no base."""
        return self.part / self.base if self.base else None


# ---- Online enforcement (互联网+执法) --------------------------------------------------------------------------
def online_rates(span: Span) -> dict[str, Rate]:
    """Return the four rates by the rule that defines each. Six queries."""
    counters: dict[str, Callable[[Span], Rate]] = {
        "figures.online.units": _units_entered,
        "figures.online.officers": _officers_entered,
        "figures.online.cases": _cases_recorded,
        "figures.online.sectors": _sectors_covered,
    }
    return {key: count(span) for key, count in counters.items()}


def _holds_duty(person: str) -> Exists:
    held = DutyAssignment.objects.in_force().filter(duty=Duty.INVESTIGATOR, user=OuterRef(person))
    return Exists(held)


def _units_entered(_span: Span) -> Rate:
    officers = User.objects.filter(_holds_duty("pk"), is_active=True, agency=OuterRef("pk"))
    found = Agency.objects.annotate(is_in=Exists(officers)).aggregate(
        base=Count("pk"), part=Count("pk", filter=Q(is_in=True))
    )
    return Rate(**found)


def _officers_entered(_span: Span) -> Rate:
    officers = User.objects.filter(_holds_duty("pk"), is_active=True)
    entered = ~Q(certificate_no="") & Q(last_login__isnull=False)
    return Rate(**officers.aggregate(base=Count("pk"), part=Count("pk", filter=entered)))


def _cases_recorded(span: Span) -> Rate:
    cases = Case.objects.filter(is_internal=False, inspected_on__gte=span.since, inspected_on__lt=span.until)
    recorded = Exists(FieldRecord.objects.filter(case=OuterRef("pk")))
    marked = cases.annotate(is_recorded=recorded)
    return Rate(**marked.aggregate(base=Count("pk"), part=Count("pk", filter=Q(is_recorded=True))))


def _sectors_covered(span: Span) -> Rate:
    ours = {key for key, sector in SECTORS.items() if sector.is_accepted}
    present = set(Unit.objects.order_by().values_list("sector", flat=True).distinct()) & ours
    cases = Case.objects.filter(is_internal=False, created_at__gte=span.start, created_at__lt=span.end)
    visits = Inspection.objects.filter(inspected_on__gte=span.since, inspected_on__lt=span.until)
    touched = set(cases.order_by().values_list("sector", flat=True).distinct())
    touched |= set(visits.order_by().values_list("unit__sector", flat=True).distinct())
    return Rate(len(touched & present), len(present))


# ---- Real-name supervision (真名实管) --------------------------------------------------------------------------
def posted(_today: datetime.date) -> Rate:
    """Return how many key units have all three responsible persons posted. One query."""
    standing = Count("responsible_persons", filter=Q(responsible_persons__until=None))
    keyed = Unit.objects.filter(is_key=True).annotate(sides=standing)
    complete = Q(sides=len(ResponsiblePerson.Side))
    return Rate(**keyed.aggregate(base=Count("pk"), part=Count("pk", filter=complete)))


def inspected_monthly(today: datetime.date) -> Rate:
    """Return how many persons of the government and the sector were at their key unit in time. One query."""
    sides = get_rule("unit.inspection.sides", place=HOME, on=today).keys
    persons = ResponsiblePerson.objects.filter(until=None, unit__is_key=True, side__in=sides)
    since = earliest_in_time(MONTHLY, today)
    were_there = Inspection.objects.filter(
        person=OuterRef("pk"), inspected_on__gte=since, inspected_on__lte=today
    )
    marked = persons.annotate(was_there=Exists(were_there))
    return Rate(**marked.aggregate(base=Count("pk"), part=Count("pk", filter=Q(was_there=True))))


def inspected_half_yearly(today: datetime.date) -> dict[str, Rate]:
    """Return by division how many units were inspected in time. One query."""
    since = earliest_in_time(HALF_YEARLY, today)
    made = Inspection.objects.filter(unit=OuterRef("pk"), inspected_on__gte=since, inspected_on__lte=today)
    marked = Unit.objects.order_by().annotate(was_seen=Exists(made)).values_list("division")
    rows = marked.annotate(part=Count("pk", filter=Q(was_seen=True)), base=Count("pk"))
    return {division: Rate(part, base) for division, part, base in rows}


def earliest_in_time(rule_id: str, today: datetime.date) -> datetime.date:
    """Return the earliest day of an inspection that is still in time today."""
    period = get_rule(rule_id, place=HOME, on=today).period
    day = today
    while deadline(day - DAY, period, rolls_over=False).due_at.date() >= today:
        day -= DAY
    return day
