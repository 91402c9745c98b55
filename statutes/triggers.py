"""What sets a further measure going: closure, bans, listing, interviews, exposure, listed supervision, crime."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from statutes.calendar import deadline
from statutes.levels import AccidentLevel
from statutes.periods import Period
from statutes.rules import HOME, NATION, Rule, get_rule

SERIOUS = "serious"
AGGRAVATED = "aggravated"


@dataclass(frozen=True, slots=True)
class Accident:
    """An accident of a unit or a place, as a trigger counts it."""

    on: date
    level: AccidentLevel


@dataclass(frozen=True, slots=True)
class Harm:
    """What an accident, a delayed rescue or a false assessment did."""

    deaths: int = 0
    serious_injuries: int = 0
    loss_yuan: Decimal = Decimal()


def is_repeated(days: Iterable[date], *, count: int, within: Period) -> bool:
    """Tell whether so many of the days fall within one period, whose first day is not counted."""
    ordered = sorted(days)
    ends = (deadline(first, within, rolls_over=False).due_at.date() for first in ordered)
    return any(last <= end for end, last in zip(ends, ordered[count - 1 :], strict=False))


def ending_with_newest(days: Iterable[date], *, within: Period) -> list[date]:
    """Keep the days whose period has not ended by the newest: what an older one completed was told of then."""
    ordered = sorted(days)
    ends = ((day, deadline(day, within, rolls_over=False).due_at.date()) for day in ordered)
    return [day for day, end in ends if end >= ordered[-1]]


def counted_together(days: Iterable[date], *, on: date) -> tuple[Rule, list[date]] | None:
    """Give the count of art. 113 that the newest penalty completes, and its days; None when it completes neither."""
    known = list(days)
    for count, window in _closure_counts(on):
        within = ending_with_newest(known, within=window.period)
        if len(within) >= count.number:
            return count, within
    return None


def hazards_counted(days: Iterable[date], *, on: date) -> list[date]:
    """Give the days on which a coal mine produced in spite of a major hazard, within the period of the newest."""
    window = get_rule("closure.coal.repeated_hazard.window", place=NATION, on=on, sector="coal_mine")
    return ending_with_newest(days, within=window.period)


def closure_grounds(
    *,
    on: date,
    penalised_on: Sequence[date] = (),
    has_major_hazard: bool = False,
    is_still_unsafe: bool = False,
    unsafe_accident: AccidentLevel | None = None,
    refuses_suspension: bool = False,
) -> tuple[str, ...]:
    """List the grounds on which a department must propose closure (Work Safety Law art. 113)."""
    grave = get_rule("ban.for_life", place=NATION, on=on).keys
    met = (
        has_major_hazard and _is_often_penalised(penalised_on, on=on),
        is_still_unsafe,
        unsafe_accident in grave,
        refuses_suspension,
    )
    grounds = get_rule("closure.grounds", place=NATION, on=on).keys
    return tuple(ground for ground, is_met in zip(grounds, met, strict=True) if is_met)


def is_coal_mine_to_be_closed(hazards_found_on: Sequence[date], *, on: date) -> bool:
    """Tell whether a coal mine was found producing in spite of a major hazard often enough to be closed."""
    count = get_rule("closure.coal.repeated_hazard.count", place=NATION, on=on, sector="coal_mine")
    window = get_rule("closure.coal.repeated_hazard.window", place=NATION, on=on, sector="coal_mine")
    return is_repeated(hazards_found_on, count=count.number, within=window.period)


def ban_after_accident(level: AccidentLevel, *, on: date) -> Period | None:
    """Give how long a punished main person in charge is banned; None is for life in the industry."""
    if level in get_rule("ban.for_life", place=NATION, on=on).keys:
        return None
    return get_rule("ban.after_accident", place=NATION, on=on).period


def earliest_power_cut(notified_at: datetime, *, on: date, is_urgent: bool = False) -> datetime:
    """Give from when electricity may be cut after the notice: a day later, at once where danger presses."""
    if is_urgent:
        return notified_at
    return deadline(notified_at, get_rule("power_cut.notice", place=NATION, on=on).period).due_at


def listing_situations(
    accidents: Sequence[Accident],
    *,
    on: date,
    is_especially_serious: bool = False,
    is_concealed: bool = False,
    is_principal_absent: bool = False,
) -> tuple[str, ...]:
    """List the situations of decree 11, art. 6, that a unit's accidents lead to; a person decides on each."""
    count = get_rule("listing.larger_accidents.count", place=NATION, on=on)
    window = get_rule("listing.larger_accidents.window", place=NATION, on=on)
    grave = get_rule("listing.major_accident.levels", place=NATION, on=on).keys
    larger = [accident.on for accident in accidents if accident.level is AccidentLevel.LARGER]
    met = {
        "major_accident": any(accident.level in grave for accident in accidents),
        "repeated_larger_accidents": is_repeated(larger, count=count.number, within=window.period),
        "especially_serious_fine": is_especially_serious,
        "concealment": is_concealed,
        "no_rescue_or_flight": is_principal_absent,
    }
    return tuple(key for key, is_met in met.items() if is_met)


