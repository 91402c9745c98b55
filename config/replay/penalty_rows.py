"""What a row of published penalties says: who was fined how much, by which articles, on which day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from config.replay.cases import PublishedCase
from config.replay.outcomes import Outcome
from config.replay.player import Skipped, case_id_of
from config.replay.reading import Row
from config.replay.values import NotExact, Sum, exact_sums, is_nothing, last_day, plain
from config.replay.words import (
    LONGEST_CITATION,
    MAJOR,
    NOT_STATED,
    facts_of,
    said,
    sector_of,
    unit_name_of,
)
from investigations.states import Conclusion
from reports.states import Channel, Kind, Mode
from statutes.citations import Cited, read_citations
from statutes.fines import PERSON, UNIT, is_loaded
from statutes.levels import AccidentLevel

# Whom the chapters on liability tell apart; the first word that is found counts.
PARTIES = (
    ("投资人", "investor"),
    (
        "安全(?:生产)?管理(?:人员|机构)|安全总监|安全员|其他负责人|分管|副(?:总|矿|厂|经理)|安全科|安全部",
        "manager",
    ),
    ("直接责任|直接负责|其他责任", "responsible"),
    (
        "主要负责人|法定代表人|实际控制人|实际经营|项目负责人|负责人|总经理|董事长|矿长|厂长|站长|经理",
        "principal",
    ),
)
A_PERSON = re.compile(
    "自然人|个人|公民|负责人|管理人员|责任人|法定代表人|投资人|矿长|厂长|经理|员工|安全员|总监"
)
A_UNIT = re.compile("企业|公司|单位|机构|个体|合作社|厂|矿|店|站|院|校|经营部|法人")
REFUSED = "(?:整改|改正|改)"
OVERDUE = re.compile(
    f"逾期(?:仍|后仍|依然)?(?:未|不|没有)(?:按要求|按期|完成)*{REFUSED}|拒不(?:执行|{REFUSED})|仍未{REFUSED}"
)
JOINED = re.compile("分别(?:处罚|裁量)|合并(?:处罚|执行|罚款)?|并罚")
SHARE = re.compile(
    r"(?:年收入|收入)[^\d%]{0,8}(\d+(?:\.\d+)?)%|(\d+(?:\.\d+)?)%的?(?:上一?年度?)?(?:年)?收入"
)
GAINS = re.compile(r"违法所得[^\d,;。]{0,6}(\d[\d,.]*[万千]?)元?")
ACCIDENT = re.compile(r"(特别重大|特重大|重大|较大|一般)(?:[^,;。、]{0,10}?)事故(?!隐患)")
A_TEXT = re.compile("法|条例|规定|办法|号令")
NAMED_ARTICLES = ("legal_penalty", "legal_violated", "law_violated")


@dataclass(frozen=True, slots=True)
class PublishedPenalty:
    """A published penalty; `share` is the part of a year's income that was published instead of an amount.

    `is_penal` when the articles are given as those of the penalty, not as those that were broken.
    """

    sums: tuple[Sum, ...]
    share: Decimal | None
    on: datetime.date
    cited: tuple[Cited, ...]
    is_penal: bool
    parties: tuple[str, ...]
    is_overdue: bool
    is_joined: bool
    level: AccidentLevel | None
    gains: Decimal | None

    @property
    def published(self) -> Decimal | None:
        """The whole fine in yuan."""
        return sum((one.amount for one in self.sums), Decimal()) if self.sums else None

    def exceeds(self, high: Decimal) -> bool:
        """Tell whether the largest published sum lies beyond an amount."""
        return max((one.amount for one in self.sums), default=Decimal()) > high


def read_penalty(row: Row) -> PublishedPenalty:
    """Read a row; raise `Skipped` where no article, no day or no exact fine is published."""
    sums = _sums(row)
    published = sum((one.amount for one in sums), Decimal()) if sums else None
    on = last_day(row.text("decision_date")) or last_day(row.text("doc_number"))
    cited, is_penal = _cited(row, on=on or timezone.localdate())
    if not cited:
        outcome, why = without_article(row, on=on or timezone.localdate())
        raise Skipped(why, published=published, outcome=outcome)
    if not all(one.instrument for one in cited):
        raise Skipped(
            _("An article is published, but not of which law: %(text)s.")
            % {"text": row.text(NAMED_ARTICLES[0])},
            published=published,
        )
    if on is None:
        raise Skipped(
            _("No year is published, so it is not known which law was in force."), published=published
        )
    told = plain(
        " ".join(row.text(name) for name in ("violation", *NAMED_ARTICLES, "fine_yuan", "other_penalty"))
    )
    share, parties = _share(told), parties_of(row.text("entity_type"))
    if share is not None:
        # Nobody but a person has a year's income to lose: the row names the unit for the whole case.
        parties = tuple(party for party in parties if party != UNIT) or (party_of(told),)
    return PublishedPenalty(
        sums=sums,
        share=share,
        on=on,
        cited=cited,
        is_penal=is_penal,
        parties=parties,
        is_overdue=bool(OVERDUE.search(told)),
        is_joined=bool(JOINED.search(told)),
        level=_level(told),
        gains=_gains(told),
    )


def penalty_case(row: Row, penalty: PublishedPenalty) -> PublishedCase:
    """Give the row as a case that can be played: what was found, and the fines on unit and persons."""
    violation, subject = said(row, "violation"), row.text("entity_type")
    is_on_unit = UNIT in penalty.parties
    return PublishedCase(
        case_id=case_id_of(row),
        published=penalty.published or Decimal(),
        on=penalty.on,
        place="",
        schedule="",
        sums=tuple(replace(one, is_on_person=one.is_on_person or not is_on_unit) for one in penalty.sums),
        deaths=0,
        concealed_deaths=0,
        kind=Kind.VIOLATION,
        mode=Mode.CONFIDENTIAL,
        channel=Channel.TRANSFER,
        conclusion=Conclusion.SUBSTANTIATED,
        sector=sector_of(subject + violation),
        unit_name=unit_name_of(subject + violation),
        is_major_hazard=bool(MAJOR.search(violation)),
        is_inferred=False,
        reported=violation or NOT_STATED,
        facts=facts_of(violation),
        law=said(row, "legal_violated")[:LONGEST_CITATION],
        order=said(row, "other_penalty"),
        basis=said(row, "legal_penalty")[:LONGEST_CITATION],
    )


def without_article(row: Row, *, on: datetime.date) -> tuple[Outcome, str]:
    """Say which text a row names all the same that gives no article of the penalty, and whether it is loaded."""
    told = plain(",".join(row.text(name) for name in NAMED_ARTICLES))
    broken = [one for one in read_citations(told) if one.instrument]
    absent = [one for one in broken if not is_loaded(one.instrument, on=on)]
    if absent:
        why = _("The article of the penalty is not published, and %(what)s, which was broken, is not loaded.")
        return Outcome.NOT_LOADED, why % {"what": _words(absent)}
    if broken:
        why = _("The article of the penalty is not published, only what was broken: %(what)s.")
        return Outcome.SKIPPED, why % {"what": _words(broken)}
    named = next((title for title in re.split("[;,、]", told) if A_TEXT.search(title)), "")
    if named:
        why = _("A text is named without an article, so no bracket can be found: %(what)s.")
        return Outcome.SKIPPED, why % {"what": named}
    return Outcome.SKIPPED, no_article()


def _words(cited: list[Cited]) -> str:
    return "、".join(f"{one.instrument}第{one.article}条" for one in cited)


def no_article() -> str:
    """Say that the row names no article that a fine could rest on."""
    return _("No article that the penalty rests on is published, so no bracket can be found.")


def parties_of(text: str) -> tuple[str, ...]:
    """Read who was fined: the unit, a person by role, or both (企业+主要负责人)."""
    given = plain(text)
    head = given.partition("(")[0] or given
    is_person = bool(A_PERSON.search(head))
    is_unit = bool(A_UNIT.search(A_PERSON.sub("", head))) or not is_person
    return (*((UNIT,) if is_unit else ()), *((party_of(given),) if is_person else ()))


def party_of(text: str) -> str:
    """Tell a person's role; PERSON where the words name none."""
    given = plain(text)
    return next((party for words, party in PARTIES if re.search(words, given)), PERSON)


