"""The legal clocks: which period binds whom, from when, and how it is extended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from statutes.calendar import (
    ZONE,
    Deadline,
    Stop,
    deadline,
    end_of_day,
    is_announced,
    latest_day_before,
    subtract_working_days,
)
from statutes.lazy import LazyMapping
from statutes.periods import Period, PeriodUnit
from statutes.rules import HOME, Citation, Rule, Status, get_rule, is_within, load_rulebook
from statutes.rules.rows import ClockRow, WarningRow


@dataclass(frozen=True, slots=True)
class Extension:
    """How far a clock may be extended, how often (None: not limited by the text), and who approves."""

    period: Period
    approver: str
    approver_zh: str
    times: int | None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A period with a start and someone it binds: "office", "party" or "reporter".

    `counts_backward` marks a period before an event (a hearing notice); see calendar.latest_day_before. `is_term`
    marks one that is meant to run out (a right, a ban, a time on a list): it is met when it has, never late.
    """

    id: str
    title_zh: str
    title_en: str
    period: Period
    extension: Extension | None
    binds: str
    shown_to_reporter: bool
    rolls_over: bool
    counts_backward: bool
    is_term: bool
    starts_zh: str
    starts_en: str
    stops_zh: str
    promise_zh: str
    promise_en: str
    citation: Citation
    status: Status
    place: str
    text: str
    text_en: str


class Level(StrEnum):
    """How urgent a running period has become."""

    CALM = "calm"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"

    @property
    def rank(self) -> int:
        """Its place in the order of urgency."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Warnings:
    """When a period turns yellow and red, and from which level the leader is told besides the person."""

    yellow: Period
    red: Period
    leader_from: Level
    citation: Citation
    status: Status


def get_clock(rule_id: str, *, place: str = HOME, on: date | None = None) -> ClockRule:
    """Find a clock in force at a place on a date (today unless told); raise RuleNotLoaded for none."""
    rule = get_rule(rule_id, place=place, on=on or datetime.now(ZONE).date())
    for candidate, row in load_rulebook().clocks:
        if candidate is rule:
            return _make_clock(rule, row)
    raise KeyError(f"the rule {rule_id!r} is not a clock")


def due_of(
    rule: ClockRule,
    since: date | datetime,
    *,
    stops: Sequence[Stop] = (),
    extended: int = 0,
    until: date | None = None,
) -> Deadline:
    """Compute when a clock that began (or counts back from an event) at `since` runs out.

    Time in which it stood still never counts. Extended so many times, the period itself grows: its end moves off a
    rest day once, at the very end. `until` is a later last day that was granted where the rule names no length.
    """
    if rule.counts_backward:
        return _due_before(rule, since)
    amount = rule.period.amount + extended * (rule.extension.period.amount if rule.extension else 0)
    period = Period(amount, rule.period.unit)
    due = deadline(since, period, rolls_over=rule.rolls_over, stops=_merged(stops, since))
    if until is not None and end_of_day(until) > due.due_at:
        return Deadline(end_of_day(until), is_provisional=False)
    return due


def _due_before(rule: ClockRule, event: date | datetime) -> Deadline:
    day = event.astimezone(ZONE).date() if isinstance(event, datetime) else event
    latest = latest_day_before(day, rule.period)
    is_open = rule.period.unit is PeriodUnit.WORKING_DAY and not (is_announced(latest) and is_announced(day))
    return Deadline(end_of_day(latest), is_provisional=is_open)


def _merged(stops: Sequence[Stop], since: date | datetime) -> list[Stop]:
    """Join stops that overlap, so that no time is left out twice, and leave out what lies before the start."""
    first = since if isinstance(since, datetime) else datetime.combine(since, time.min, tzinfo=ZONE)
    merged: list[Stop] = []
    for began, ended in sorted((max(began, first), ended) for began, ended in stops if ended > first):
        if merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ended, merged[-1][1]))
        else:
            merged.append((began, ended))
    return merged


def warnings_for(rule_id: str) -> Warnings | None:
    """Find the office's thresholds for a clock, or None for a period that nobody is warned of."""
    return WARNINGS.get(rule_id)


