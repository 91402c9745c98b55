"""Numbers and days as they are published: with commas, units and names, exact or not, to the day or to the year."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

NOTHING = frozenset(
    (
        *("", "-", "--", "—", "/", "无", "nan", "n/a", "none", "null"),
        *("未载", "未载明", "未公布", "未公开", "未披露", "未提及", "不详", "不明", "未知"),
        *("截断", "摘录截断", "摘录未含", "摘录未载"),
    )
)
REMARK = re.compile(r"\([^()]*\)")
UNITS = {"亿": Decimal(100_000_000), "万": Decimal(10_000), "千": Decimal(1_000), "百": Decimal(100)}
CURRENCY = re.compile(r"人民币|rmb|cny|[¥￥$]|[元圆整]", re.IGNORECASE)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
AMOUNT = re.compile(r"(\d+(?:\.\d+)?)([亿万千百])?")
VAGUE = re.compile(r"[约近余多左右]|以[上下内]|最高|最低|最多|至少|不超过|不足|待定|平均|合计|共")
RANGE = re.compile(r"\d[亿万千百]?元?(?:[-~—–]+|至|到|或)\d")
PERSON = re.compile(r"个人|负责人|责任人|法定代表人|经理|厂长|矿长")
LABEL = re.compile(r"^(?:对|处)?[^\d]*?(?:罚款|处罚|罚)?[:：]?(?=\d)")


class NotExact(ValueError):
    """What is published is a range, an estimate or a total, or no amount at all."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in yuan, and whether it was laid on a person rather than on the unit; `label` is how it is told."""

    amount: Decimal
    is_on_person: bool = False
    label: str = field(default="", compare=False)


def plain(text: str) -> str:
    """Return `text` with half-width signs and no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_nothing(text: str) -> bool:
    """Say whether a cell says nothing, remarks apart (未载(截断))."""
    return REMARK.sub("", plain(text)).lower() in NOTHING


def exact_yuan(text: str) -> Decimal | None:
    """Return the one exact amount in yuan, None for an empty cell; raise `NotExact` for anything else."""
    if is_nothing(text):
        return None
    given = plain(text)
    bare = THOUSANDS.sub("", CURRENCY.sub("", given))
    match = None if VAGUE.search(given) or RANGE.search(given) else AMOUNT.fullmatch(bare)
    if match is None:
        raise NotExact(text.strip())
    return Decimal(match[1]) * (UNITS[match[2]] if match[2] else 1)


def plain_sum(text: str) -> tuple[Decimal, bool]:
    """Return an amount, also an approximate one (约1711万元), and whether the cell names a unit. Raises `NotExact`."""
    given = re.sub("^[约近]|左右$", "", CURRENCY.sub("", plain(text)))
    match = None if RANGE.search(given) else AMOUNT.fullmatch(THOUSANDS.sub("", given))
    if match is None:
        raise NotExact(text.strip())
    is_yuan = "元" in plain(text) or bool(match[2])
    return Decimal(match[1]) * (UNITS[match[2]] if match[2] else 1), is_yuan


def exact_sums(text: str) -> tuple[Sum, ...]:
    """Return the fines of a cell: one, or several joined by signs (单位30000+个人5000). Raises `NotExact`."""
    if is_nothing(text):
        return ()
    given = plain(text)
    if VAGUE.search(given) or RANGE.search(given):
        raise NotExact(text.strip())
    found: list[Sum] = []
    for part in re.split(r"[+;、]|(?<!\d),|,(?!\d)", given):
        if not part:
            continue
        amount = exact_yuan(LABEL.sub("", part))
        if amount is None:
            raise NotExact(text.strip())
        found.append(Sum(amount, is_on_person=bool(PERSON.search(part)), label=part))
    return tuple(found)


def whole_number(text: str) -> int | None:
    """Return a count such as 4, 4.0 or 4人, None for an empty cell; raise `NotExact` for anything else."""
    if is_nothing(text):
        return None
    match = re.fullmatch(r"(\d+)(?:\.0+)?[人名]?", plain(text))
    if match is None:
        raise NotExact(text.strip())
    return int(match[1])


def exact_day(text: str) -> datetime.date | None:
    """Return the day where one is published to the day; None for a month, a year or nothing."""
    return _read_day(text, _FORMS[:EXACT_FORMS])


def last_day(text: str) -> datetime.date | None:
    """Return the day that is published, or the last one that it can be (2023-05 is 2023-05-31); None without a year."""
    return _read_day(text, _FORMS)


def _read_day(text: str, forms: Sequence[DayForm]) -> datetime.date | None:
    given = plain(text)
    for pattern, read in forms:
        for match in pattern.finditer(given):
            try:
                return read(*(int(group) for group in match.groups()))
            except ValueError:
                continue
    return None


def _end_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _end_of_quarter(year: int, quarter: int) -> datetime.date:
    return _end_of_month(year, quarter * 3)


def _end_of_first_half(year: int) -> datetime.date:
    return _end_of_month(year, 6)


def _end_of_year(year: int) -> datetime.date:
    return _end_of_month(year, 12)


# The forms from the most exact to the least; the first ones name a day.
DayForm = tuple[re.Pattern[str], Callable[..., datetime.date]]
EXACT_FORMS = 2
_YEAR = r"((?:19|20)\d{2})"
_FORMS: tuple[DayForm, ...] = (
    (re.compile(_YEAR + r"[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)"), datetime.date),
    (re.compile(r"(?<!\d)" + _YEAR + r"(\d{2})(\d{2})(?!\d)"), datetime.date),
    (re.compile(_YEAR + r"[-/.年](\d{1,2})(?!\d)"), _end_of_month),
    (re.compile(_YEAR + r"年?第?[Qq]?([1-4])(?:季度|$)"), _end_of_quarter),
    (re.compile(_YEAR + r"年?[Qq]([1-4])"), _end_of_quarter),
    (re.compile(_YEAR + r"年?上半年"), _end_of_first_half),
    (re.compile(_YEAR), _end_of_year),
)
