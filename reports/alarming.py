"""What an alarm may say of a tip, and from whom it is kept."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from alarms.sources import Facts, Source
from enterprises.selectors import people_in_conflict, without_conflicts
from reports.bilingual import title_of
from reports.models import Report
from reports.selectors import reports_visible_to
from statutes.codes import division_on


def get_file(key: int) -> Report:
    """Return the tip that an alarm is about."""
    found: Report = Report.objects.select_related("unit").get(pk=key)
    return found


def facts_of(report: Report, user: User) -> Facts:
    """Say what kind, where and which unit: the structured answers, no word of the reporter's."""
    division = division_on(report.division, on=timezone.localdate(report.created_at))
    place = title_of(division) if division else report.division
    address = report.unit.address if report.unit else ""
    is_seen = reports_visible_to(user).filter(pk=report.pk).exists()
    return Facts(
        what=report.get_kind_display(),
        where=f"{place} {address}".strip(),
        unit=report.unit_name,
        url=report.get_absolute_url() if is_seen else "",
    )


def kept_away(report: Report) -> QuerySet[User]:
    """Return who has a conflict of interest; of a tip against the office itself only supervision hears."""
    away = Q(pk__in=people_in_conflict(report, unit=report.unit).values("pk"))
    if report.is_internal:
        away |= ~Q(pk__in=people_with_duty(Duty.SUPERVISION).order_by().values("pk"))
    return User.objects.filter(away)


def open_to(user: Any) -> QuerySet[Report]:
    """Return the tips from which this person is not kept away."""
    reports = without_conflicts(
        Report.objects.filter(is_danger_now=True), user, unit="unit", columns={Report.label(): "pk"}
    )
    return reports if user.has_duty(Duty.SUPERVISION) else reports.filter(is_internal=False)


SOURCE = Source(get_file, facts_of, kept_away, open_to)