def is_interview_due(accidents: Sequence[Accident], *, on: date, place: str = HOME) -> bool:
    """Tell whether a place's accidents call for an interview: a major one, or larger ones in a row."""
    count = get_rule("interview.larger_accidents.count", place=place, on=on)
    window = get_rule("interview.larger_accidents.window", place=place, on=on)
    grave = get_rule("interview.levels", place=place, on=on).keys
    larger = [accident.on for accident in accidents if accident.level is AccidentLevel.LARGER]
    return any(accident.level in grave for accident in accidents) or is_repeated(
        larger, count=count.number, within=window.period
    )


def is_exposure_due(level: AccidentLevel, *, on: date, place: str = HOME) -> bool:
    """Tell whether an accident of a level is exposed as a warning (the district's own policy)."""
    return level in get_rule("exposure.levels", place=place, on=on).keys


def is_failed_interview_exposed(*, on: date, place: str = HOME) -> bool:
    """Tell whether a unit that did not comply with an interview is exposed (the district's own policy)."""
    return get_rule("exposure.failed_interview", place=place, on=on).flag


def is_supervision_listed(level: AccidentLevel, *, sector: str, on: date, place: str = HOME) -> bool:
    """Tell whether an accident is put under listed supervision by its level, or by the district for its sector."""
    by_level = get_rule("supervision.listed.levels", place=NATION, on=on).keys
    return level in by_level or sector in get_rule("supervision.listed.sectors", place=place, on=on).keys


def accident_crime(harm: Harm, *, on: date) -> str:
    """Say whether an accident reaches the threshold of a crime: "serious", "aggravated", or "" for neither."""
    if _reaches(harm, "crime.accident.aggravated", on=on):
        return AGGRAVATED
    return SERIOUS if _reaches(harm, "crime.accident.serious", on=on) else ""


def is_false_report_crime(extra: Harm, *, on: date) -> bool:
    """Tell whether a late or false report that delayed the rescue did enough further harm to be a crime."""
    return _reaches(extra, "crime.false_report", on=on)


def is_false_assessment_crime(
    harm: Harm, *, on: date, gains: Decimal = Decimal(), penalised_on: Sequence[date] = ()
) -> bool:
    """Tell whether a false safety assessment is a crime by its harm, its gains, or earlier penalties."""
    least_gains = get_rule("crime.false_assessment.gains", place=NATION, on=on).amount
    count = get_rule("crime.false_assessment.penalties.count", place=NATION, on=on)
    window = get_rule("crime.false_assessment.penalties.window", place=NATION, on=on)
    return (
        _reaches(harm, "crime.false_assessment", on=on)
        or gains >= least_gains
        or is_repeated(penalised_on, count=count.number, within=window.period)
    )


def _is_often_penalised(days: Sequence[date], *, on: date) -> bool:
    return any(
        is_repeated(days, count=count.number, within=window.period) for count, window in _closure_counts(on)
    )


def _closure_counts(on: date) -> list[tuple[Rule, Rule]]:
    """Pair each count of art. 113 with its window."""
    pairs = (
        ("closure.penalties_in_180_days", "closure.window"),
        ("closure.penalties_in_one_year", "closure.one_year_window"),
    )
    return [
        (get_rule(count, place=NATION, on=on), get_rule(window, place=NATION, on=on))
        for count, window in pairs
    ]


def _reaches(harm: Harm, prefix: str, *, on: date) -> bool:
    deaths = get_rule(f"{prefix}.deaths", place=NATION, on=on).number
    injuries = get_rule(f"{prefix}.serious_injuries", place=NATION, on=on).number
    loss = get_rule(f"{prefix}.loss", place=NATION, on=on).amount
    return harm.deaths >= deaths or harm.serious_injuries >= injuries or harm.loss_yuan >= loss
