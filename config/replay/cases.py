"""What a row of published rewards says, as the facts that a replay needs; or why it cannot be replayed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from config.replay.outcomes import Outcome
from config.replay.player import Skipped, case_id_of
from config.replay.reading import Row
from config.replay.values import (
    NotExact,
    Sum,
    exact_sums,
    exact_yuan,
    is_nothing,
    last_day,
    plain,
    whole_number,
)
from config.replay.words import (
    CHANNELS,
    LONGEST_CITATION,
    MAJOR,
    NOT_STATED,
    conclusion_of,
    facts_of,
    first_match,
    kind_of_tip,
    mode_of,
    said,
    sector_of,
    unit_name_of,
)
from investigations.states import PROVED
from reports.states import Channel
from statutes.codes import place_code
from statutes.levels import AccidentLevel, accident_level
from statutes.rewards import (
    FactMissing,
    RewardFacts,
    ScheduleNotLoaded,
    assess,
    basis_for,
    schedule_by_code,
    schedule_for,
)
from statutes.rewards.sheet import percent
from statutes.rules import NATION, RuleNotLoaded

INTERNAL = "enterprise_internal"
# What a table writes when it does not know the regime, and what it writes for one that is only known as local.
UNKNOWN = "unknown"
LOCAL = re.compile("local|flat")
TOTALS = ("city_county", "reporter_type", "verified", "industry", "recompute_possible", "facts_complete")
TOTAL = re.compile("合计|合并|汇总")
TOLL = re.compile(r"死(?:亡)?(\d+)人?|(\d+)人(?:死亡|遇难)")


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """The facts of a published case; `on` and `place` say whose reward regime of which day counts.

    `deaths` is the whole toll. `schedule` is the code of a regime, empty where the place decides. `law` is the
    provision that was broken, `basis` the one that punishes it.
    """

    case_id: str
    published: Decimal
    on: datetime.date
    place: str
    schedule: str
    sums: tuple[Sum, ...]
    deaths: int
    concealed_deaths: int
    kind: str
    mode: str
    channel: str
    conclusion: str
    sector: str
    unit_name: str
    is_major_hazard: bool
    is_inferred: bool
    reported: str
    facts: str
    law: str
    order: str
    basis: str = ""

    @property
    def regime(self) -> dict[str, Any]:
        """Whose reward regime of which day counts."""
        return {"on": self.on, "place": self.place or NATION, "schedule": self.schedule or None}


def read_case(row: Row) -> PublishedCase:
    """Read a row; raise `Skipped` with the reason when a needed fact is missing, not exact, or not about a tip."""
    _refuse_other_matters(row)
    published = _published(row)
    try:
        case = _read(row, published or Decimal())
        _check_basis(case)
    except Skipped as skipped:
        if published is None:
            raise Skipped(_nothing_to_compare(skipped.reason)) from None
        raise Skipped(skipped.reason, published=published, outcome=skipped.outcome) from None
    if published is None:
        raise Skipped(_nothing_to_compare(), computed=_computed(case))
    return case


def _nothing_to_compare(*more: str) -> str:
    return " ".join((_("No reward is published, so there is nothing to compare with."), *more))


def _read(row: Row, published: Decimal) -> PublishedCase:
    sums, concealed = _consequences(row)
    on, place, schedule = _regime(row)
    reported, findings = said(row, "reported"), said(row, "findings")
    return PublishedCase(
        case_id=case_id_of(row),
        published=published,
        on=on,
        place=place,
        schedule=schedule,
        sums=sums,
        deaths=_toll(row, concealed) if concealed else 0,
        concealed_deaths=concealed,
        kind=kind_of_tip(reported, concealed),
        mode=mode_of(row.text("reporter_type")),
        channel=first_match(CHANNELS, row.text("channel"), Channel.WEB),
        conclusion=conclusion_of(row.text("verified")),
        sector=sector_of(row.text("industry") + reported),
        unit_name=unit_name_of(reported),
        is_major_hazard=bool(MAJOR.search(reported + findings)),
        is_inferred="推定" in row.text("recompute_possible"),
        reported=reported or NOT_STATED,
        facts=facts_of(findings or reported),
        law=said(row, "law_violated")[:LONGEST_CITATION],
        order=said(row, "coercive"),
    )


def reward_facts(case: PublishedCase) -> RewardFacts:
    """Give the facts of a case as the statutes take them."""
    return RewardFacts(
        fines=tuple(one.amount for one in case.sums if one.amount and not one.is_on_person),
        person_fines=tuple(one.amount for one in case.sums if one.amount and one.is_on_person),
        is_major_hazard=case.is_major_hazard,
        is_violation=not (case.is_major_hazard or case.concealed_deaths),
        concealed_deaths=case.concealed_deaths,
        deaths=case.deaths or None,
        sector=case.sector,
    )


def _check_basis(case: PublishedCase) -> None:
    """Raise `Skipped` where the regime is not loaded, or pays by a fine that is not published."""
    if case.sums or case.concealed_deaths:
        return
    lacking = _("Neither a fine nor concealed deaths are published, so no reward can be computed.")
    try:
        basis = basis_for(reward_facts(case), **case.regime)
    except ScheduleNotLoaded as missing:
        raise Skipped(f"{missing.reason} {lacking}", outcome=Outcome.NOT_LOADED) from missing
    if not basis.is_by_fine:
        return
    told = [
        _("At %(share)s the published amount stands for a fine of %(fine)s yuan.")
        % {"share": percent(share), "fine": f"{fine:,.2f}"}
        for share, fine in zip(basis.shares, basis.fines_behind(case.published), strict=False)
    ]
    raise Skipped(" ".join((lacking, *told)))


def _computed(case: PublishedCase) -> Decimal | None:
    """Give what the rules pay where nothing was published to compare it with."""
    if case.conclusion not in PROVED:
        return None
    try:
        return assess(reward_facts(case), **case.regime).amount
    except (ScheduleNotLoaded, FactMissing, RuleNotLoaded):
        return None


def _refuse_other_matters(row: Row) -> None:
    if row.text("schedule") == INTERNAL or "企业内部" in row.text("received_by", "channel"):
        raise Skipped(
            _("A reward inside an enterprise is not a reward of the government for a tip."),
            published=_published_or_none(row),
        )
    if any(TOTAL.search(row.text(name)) for name in TOTALS):
        raise Skipped(_("The row adds several tips up; there is no single case to replay."))


def _published_or_none(row: Row) -> Decimal | None:
    try:
        return exact_yuan(row.text("reward_yuan"))
    except NotExact:
        return None


def _published(row: Row) -> Decimal | None:
    try:
        return exact_yuan(row.text("reward_yuan"))
    except NotExact as error:
        raise Skipped(
            _("The published reward is not one exact amount: %(text)s.") % {"text": error}
        ) from error


def _consequences(row: Row) -> tuple[tuple[Sum, ...], int]:
    try:
        sums = exact_sums(row.text("fine_yuan"))
    except NotExact as error:
        raise Skipped(_("The published fine is not one exact amount: %(text)s.") % {"text": error}) from error
    try:
        concealed = whole_number(row.text("concealed_deaths"))
    except NotExact as error:
        raise Skipped(
            _("The published number of deaths is no number: %(text)s.") % {"text": error}
        ) from error
    return sums, concealed or 0


def _regime(row: Row) -> tuple[datetime.date, str, str]:
    on = _day(row)
    if on is None:
        raise Skipped(_("No year is published, so it is not known which rules were in force."))
    place = place_code(plain(row.text("province")), plain(row.text("city_county"))) or ""
    schedule = "" if is_nothing(row.text("schedule")) else plain(row.text("schedule"))
    if not place and not schedule:
        raise Skipped(_("No province is published, so it is not known whose rules applied."))
    if LOCAL.search(schedule):
        schedule = _own_regime(schedule, place=place, on=on) or schedule
    return on, place, schedule


def _own_regime(schedule: str, *, place: str, on: datetime.date) -> str:
    """Return the code of the place's own regime where `schedule` says only that a local one applied."""
    try:
        if schedule_by_code(schedule, on=on).code != UNKNOWN:
            return ""
    except ScheduleNotLoaded:
        pass  # no regime bears this code: the place may have one of its own all the same
    try:
        own = schedule_for(place, on)
    except ScheduleNotLoaded:
        return ""
    return own.code if own.place != NATION else ""


def _day(row: Row) -> datetime.date | None:
    """Take the day of the tip, else of the reward, else of the publication; a later stage bounds an unsure one."""
    days = [last_day(row.text(name)) for name in ("report_date", "reward_date", "published_date")]
    known = [day for day in days if day is not None]
    return min([*known, timezone.localdate()]) if known else None


def _toll(row: Row, concealed: int) -> int:
    """Return how many died in all: as published, and so many that the published level is reached.

    A level that is owed to injuries or loss is reached by deaths here: only the level counts for the reward.
    """
    stated = row.text("accident_level")
    matches = (TOLL.search(plain(text)) for text in (stated, row.text("findings")))
    deaths = next((max(concealed, int(found[1] or found[2])) for found in matches if found), concealed)
    try:
        level = AccidentLevel.from_title(stated)
    except ValueError:
        return deaths
    while accident_level(deaths=deaths).rank < level.rank:
        deaths += 1
    return deaths
