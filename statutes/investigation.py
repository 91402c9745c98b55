"""Who investigates an accident and with whom, how missing persons count, and when a level is set anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from statutes.calendar import deadline
from statutes.codes import SECTORS
from statutes.levels import AccidentLevel, accident_level
from statutes.rules import HOME, NATION, Citation, Rule, get_rule

OWN_AGENCY = "emergency"
SECTOR_SEAT = "sector"
# A municipality is a province and has no prefectures below it: both tiers are the city itself.
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


class Government(StrEnum):
    """The governments that investigate, lowest first."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"

    @property
    def rank(self) -> int:
        """The place from lowest to highest."""
        return list(Government).index(self)


SEATS_ZH = {
    "government": "有关人民政府",
    "emergency": "应急管理部门",
    "sector": "负有安全生产监督管理职责的有关部门",
    "supervision": "监察机关",
    "police": "公安机关",
    "union": "工会",
    "procuratorate": "人民检察院",
    "home_government": "事故发生单位所在地人民政府",
    "labour": "人力资源和社会保障部门",
    "forestry": "林业主管部门",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in an investigation team; `is_invited` for those who are asked but do not have to come."""

    key: str
    title_zh: str
    is_invited: bool
    citation: Citation


def investigating_level(level: AccidentLevel, *, place: str, on: date) -> Government:
    """Say which government investigates: in Chongqing the city, too, where elsewhere it is the province."""
    return Government(get_rule("accident.investigation.level", place=place, on=on).choice_by(level))


def tier_at(government: Government, *, place: str) -> Government:
    """Name the tier as it is at a place: the province of a municipality is the city itself."""
    is_city_itself = government is Government.PROVINCE and place[:2] in MUNICIPALITIES
    return Government.CITY if is_city_itself else government


def government_of(place: str) -> Government:
    """Say of which tier the government of a place is, by the zeros of its division code."""
    if place == NATION:
        return Government.NATION
    province, city, district = place[:2], place[2:4], place[4:6]
    if district.strip("0"):
        return Government.DISTRICT
    return Government.CITY if city.strip("0") else tier_at(Government.PROVINCE, place=province)


def investigated_above(level: AccidentLevel, *, office: str, on: date) -> Government | None:
    """Name the higher government that investigates an accident, or None where it is the office's own."""
    due = tier_at(investigating_level(level, place=office, on=on), place=office)
    return due if due.rank > government_of(office).rank else None


def rungs_above(level: AccidentLevel, *, office: str, on: date) -> tuple[Government, ...]:
    """List the tiers that are told of an accident one after the other, each by the one below it (arts. 10, 11)."""
    highest = reported_up_to(level, on=on)
    tiers = dict.fromkeys(tier_at(tier, place=office) for tier in Government if tier.rank <= highest.rank)
    return tuple(tier for tier in tiers if tier.rank > government_of(office).rank)


def may_unit_investigate(level: AccidentLevel, *, casualties: int, place: str, on: date) -> bool:
    """Tell whether the investigation may be left to the unit: an ordinary accident that hurt nobody."""
    rule = get_rule("accident.investigation.unit_may", place=place, on=on)
    return level == rule.choice and not casualties


def team_seats(*, sector: str, place: str, on: date, is_cross_area: bool = False) -> tuple[Seat, ...]:
    """List who sits in a team for an accident of a sector, and who is to be invited.

    The department of the sector has a seat of its own where it is not the emergency bureau itself. For an
    accident away from the unit's home its home government sends people.
    """
    members = get_rule("accident.team.members", place=place, on=on)
    invited = get_rule("accident.team.invited", place=place, on=on)
    home = get_rule("accident.team.home_government", place=place, on=on)
    seats = [_seat(key, members, sector) for key in members.keys if key != SECTOR_SEAT or _has_seat(sector)]
    seats += [_seat(key, home, sector) for key in home.keys if is_cross_area]
    return (*seats, *(_seat(key, invited, sector, is_invited=True) for key in invited.keys))


def missing_seats(
    present: Sequence[str], *, sector: str, place: str, on: date, is_cross_area: bool = False
) -> tuple[Seat, ...]:
    """List the seats, invitations among them, that a team lacks."""
    seats = team_seats(sector=sector, place=place, on=on, is_cross_area=is_cross_area)
    return tuple(seat for seat in seats if seat.key not in present)


def seat_of(competence: str, *, is_office: bool, sector: str) -> str:
    """Name the seat that somebody of an agency of some competence takes in a team for an accident of a sector."""
    if is_office:
        return OWN_AGENCY
    is_competent = sector in SECTORS and SECTORS[sector].competent == competence
    return SECTOR_SEAT if is_competent else competence


def reported_up_to(level: AccidentLevel, *, on: date) -> Government:
    """Say how high the report of an accident goes."""
    return Government(get_rule("accident.report.highest_level", place=NATION, on=on).choice_by(level))


def also_notified(*, on: date) -> tuple[str, ...]:
    """List who is told of an accident beside the levels above."""
    return get_rule("accident.report.also_notify", place=NATION, on=on).keys


def missing_count_from(accident_on: date, *, is_traffic_or_fire: bool = False, place: str = HOME) -> date:
    """Give the first day on which persons still missing count as dead: after 30 days, or 7 for traffic and fire."""
    suffix = ".traffic_fire" if is_traffic_or_fire else ""
    rule = get_rule(f"accident.missing.days{suffix}", place=place, on=accident_on)
    return deadline(accident_on, rule.period, rolls_over=False).due_at.date() + timedelta(days=1)


def level_on(
    day: date,
    *,
    accident_on: date,
    deaths: int = 0,
    missing: int = 0,
    serious_injuries: int = 0,
    loss_yuan: Decimal = Decimal(),
    is_traffic_or_fire: bool = False,
    place: str = HOME,
) -> AccidentLevel:
    """Give the level as it stands on a day: the missing count as dead once the time for finding them is over."""
    counted_from = missing_count_from(accident_on, is_traffic_or_fire=is_traffic_or_fire, place=place)
    return accident_level(
        deaths=deaths,
        missing=missing if day >= counted_from else 0,
        serious_injuries=serious_injuries,
        loss_yuan=loss_yuan,
        on=accident_on,
    )


def casualty_window(accident_on: date, *, is_traffic_or_fire: bool = False) -> date:
    """Give the last day on which a change in casualties is reported and may change who investigates."""
    suffix = ".traffic_fire" if is_traffic_or_fire else ""
    rule = get_rule(f"accident.casualty_update{suffix}", place=NATION, on=accident_on)
    return deadline(accident_on, rule.period, rolls_over=False).due_at.date()


def upgraded_to(
    before: AccidentLevel,
    after: AccidentLevel,
    *,
    accident_on: date,
    changed_on: date,
    is_traffic_or_fire: bool = False,
    place: str = HOME,
) -> Government | None:
    """Say which higher government may set up a new team after a change of level, if any.

    Only a change within the window counts, and only one that lifts the accident above the investigating government.
    """
    rule = get_rule("accident.upgrade", place=place, on=accident_on)
    window = casualty_window(accident_on, is_traffic_or_fire=is_traffic_or_fire)
    old = investigating_level(before, place=place, on=accident_on)
    new = investigating_level(after, place=place, on=accident_on)
    return new if rule.flag and changed_on <= window and new.rank > old.rank else None


def reply_rule(level: AccidentLevel, *, on: date) -> Rule:
    """Find the period in which the government replies to the report; extraordinary accidents have a longer one."""
    suffix = ".extraordinary" if level is AccidentLevel.EXTRAORDINARY else ""
    return get_rule(f"accident.reply{suffix}", place=NATION, on=on)


def _has_seat(sector: str) -> bool:
    return sector in SECTORS and SECTORS[sector].competent != OWN_AGENCY


def _seat(key: str, rule: Rule, sector: str, *, is_invited: bool = False) -> Seat:
    title = SECTORS[sector].competent_zh if key == SECTOR_SEAT else SEATS_ZH[key]
    return Seat(key=key, title_zh=title, is_invited=is_invited, citation=rule.citation)
