"""The value of a rule in words, Chinese and English, as the rulebook shows it."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from statutes.periods import Period
from statutes.rules.schema import Rule, Unit

Words = tuple[str, str]

PERCENT = Decimal(100)
NO_NUMBER: Words = ("不含数值", "no number")
AS_THE_TEXT_SAYS: Words = ("见条文", "as the text says")
YES: Words = ("是", "yes")
NO: Words = ("否", "no")

# The keys by which a value differs, and the words that a choice may be.
TITLES: Mapping[str, Words] = MappingProxyType(
    {
        "ordinary": ("一般", "ordinary"),
        "larger": ("较大", "larger"),
        "major": ("重大", "major"),
        "extraordinary": ("特别重大", "extraordinary"),
        "small": ("小型", "small"),
        "medium": ("中型", "medium"),
        "large": ("大型", "large"),
        "citizen": ("公民", "citizens"),
        "organisation": ("法人或者其他组织", "organisations"),
        "first": ("一级", "first"),
        "second": ("二级", "second"),
        "low": ("最低", "from"),
        "high": ("最高", "up to"),
        "district": ("区县", "district"),
        "city": ("市级", "city"),
        "province": ("省级", "province"),
        "nation": ("国家", "nation"),
        "accepting_agency": ("受理部门", "the accepting department"),
        "penalising_agency": ("处罚部门", "the penalising department"),
        "earliest": ("最先举报", "the earliest"),
        "after": ("其后举报", "after that"),
        "main": ("主要线索", "the main lead"),
        "part": ("部分线索", "a part of it"),
        "little": ("内容较少", "little"),
        "direct": ("直接证据", "direct evidence"),
        "indirect": ("间接证据", "indirect evidence"),
        "bare": ("没有证据", "no evidence"),
        "superior_agency": ("上一级部门", "the next higher department"),
    }
)
# How an amount is written in each unit; the second English form is for one.
FORMS: Mapping[Unit, tuple[str, str, str]] = MappingProxyType(
    {
        Unit.YUAN: ("{}元", "{} yuan", "{} yuan"),
        Unit.MULTIPLE: ("{}倍", "{} times", "{} time"),
        Unit.PERSONS: ("{}人", "{} persons", "{} person"),
        Unit.HECTARES: ("{}公顷", "{} hectares", "{} hectare"),
        Unit.COUNT: ("{}", "{}", "{}"),
    }
)


def value_in_words(rule: Rule) -> Words:
    """Say what a rule's value is."""
    if rule.value is None:
        return NO_NUMBER
    if isinstance(rule.value, Mapping):
        parts = [(_title(key), _scalar(value, rule)) for key, value in rule.value.items()]
        return (
            "；".join(f"{title[0]}{words[0]}" for title, words in parts),
            "; ".join(f"{title[1]} {words[1]}" for title, words in parts),
        )
    if isinstance(rule.value, tuple):
        return f"列举{len(rule.value)}项，见条文", f"a list of {len(rule.value)}, in the text"
    return _scalar(rule.value, rule)


def _scalar(value: object, rule: Rule) -> Words:
    unit = Unit(rule.unit)
    if isinstance(value, Period):
        return value.title_zh, value.title_en
    if isinstance(value, bool):
        return YES if value else NO
    if unit is Unit.SHARE and isinstance(value, Decimal):
        words = f"{plain_number(value * PERCENT)}%"
        return words, words
    if isinstance(value, Decimal | int):
        number = plain_number(Decimal(value)) if unit is not Unit.COUNT else str(value)
        chinese, several, one = FORMS[unit]
        return chinese.format(number), (one if value == 1 else several).format(number)
    return TITLES.get(str(value), AS_THE_TEXT_SAYS)


def _title(key: str) -> Words:
    return TITLES.get(key, (key, key))


def plain_number(amount: Decimal) -> str:
    """Write a number with thousands separators and without needless zeros."""
    return f"{amount.normalize():,f}"