def level_at(rule_id: str, due_at: datetime, now: datetime) -> Level:
    """Tell how urgent a period that is due at `due_at` is now."""
    passed = [level for level, at in _thresholds(rule_id, due_at) if at <= now]
    return max(passed, key=lambda level: level.rank, default=Level.CALM)


def next_warning(rule_id: str, due_at: datetime, level: Level) -> datetime | None:
    """Tell when a period that has reached a level reaches the next one; None after the last."""
    later = [at for found, at in _thresholds(rule_id, due_at) if found.rank > level.rank]
    return min(later, default=None)


def _thresholds(rule_id: str, due_at: datetime) -> list[tuple[Level, datetime]]:
    overdue = (Level.OVERDUE, due_at + timedelta(seconds=1))
    warnings = warnings_for(rule_id)
    if warnings is None:
        return [overdue]
    return [
        (Level.YELLOW, _before(due_at, warnings.yellow)),
        (Level.RED, _before(due_at, warnings.red)),
        overdue,
    ]


def _before(due_at: datetime, period: Period) -> datetime:
    """Go back from a due time by a length of time."""
    if period.unit is PeriodUnit.WORKING_DAY:
        return end_of_day(subtract_working_days(due_at.astimezone(ZONE).date(), period.amount))
    exact = {PeriodUnit.MINUTE: timedelta(minutes=1), PeriodUnit.HOUR: timedelta(hours=1)}
    return due_at - exact.get(period.unit, timedelta(days=1)) * period.amount


def _make_clock(rule: Rule, row: ClockRow) -> ClockRule:
    extension = None
    if row.extension_amount is not None and row.extension_unit is not None:
        extension = Extension(
            period=Period(row.extension_amount, PeriodUnit(row.extension_unit)),
            approver=row.extension_approver or "",
            approver_zh=row.extension_approver_zh or "",
            times=row.extension_times,
        )
    return ClockRule(
        id=rule.id,
        title_zh=row.title_zh,
        title_en=row.title_en,
        period=rule.period,
        extension=extension,
        binds=row.binds,
        shown_to_reporter=row.shown_to_reporter,
        rolls_over=row.rolls_over,
        counts_backward=row.counts_backward,
        is_term=row.is_term,
        starts_zh=row.starts_zh,
        starts_en=row.starts_en,
        stops_zh=row.stops_zh,
        promise_zh=row.promise_zh,
        promise_en=row.promise_en,
        citation=rule.citation,
        status=rule.status,
        place=rule.place,
        text=rule.text,
        text_en=rule.text_en,
    )


def _current_clocks() -> Mapping[str, ClockRule]:
    today = datetime.now(ZONE).date()
    rules = (rule for rule, _ in load_rulebook().clocks)
    ids = dict.fromkeys(rule.id for rule in rules if rule.is_in_force(today) and is_within(HOME, rule.place))
    return {rule_id: get_clock(rule_id, on=today) for rule_id in ids}


CLOCKS: Mapping[str, ClockRule] = LazyMapping(_current_clocks)
"""The clocks in force today at the home division, by rule id; ask get_clock() for another day or place."""


def _current_warnings() -> Mapping[str, Warnings]:
    return {
        row.clock: Warnings(
            yellow=Period(row.yellow, PeriodUnit(row.unit)),
            red=Period(row.red, PeriodUnit(row.unit)),
            leader_from=Level(row.leader_from),
            citation=placed.citation(row.article),
            status=row.status,
        )
        for row, placed in load_rulebook().rows(WarningRow)
        if is_within(HOME, placed.instrument.place)
    }


WARNINGS: Mapping[str, Warnings] = LazyMapping(_current_warnings)
"""The thresholds of the home office, by the clock's rule id."""