def _sums(row: Row) -> tuple[Sum, ...]:
    if SHARE.search(plain(row.text("fine_yuan"))):
        return ()
    try:
        return exact_sums(row.text("fine_yuan"))
    except NotExact as error:
        raise Skipped(_("The published fine is not one exact amount: %(text)s.") % {"text": error}) from error


def _cited(row: Row, *, on: datetime.date) -> tuple[tuple[Cited, ...], bool]:
    """List the articles, one for each item, and say whether they are given as those of the penalty.

    An article without a name belongs to the instrument before it, the first one to that which was broken.
    """
    penal, *broken = (read_citations(plain(row.text(name))) for name in NAMED_ARTICLES)
    violated = [cited for found in broken for cited in found]
    titles = (title for name in NAMED_ARTICLES for title in re.split("[;,、]", plain(row.text(name))))
    names = [cited.instrument for cited in [*violated, *penal] if cited.instrument]
    named = next(iter(names), "") or next((title for title in titles if is_loaded(title, on=on)), "")
    found = penal or (violated if is_nothing(row.text(NAMED_ARTICLES[0])) else ())
    articles = tuple(
        replace(one, instrument=one.instrument or named, items=(item,) if item else ())
        for one in found
        for item in one.items or (None,)
    )
    return articles, bool(penal)


def _share(told: str) -> Decimal | None:
    found = SHARE.search(told)
    return Decimal(found[1] or found[2]) / 100 if found else None


def _gains(told: str) -> Decimal | None:
    found = GAINS.search(told)
    if found is None:
        return None
    try:
        return exact_sums(found[1])[0].amount
    except (NotExact, IndexError):
        return None


def _level(told: str) -> AccidentLevel | None:
    found = ACCIDENT.search(told)
    return AccidentLevel.from_title(found[1]) if found else None
