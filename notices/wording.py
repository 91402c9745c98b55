"""Words as a Chinese office writes them: dates, money, amounts in capital numerals, periods, enumerations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿", "万亿")
ORDINALS = "一二三四五六七八九十"
CENT = Decimal("0.01")
UNIT_WORDS = {
    "minute": "分钟",
    "hour": "小时",
    "working_day": "个工作日",
    "calendar_day": "日",
    "month": "个月",
    "year": "年",
}


def date_words(day: datetime.date | str) -> str:
    """Write a date in full with Arabic numerals, no leading zero (GB/T 9704, 7.3.5.4): 2026年3月4日."""
    if isinstance(day, str):
        day = datetime.date.fromisoformat(day[:10])
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(at: datetime.datetime | str) -> str:
    """Write day and minute of the office's own time; the minute alone keeps its zero: 2026年3月4日9时05分."""
    local = timezone.localtime(datetime.datetime.fromisoformat(at) if isinstance(at, str) else at)
    return date_words(local.date()) + hour_words(local.time())


def hour_words(time: datetime.time) -> str:
    """Write the time of a day; the minute alone keeps its zero: 9时05分."""
    return f"{time.hour}时{time:%M}分"


def money_words(amount: Decimal | str | int) -> str:
    """Write yuan with the amount in capital numerals behind: 人民币15,000.00元（大写：壹万伍仟元整）."""
    yuan = Decimal(amount).quantize(CENT, ROUND_HALF_UP)
    return f"人民币{yuan:,.2f}元（大写：{capital_amount(yuan)}）"


def capital_amount(amount: Decimal | str | int) -> str:
    """Write yuan in capital numerals, as payment slips demand (支付结算办法, annex 1).

    Raises `ValueError` below zero or from ten quadrillion yuan on.
    """
    yuan = Decimal(amount).quantize(CENT, ROUND_HALF_UP)
    if not 0 <= yuan < Decimal(10) ** 16:
        raise ValueError(f"no capital numerals for {amount}")
    whole, cents = divmod(int(yuan * 100), 100)
    tenths, hundredths = divmod(cents, 10)
    words = f"{_capital_integer(whole)}元" if whole else ""
    if not cents:
        return f"{words or '零元'}整"
    if tenths:
        words += f"{DIGITS[tenths]}角"
    elif words:
        words += "零"
    return words + (f"{DIGITS[hundredths]}分" if hundredths else "整")


def _capital_integer(number: int) -> str:
    words = ""
    is_gap = False  # a zero waits to be written before the next digit
    for index in range(len(SECTIONS) - 1, -1, -1):
        section = number // 10 ** (4 * index) % 10_000
        if not section:
            is_gap = bool(words)
            continue
        if words and (is_gap or section < 1_000):
            words += DIGITS[0]
        words += _capital_section(section) + (
            "万" if index == 3 and number // 10**8 % 10_000 else SECTIONS[index]
        )
        is_gap = False
    return words


def _capital_section(section: int) -> str:
    words = ""
    is_gap = False
    for place in range(3, -1, -1):
        digit = section // 10**place % 10
        if not digit:
            is_gap = bool(words)
            continue
        words += (DIGITS[0] if is_gap else "") + DIGITS[digit] + PLACES[place]
        is_gap = False
    return words


def period_words(amount: int, unit: str) -> str:
    """Write a period of `statutes.calendar`: (5, "working_day") gives 5个工作日, (60, "calendar_day") gives 60日."""
    return f"{amount}{UNIT_WORDS[unit]}"


def listed(items: Iterable[str], mark: str = "、") -> str:
    """Join the members of an enumeration with `mark` (the enumeration comma)."""
    return mark.join(str(item) for item in items)


def ordinal(number: int) -> str:
    """Write the number of a first-level heading: 1 gives 一, 12 gives 十二. Reaches 99."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else ORDINALS[tens - 1] + "十"
    return head + (ORDINALS[ones - 1] if ones else "")
