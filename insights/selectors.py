"""Open figures and rules for everybody. It reads the floors below and writes nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interface.figures import suppressed
from reports.bilingual import in_language
from reports.models import Report
from reports.prospects import in_order
from rewards.models import Payment
from sanctions.models import Listing, Penalty
from sanctions.states import IMPOSED, ListingState
from statutes.clocks import CLOCKS, ClockRule
from statutes.rewards import ScheduleNotLoaded, schedule_for
from statutes.rulebook import standing_of
from statutes.rules import HOME, Rule, rules_in_force

MONTHS = 12
CACHE_SECONDS = 600
CENTS = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for everybody; `value` is None where it is too small to be said."""

    title: str | Promise
    value: int | None
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of twelve whole months. The present month is left out, so that nobody sees one report come in."""

    since: datetime.date
    until: datetime.date
    figures: tuple[Figure, ...]


def open_figures(on: datetime.date | None = None) -> Figures:
    """Count what may be counted in public, over the twelve whole months before `on`. Kept for ten minutes."""
    today = on or timezone.localdate()
    until = today.replace(day=1)
    since = until.replace(year=until.year - 1)
    key = f"insights.figures.{until.isoformat()}"
    counted: tuple[int, ...] | None = cache.get(key)
    if counted is None:
        counted = _counts(since, until)
        cache.set(key, counted, CACHE_SECONDS)
    received, accepted, answered, penalties, fines, payments, paid, listed = counted
    figures = (
        Figure(_("reports received"), suppressed(received)),
        # The rest must not be small either: it would follow by subtraction.
        Figure(
            _("of these, accepted"), None if suppressed(received - accepted) is None else suppressed(accepted)
        ),
        Figure(_("reporters answered"), suppressed(answered)),
        Figure(_("penalties decided"), suppressed(penalties)),
        Figure(_("fines, in yuan"), None if suppressed(penalties) is None else fines // CENTS, is_money=True),
        Figure(_("rewards paid"), suppressed(payments)),
        Figure(
            _("paid in rewards, in yuan"),
            None if suppressed(payments) is None else paid // CENTS,
            is_money=True,
        ),
        # Who is on the list is public by name: its length hides nobody.
        Figure(_("subjects on the list of dishonest subjects"), listed),
    )
    return Figures(since=since, until=until - datetime.timedelta(days=1), figures=figures)


def _counts(since: datetime.date, until: datetime.date) -> tuple[int, ...]:
    zone = timezone.get_default_timezone()
    start, end = (datetime.datetime.combine(day, datetime.time(), zone) for day in (since, until))
    reports = Report.objects.filter(created_at__gte=start, created_at__lt=end)
    penalties = Penalty.objects.filter(state__in=IMPOSED, decided_on__gte=since, decided_on__lt=until)
    payments = Payment.objects.filter(came_back_at=None, at__gte=start, at__lt=end)
    return (
        reports.count(),
        reports.exclude(accepted_at=None).count(),
        Report.objects.filter(answered_at__gte=start, answered_at__lt=end).count(),
        penalties.count(),
        penalties.aggregate(total=Sum("fine_fen"))["total"] or 0,
        payments.count(),
        payments.aggregate(total=Sum("amount_fen"))["total"] or 0,
        Listing.objects.filter(state=ListingState.LISTED).count(),
    )


def reward_rules(on: datetime.date, place: str = HOME) -> list[Rule]:
    """List the reward rules in force at a place, those of its schedule where it has one."""
    try:
        schedule = schedule_for(place, on)
        rules_place, sector = schedule.rules_place, schedule.sector
    except ScheduleNotLoaded:
        rules_place, sector = place, None
    rules = rules_in_force(place=rules_place, on=on, sector=sector)
    return in_order(rule for rule in rules if rule.id.startswith(("reward.", "employee_tip.")))


def rules_by_instrument(on: datetime.date) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Put the reward rules in force here together by instrument, in the reader's language."""
    by_instrument = groupby(
        reward_rules(on), key=lambda rule: (rule.citation.instrument, rule.citation.number)
    )
    periods = {clock.id for clock in reporter_clocks()}
    return [
        (title, number, [_shown(rule, is_period=rule.id in periods) for rule in found])
        for (title, number), found in by_instrument
    ]


def _shown(rule: Rule, *, is_period: bool) -> dict[str, Any]:
    """Show a rule; a period is named in the table of periods, and its name can stand on the page once."""
    return {
        "anchor": "" if is_period else rule.id,
        "text": in_language(rule.text, rule.text_en),
        "article": rule.citation.article,
        "standing": standing_of(rule.id, str(rule.citation)).value,
        "since": rule.effective_from,
    }


def reporter_clocks() -> list[ClockRule]:
    """List the periods that a reporter may hold the office to, or must keep."""
    return [clock for clock in CLOCKS.values() if clock.shown_to_reporter]
