"""Words as a Chinese office writes them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from notices import wording


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("100", "壹佰元整"),
        ("1001", "壹仟零壹元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("3000", "叁仟元整"),
        ("15000.00", "壹万伍仟元整"),
        ("100000", "壹拾万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100001", "壹拾万零壹元整"),
        ("300000", "叁拾万元整"),
        ("1010100", "壹佰零壹万零壹佰元整"),
        ("20000000", "贰仟万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000100000", "壹拾亿零壹拾万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1200000000000", "壹万贰仟亿元整"),
        ("12.345", "壹拾贰元叁角伍分"),
    ],
)
def test_amounts_in_capital_numerals(yuan, words):
    assert wording.capital_amount(Decimal(yuan)) == words


@pytest.mark.parametrize("yuan", ["-1", "10000000000000000"])
def test_amounts_out_of_reach_are_refused(yuan):
    with pytest.raises(ValueError, match="no capital numerals"):
        wording.capital_amount(Decimal(yuan))


def test_money_carries_figures_and_capitals():
    assert wording.money_words("15000.00") == "人民币15,000.00元（大写：壹万伍仟元整）"


def test_dates_have_arabic_numerals_and_no_leading_zero():
    assert wording.date_words(datetime.date(2026, 3, 4)) == "2026年3月4日"
    assert wording.date_words("2026-12-14T09:00:00+08:00") == "2026年12月14日"


def test_a_minute_keeps_its_zero_and_an_hour_has_none():
    at = datetime.datetime(2026, 3, 4, 1, 5, tzinfo=datetime.UTC)
    assert wording.moment_words(at) == "2026年3月4日9时05分"
    assert wording.moment_words("2026-12-14T14:00:00+08:00") == "2026年12月14日14时00分"


def test_periods_and_ordinals_in_words():
    assert wording.period_words(5, "working_day") == "5个工作日"
    assert wording.period_words(60, "calendar_day") == "60日"
    assert wording.period_words(6, "month") == "6个月"
    assert [wording.ordinal(number) for number in (1, 10, 12, 20, 21)] == [
        "一",
        "十",
        "十二",
        "二十",
        "二十一",
    ]
