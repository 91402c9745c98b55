"""Play published accidents through cases: how grave, who investigates, with whom, when the report is due."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from config.replay.accident_cases import AccidentOffice, Played, published_seats, published_tier
from config.replay.outcomes import Outcome, Result
from config.replay.player import Player, Skipped, case_id_of
from config.replay.reading import Row
from config.replay.values import NotExact, exact_day, is_nothing, last_day, plain, plain_sum, whole_number
from config.replay.words import sector_of
from statutes.calendar import CalendarYearMissing, deadline
from statutes.clocks import get_clock
from statutes.codes import place_code
from statutes.investigation import SEATS_ZH, tier_at
from statutes.levels import AccidentLevel
from statutes.rules import NATION, RuleNotLoaded
from statutes.wording import TITLES

# Only serious injuries count, and acute industrial poisoning with them (accident regulation art. 3).
SERIOUS = "重伤|(?:急性)?(?:工业)?中毒"
SERIOUS_INJURIES = re.compile(rf"(?:{SERIOUS})(?:者|人员)?(\d+)人?|(\d+)人?(?:{SERIOUS})")
LIGHT_INJURIES = re.compile(r"轻(?:微)?伤(\d+)人?|(\d+)人?轻(?:微)?伤")
DEATHS = re.compile(r"(?:死亡|死|遇难)(\d+)人?|(\d+)人?(?:死亡|遇难|死)")
MISSING = re.compile(r"(?:失踪|失联|下落不明)(\d+)人?|(\d+)人?(?:失踪|失联|下落不明)")
NO_WORK_ACCIDENT = re.compile("(?:非|不属于|不构成)(?:生产安全|安全生产)")
INFERRED = re.compile("推定|推断|按人数|按死亡")
DAYS = ("accident_date", "report_date", "approval_date", "team_date", "published_date")
WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class PublishedAccident:
    """What a row says; None where it says nothing. `serious` is None where injuries are not told apart."""

    published: AccidentLevel | None
    is_inferred: bool
    on: datetime.date
    day: datetime.date | None
    place: str
    deaths: int | None
    missing: int | None
    injuries: int | None
    serious: int | None
    loss: Decimal | None
    sector: str

    @property
    def has_measure(self) -> bool:
        """Whether anything is published that a level can be judged by."""
        return any(
            measure is not None for measure in (self.deaths, self.missing or None, self.serious, self.loss)
        )

    @property
    def may_be_graver(self) -> bool:
        """Whether a measure that is not published could lift the level."""
        return None in (self.deaths, self.loss) or (self.serious is None and self.injuries != 0)


class AccidentsPlayer(Player):
    """Computes level, investigating government and due date from the published facts."""

    details = (
        "published_level",
        "computed_level",
        "computed_level_key",
        "investigating_level",
        "investigating_level_key",
        "report_due_on",
        "authority",
        "team_seats",
        "team_published",
        "team",
        "report_published_on",
        "report",
        "case_state",
    )

    def __init__(self, out: Path) -> None:
        """Found the office."""
        super().__init__(out)
        self._office = AccidentOffice(out)

    def play_row(self, row: Row) -> Result:
        """Play one accident."""
        case_id = case_id_of(row)
        accident = read_accident(row)
        details = {"published_level": accident.published and accident.published.title_zh}
        try:
            played = self._play(case_id, accident)
            computed = AccidentLevel(played.level)
            details |= _consequences(accident, played) | _compared(row, accident, played)
        except RuleNotLoaded as missing:
            why = _("The rules on accidents of %(day)s are not loaded (%(what)s).")
            words = {"day": accident.on.isoformat(), "what": missing}
            return Result(
                case_id, Outcome.NOT_LOADED, why % words, details=dict.fromkeys(self.details) | details
            )
        shown = (str(details["published_level"] or ""), computed.title_zh)
        outcome, why = _compare(accident, computed)
        reasons = [_measures(accident), why, *_remarks(accident, details)]
        return Result(
            case_id,
            outcome,
            " ".join(filter(None, reasons)),
            reference=played.reference,
            details=dict.fromkeys(self.details) | details,
            shown=shown,
        )

    def _play(self, case_id: str, accident: PublishedAccident) -> Played:
        return self._office.play(
            case_id,
            place=accident.place,
            on=accident.on,
            sector=accident.sector,
            deaths=accident.deaths or 0,
            missing=accident.missing or 0,
            serious_injuries=accident.serious or 0,
            loss=accident.loss or Decimal(),
        )


def read_accident(row: Row) -> PublishedAccident:
    """Read a row; raise `Skipped` where it is no work accident, or says nothing that a level turns on."""
    stated = row.text("level_stated")
    if NO_WORK_ACCIDENT.search(stated):
        raise Skipped(_("It is published as no work-safety accident: %(text)s.") % {"text": stated})
    days = [last_day(row.text(name)) for name in DAYS]
    accident = PublishedAccident(
        published=_stated_level(stated),
        is_inferred=bool(INFERRED.search(stated)),
        on=next((day for day in days if day), timezone.localdate()),
        day=exact_day(row.text("accident_date")),
        place=place_code(plain(row.text("province")), plain(row.text("city_county"))) or NATION,
        deaths=_count(row, "deaths", DEATHS),
        missing=_count(row, "missing", MISSING) or _part(row.text("deaths"), MISSING),
        injuries=_injuries(row),
        serious=_serious(row),
        loss=_loss(row),
        sector=sector_of(row.text("name", "accident_type")),
    )
    if not accident.has_measure:
        raise Skipped(
            _("Neither deaths nor serious injuries nor the loss are published, so no level can be computed."),
            details={
                "published_level": accident.published and accident.published.title_zh,
                "report_due_on": _report_due(accident),
            },
        )
    return accident


def _stated_level(stated: str) -> AccidentLevel | None:
    try:
        return AccidentLevel.from_title(plain(stated))
    except ValueError:
        return None


def _count(row: Row, name: str, words: re.Pattern[str]) -> int | None:
    """Read a count, alone (4, 4人) or in words (死亡4人、失踪1人)."""
    text = row.text(name)
    try:
        return whole_number(text)
    except NotExact:
        found = _part(text, words)
    if found is None:
        raise Skipped(
            _("The published number is not exact: %(name)s %(text)s.") % {"name": name, "text": text}
        )
    return found


def _part(text: str, words: re.Pattern[str]) -> int | None:
    found = [int(one or other) for one, other in words.findall(plain(text))]
    return sum(found) if found else None


def _injuries(row: Row) -> int | None:
    text = row.text("injuries")
    try:
        return whole_number(text)
    except NotExact:
        told_apart = (_part(text, SERIOUS_INJURIES), _part(text, LIGHT_INJURIES))
        known = [part for part in told_apart if part is not None]
        numbers = re.findall(r"\d+", plain(text))
        return sum(known) if known else int(numbers[0]) if len(numbers) == 1 else None


def _serious(row: Row) -> int | None:
    text = row.text("injuries")
    found = _part(text, SERIOUS_INJURIES)
    if found is not None:
        return found
    light, injuries = _part(text, LIGHT_INJURIES), _injuries(row)
    if injuries == 0 or (light is not None and light == injuries):
        return 0
    return None


def _loss(row: Row) -> Decimal | None:
    """Read the direct loss in yuan; the column counts in ten thousands unless the cell names its unit."""
    text = row.text("loss_wan")
    if is_nothing(text):
        return None
    try:
        amount, has_unit = plain_sum(text)
    except NotExact:
        return None
    return amount if has_unit else amount * WAN


def _consequences(accident: PublishedAccident, played: Played) -> dict[str, str | None]:
    level = AccidentLevel(played.level)
    return {
        "computed_level": level.title_zh,
        "computed_level_key": level.value,
        "investigating_level": TITLES[played.authority][0],
        "investigating_level_key": played.authority,
        # A day that is not exact gives no date.
        "report_due_on": played.due_on if accident.day else None,
        "case_state": played.state,
    }


def _compared(row: Row, accident: PublishedAccident, played: Played) -> dict[str, str]:
    """Say of authority, team and date whether the publication agrees with the case; nothing where it is silent."""
    lead, team = plain(row.text("lead")), plain(row.text("team"))
    tier, seats = published_tier(lead, place=accident.place), published_seats(f"{lead};{team}")
    reported_on = exact_day(row.text("report_date"))
    due_on = played.due_on if accident.day else None
    return {
        "authority": _agreement(tier_at(tier, place=accident.place) == played.authority if tier else None),
        "team_seats": "、".join(SEATS_ZH[key] for key in played.seats),
        "team_published": "、".join(SEATS_ZH[key] for key in seats),
        "team": _agreement(set(played.seats) <= set(seats) if "公安" in team or "工会" in team else None),
        "report_published_on": reported_on.isoformat() if reported_on else "",
        "report": _agreement(reported_on.isoformat() <= due_on if reported_on and due_on else None),
    }


def _agreement(is_so: bool | None) -> str:
    return "" if is_so is None else (Outcome.AGREES if is_so else Outcome.DIFFERS).value


def _report_due(accident: PublishedAccident) -> str | None:
    """Count the period of a report of which nothing else can be said (accident regulation art. 29)."""
    if accident.day is None:
        return None
    try:
        clock = get_clock("accident.report", place=accident.place, on=accident.on)
        due = deadline(accident.day, clock.period, rolls_over=clock.rolls_over)
    except (RuleNotLoaded, CalendarYearMissing):
        return None
    return due.due_at.date().isoformat()


def _compare(accident: PublishedAccident, computed: AccidentLevel) -> tuple[Outcome, str]:
    published = accident.published
    if published is None:
        return Outcome.SKIPPED, _("No level is published, so there is nothing to compare with.")
    if published is computed:
        return Outcome.AGREES, ""
    words = {"computed": computed.title_zh, "published": published.title_zh}
    if published.rank > computed.rank and accident.may_be_graver:
        return Outcome.SKIPPED, (
            _(
                "What is published gives at least %(computed)s; %(published)s can rest on what is not: loss, or who "
                "of the injured was injured seriously."
            )
            % words
        )
    return (
        Outcome.DIFFERS,
        _("The rules give %(computed)s; %(published)s was published.") % words,
    )


def _measures(accident: PublishedAccident) -> str:
    told = [
        (accident.deaths, _("deaths %(number)s")),
        (accident.missing or None, _("missing %(number)s, counted as dead")),
        (accident.serious or None, _("seriously injured %(number)s")),
        (accident.loss and f"{accident.loss:,.2f}", _("direct loss %(number)s yuan")),
    ]
    facts = [words % {"number": number} for number, words in told if number is not None]
    return _("Published: %(facts)s.") % {"facts": "; ".join(facts)}


def _remarks(accident: PublishedAccident, details: dict[str, str | None]) -> list[str]:
    remarks = []
    if accident.serious is None and accident.injuries:
        remarks.append(
            _("The %(number)s injured are not told apart into serious and light and take no part.")
            % {"number": accident.injuries}
        )
    if accident.is_inferred:
        remarks.append(_("The publication gives the level by inference only."))
    if details["report_due_on"] is None:
        remarks.append(
            _("The day of the accident is not published exactly, so no date for the report is given.")
        )
    return remarks
