"""Judge published entries of the list of dishonest subjects by the regime of their day, and play those that hold."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from config.replay.cases import TOTAL, PublishedCase
from config.replay.house import House
from config.replay.listing_steps import play_entry
from config.replay.outcomes import Outcome, Result
from config.replay.player import Player, Skipped, case_id_of
from config.replay.reading import Row
from config.replay.values import REMARK, is_nothing, last_day, plain
from config.replay.words import NOT_STATED, facts_of, said, sector_of, unit_name_of
from investigations.states import Conclusion
from reports.states import Channel, Kind, Mode
from statutes.calendar import deadline
from statutes.citations import read_number
from statutes.levels import AccidentLevel, accident_level
from statutes.listing import (
    Situation,
    is_listable,
    is_named,
    listing_period,
    repeated_period,
    situations_on,
)
from statutes.periods import Period, PeriodUnit
from statutes.rules import NATION, RuleNotLoaded

# The words by which a published cause tells a situation, of whatever regime.
NEAR = "[^,;。]{0,12}"
WORDS = (
    ("repeated_larger_accidents", f"(?:2|两|二|多)[起次]以?上?{NEAR}较大|累计{NEAR}较大"),
    ("concealment", "瞒报|谎报|隐瞒不报|隐瞒事故"),
    ("late_report", "迟报|漏报"),
    ("especially_serious_fine", f"114条{NEAR}(?:2|二|两)倍|情节特别严重|影响特别恶劣"),
    ("no_rescue_or_flight", "(?:不|未)(?:立即)?组织抢救|擅离职守|逃匿|逃逸"),
    (
        "false_safety_service",
        f"虚假{NEAR}(?:评价|检测|检验|报告|证明|证书)|(?:出借|租借|转让|挂靠)(?:资质|证照)|资质挂靠",
    ),
    (
        "unlicensed_operation",
        f"无证|未(?:依法|按规定)?(?:取得|办理){NEAR}(?:许可|证|资质)|(?:许可证?|证照){NEAR}(?:暂扣|吊销|注销|过期|失效)",
    ),
    ("refuses_penalty", "拒不(?:履行|执行|缴纳)|逃避(?:履行|执行)|抗拒执行"),
    (
        "works_while_stopped",
        f"停产(?:停业)?(?:整顿)?期间|责令停产{NEAR}(?:仍|继续)|擅自(?:恢复|复产|开工)",
    ),
    ("beyond_boundary", "超层越界|越界开采|以探代采"),
    ("unaccepted_facilities", f"未经?(?:竣工)?验收{NEAR}(?:投入|生产|使用)|安全设施未"),
    ("obstructs_investigation", f"破坏事故现场|伪造(?:有关)?证据|(?:妨碍|对抗){NEAR}调查"),
    (
        "evades_supervision",
        f"(?:隐蔽|欺骗|阻碍){NEAR}(?:逃避|对抗|监管|监察)|(?:逃避|对抗|抗拒){NEAR}(?:监管|监察|检查|执法)",
    ),
    (
        "hazard_not_removed",
        f"隐患{NEAR}(?:不整改|未整改|不到位|不及时|不按时|逾期)|(?:拒不|逾期未|未按期)整改|冒险作业",
    ),
    ("licence_suspended", f"(?:暂扣|吊销){NEAR}许可证"),
    ("other_serious", "其他[^;。]{0,4}(?:严重|违法)|严重违法|性质恶劣|情节严重"),
)
ACCIDENTS = "事故|火灾|爆炸|透水|坍塌"
LEVEL = re.compile(
    f"(重特大|特别重大|特重大|重大|较大|一般)(?:(?!隐患)[^,;。、]){{0,12}}?(?:{ACCIDENTS})(?!隐患)"
)
TOLL = re.compile(r"(?:死亡|死|遇难)(\d+)人?|(\d+)人?(?:死亡|遇难|死)")
GRAVEST = ("重特大", "特重大", "特别重大")
AGAIN = re.compile("连续(?:纳入|进入|列入)|再次(?:纳入|进入|列入)|第[二2]次(?:纳入|进入|列入)")
NUMBER = r"(\d+|[一二两三四五六七八九十]+)"
YEARS, MONTHS = re.compile(NUMBER + "周?年"), re.compile(NUMBER + "个?月")
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """A published entry of a list; `years` is the published period, None where none is."""

    on: datetime.date
    cause: str
    rule: str
    years: float | None
    is_repeated: bool


class ListingsPlayer(Player):
    """Finds the situation and the period of each published entry, and plays it through the machine of the list."""

    details = (
        "situation",
        "situation_key",
        "period_years",
        "published_period_years",
        "listing_state",
        "listed_until",
    )

    def __init__(self, out: Path) -> None:
        """Found the office."""
        super().__init__(out)
        self._house = House(out)

    def play_row(self, row: Row) -> Result:
        """Judge one entry."""
        case_id, entry = case_id_of(row), read_entry(row)
        details = dict.fromkeys(self.details) | {"published_period_years": entry.years}
        if (reason := _not_loaded(entry)) is not None:
            return Result(case_id, Outcome.NOT_LOADED, reason, details=details)
        years = period_of(entry)
        details["period_years"] = years
        situation = situation_of(entry)
        if situation is not None:
            details |= {"situation": situation.title_zh, "situation_key": situation.key}
        outcome, why = _compare(entry, situation, years)
        if outcome is Outcome.SKIPPED:
            raise Skipped(why, details=details)
        reference, papers = "", tuple[str, ...]()
        if situation is not None:
            case = entry_case(row, entry)
            if is_listable(case.sector):
                until_on = deadline(entry.on, _period(entry), rolls_over=False).due_at.date()
                listing, walk = play_entry(self._house, case, situation=situation.key, until_on=until_on)
                details |= {"listing_state": listing.state, "listed_until": until_on.isoformat()}
                reference = walk.case.reference
                papers = self._house.write_papers(case_id, iter([*walk.told, listing]))
            else:
                why = " ".join(
                    (why, _("The entry tells no sector that the present list covers, so it is not played."))
                )
        return Result(
            case_id,
            outcome,
            why,
            reference=reference,
            papers=papers,
            details=details,
            shown=(_told_years(entry.years), _told_years(years)),
        )


def read_entry(row: Row) -> PublishedEntry:
    """Read a row; raise `Skipped` for a batch, and where no year is published."""
    if any(TOTAL.search(row.text(name)) for name in ("entity", "entity_type")) or "批次" in row.text(
        "entity_type"
    ):
        raise Skipped(_("The row adds several subjects up; there is no single entry to judge."))
    on = last_day(row.text("listed_date"))
    if on is None:
        raise Skipped(_("No year is published, so it is not known which rules were in force."))
    told = plain(row.text("reason") + row.text("batch"))
    return PublishedEntry(
        on=on,
        cause="" if is_nothing(row.text("reason")) else plain(row.text("reason")),
        rule="" if is_nothing(row.text("rule")) else row.text("rule"),
        years=years_of(row.text("period")),
        is_repeated=bool(AGAIN.search(told)),
    )


def years_of(text: str) -> float | None:
    """Read a period such as 1年, 三年 or 36个月; remarks in brackets take no part."""
    given = REMARK.sub("", plain(text))
    if found := YEARS.search(given):
        return read_number(found[1])
    if found := MONTHS.search(given):
        years = read_number(found[1]) / MONTHS_A_YEAR
        return int(years) if years == int(years) else years
    return None


def period_of(entry: PublishedEntry) -> float:
    """Give the period in years by the regime of the day; longer for who is listed again at once."""
    return _in_years(_period(entry))


def _period(entry: PublishedEntry) -> Period:
    period = listing_period(on=entry.on, place=NATION)
    if entry.is_repeated:
        # The present regime knows no longer period for a repetition.
        with suppress(RuleNotLoaded):
            period = repeated_period(on=entry.on, place=NATION)
    return period


def entry_case(row: Row, entry: PublishedEntry) -> PublishedCase:
    """Give the row as a case that can be played: its cause was found, and enters as a matter that was handed on."""
    cause, told = said(row, "reason"), row.text("entity") + row.text("reason")
    return PublishedCase(
        case_id=case_id_of(row),
        published=Decimal(),
        on=entry.on,
        place="",
        schedule="",
        sums=(),
        deaths=0,
        concealed_deaths=0,
        kind=Kind.VIOLATION,
        mode=Mode.CONFIDENTIAL,
        channel=Channel.TRANSFER,
        conclusion=Conclusion.SUBSTANTIATED,
        sector=sector_of(told),
        unit_name=unit_name_of(told),
        is_major_hazard=False,
        is_inferred=False,
        reported=cause or NOT_STATED,
        facts=facts_of(cause),
        law="",
        order="",
    )


def situation_of(entry: PublishedEntry) -> Situation | None:
    """Find the situation that the published cause tells, the first in the order of the regime."""
    keys = {key for key, words in WORDS if re.search(words, entry.cause)}
    level = level_of(entry.cause, on=entry.on)
    if level is not None and level.rank >= AccidentLevel.MAJOR.rank:
        keys.add("major_accident")
    if level is AccidentLevel.LARGER:
        keys.add("larger_accident")
    found = [situation for key, situation in situations_on(entry.on).items() if key in keys]
    return found[0] if found else None


def level_of(cause: str, *, on: datetime.date) -> AccidentLevel | None:
    """Read the level of the accident in a cause, from its name or its toll; the graver of both."""
    levels = [
        AccidentLevel.MAJOR if word in GRAVEST else AccidentLevel.from_title(word)
        for word in LEVEL.findall(cause)
    ]
    tolls = [int(one or other) for one, other in TOLL.findall(cause)]
    levels += [accident_level(deaths=toll, on=on) for toll in tolls]
    return max(levels, key=lambda level: level.rank, default=None)


def _not_loaded(entry: PublishedEntry) -> str | None:
    words = {"rule": entry.rule, "day": entry.on.isoformat()}
    try:
        is_national = is_named(entry.rule, on=entry.on) or not entry.rule
    except RuleNotLoaded:
        return _("No rules on such a list are loaded for %(day)s.") % words
    if is_national:
        return None
    return _("The entry rests on %(rule)s, which is not loaded for %(day)s.") % words


def _compare(entry: PublishedEntry, situation: Situation | None, years: float) -> tuple[Outcome, str]:
    if not entry.cause:
        return Outcome.SKIPPED, _("No cause is published, so no situation can be found.")
    if situation is None:
        if level_of(entry.cause, on=entry.on) is AccidentLevel.LARGER:
            return Outcome.DIFFERS, _("One larger accident alone is no situation of the list of that day.")
        return Outcome.SKIPPED, _(
            "The published cause does not tell one situation of the list: %(cause)s."
        ) % {"cause": entry.cause}
    why = f"{situation.citation}: {situation.title_zh}。"
    if entry.years is None:
        return Outcome.AGREES, " ".join((why, _("No period is published to compare with.")))
    if entry.years == years:
        return Outcome.AGREES, why
    words = {"computed": _told_years(years), "published": _told_years(entry.years)}
    differs = _("The rules give %(computed)s; %(published)s was published.") % words
    return Outcome.DIFFERS, " ".join((why, differs))


def _in_years(period: Period) -> float:
    return period.amount if period.unit is PeriodUnit.YEAR else period.amount / MONTHS_A_YEAR


def _told_years(years: float | None) -> str:
    return "" if years is None else _("%(years)s years") % {"years": f"{years:g}"}
