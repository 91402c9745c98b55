"""Which reward regime applies: the narrowest known one for a sector, a place and a date."""

from dataclasses import dataclass
from datetime import date

from statutes.rules import NATION, Citation, Status, is_within, load_rulebook
from statutes.rules.rows import MethodRow, Placed, ScheduleRow

MINING = "mining"


class ScheduleNotLoaded(LookupError):
    """The place has its own schedule, or may have one, whose amounts are not loaded."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A reward regime: whose rules it reads and how it pays each kind of tip (None: not known)."""

    code: str
    title: str
    place: str
    sector: str | None
    rules_place: str
    effective_from: date
    effective_to: date | None
    citation: Citation
    status: Status
    reason: str
    major: MethodRow | None
    violation: MethodRow | None
    ordinary: MethodRow | None
    concealment: MethodRow | None

    def rules_for(self, place: str) -> str:
        """Say whose rules count at a place: within a local regime a narrower place may add its own.

        The national regime, and one that borrows another place's rules, are read as they stand.
        """
        is_local = self.place == self.rules_place != NATION
        return place if is_local and is_within(place, self.place) else self.rules_place

    def is_in_force(self, on: date) -> bool:
        """Tell whether the regime is in force on a date; both ends count."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


def schedule_for(place: str, on: date, *, sector: str | None = None) -> Schedule:
    """Pick the regime that applies; raise ScheduleNotLoaded where none covers the date."""
    found = [
        schedule
        for row, schedule in _schedules()
        if row.is_default
        and schedule.is_in_force(on)
        and is_within(place, schedule.place)
        and schedule.sector in (None, sector)
    ]
    if not found:
        raise ScheduleNotLoaded(f"没有载入 {on.isoformat()} 在 {place} 适用的奖励标准。")
    return max(found, key=_narrowness)


def schedule_by_code(code: str, *, on: date | None = None) -> Schedule:
    """Find a regime by its code or an alias; without a date, the newest; an unknown code is not loaded."""
    found = [
        schedule
        for row, schedule in _schedules()
        if code in (row.code, *row.aliases) and (on is None or schedule.is_in_force(on))
    ]
    if not found:
        day = f" {on.isoformat()} 时的" if on else ""
        raise ScheduleNotLoaded(f"没有载入代码为 {code} 的{day}奖励标准。")
    return max(found, key=lambda schedule: schedule.effective_from)


def known_places() -> dict[str, str]:
    """List the places with a regime of their own, by division code."""
    return {schedule.place: schedule.title for _, schedule in _schedules() if schedule.place != NATION}


def loaded_schedules() -> list[tuple[ScheduleRow, Placed, Schedule]]:
    """List every regime of the rule files with its row and place."""
    return [(row, placed, _make_schedule(row, placed)) for row, placed in load_rulebook().rows(ScheduleRow)]


def _schedules() -> list[tuple[ScheduleRow, Schedule]]:
    return [(row, schedule) for row, _, schedule in loaded_schedules()]


def _make_schedule(row: ScheduleRow, placed: Placed) -> Schedule:
    head = placed.instrument
    return Schedule(
        code=row.code,
        title=row.title,
        place=row.place or head.place,
        sector=row.sector or head.sector,
        rules_place=row.rules_place or row.place or head.place,
        effective_from=row.effective_from or head.effective_from,
        effective_to=row.effective_to or head.effective_to,
        citation=placed.citation(row.article),
        status=row.status,
        reason=row.reason,
        major=row.major,
        violation=row.violation,
        ordinary=row.ordinary,
        concealment=row.concealment,
    )


def _narrowness(schedule: Schedule) -> tuple[bool, int]:
    """A sector's own regime goes before a place's (measures of 2018, art. 2), then the narrower place."""
    return schedule.sector is not None, 0 if schedule.place == NATION else len(schedule.place)
