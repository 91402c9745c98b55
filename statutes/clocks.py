"""The legal clocks: which period binds whom, from when, and how it is extended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from statutes.calendar import ZONE
from statutes.lazy import LazyMapping
from statutes.periods import Period, PeriodUnit
from statutes.rules import HOME, Citation, Rule, Status, get_rule, is_within, load_rulebook
from statutes.rules.rows import ClockRow


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

    `counts_backward` marks a period before an event (a hearing notice); see calendar.latest_day_before.
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
    starts_zh: str
    starts_en: str
    stops_zh: str
    citation: Citation
    status: Status
    place: str
    text: str
    text_en: str


def get_clock(rule_id: str, *, place: str = HOME, on: date | None = None) -> ClockRule:
    """Find a clock in force at a place on a date (today unless told); raise RuleNotLoaded for none."""
    rule = get_rule(rule_id, place=place, on=on or datetime.now(ZONE).date())
    for candidate, row in load_rulebook().clocks:
        if candidate is rule:
            return _make_clock(rule, row)
    raise KeyError(f"the rule {rule_id!r} is not a clock")


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
        starts_zh=row.starts_zh,
        starts_en=row.starts_en,
        stops_zh=row.stops_zh,
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
