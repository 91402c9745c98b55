"""What gives an anonymous reporter away at a glance: numbers and names of their own among their answers.

It warns before sending and never hinders: the number may be somebody else's, and the reporter knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statutes.codes import make_resident_id
from vault.receipts import CODE_DIGITS, check_digit

# Digits as people write them: with spaces or dashes between, in full width too (made narrow before).
_DIGITS = re.compile(r"(?<![0-9A-Za-z])\+?[0-9](?:[ \-]?[0-9]){6,30}[ \-]?[0-9Xx]?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[1-9][0-9]{1,2}[2-8][0-9]{6,7}")
_IDENTITY = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_CHAT = re.compile(r"(?:微信|QQ|qq|WeChat|wechat)(?:号码?|ID|id)?(?:[ :：是为]|is)*[A-Za-z0-9][\w-]{4,}")
_NAME = re.compile(
    r"(?:我叫|我的名字[是叫]|本人姓名|我名叫|本人名叫|姓名[:：])[:： 是为]*[\u4e00-\u9fff]{2,4}"
    r"|\b[Mm]y name is [A-Z]\w+|\bI am called [A-Z]\w+"
)


def telltales(texts: Iterable[str]) -> list[str | Promise]:
    """Name the kinds of things in `texts` that point to a person, each once."""
    narrow = [unicodedata.normalize("NFKC", text) for text in texts]
    return [kind.label for kind in _KINDS if any(kind.is_in(text) for text in narrow)]


def pointers(texts: Iterable[str]) -> list[str | Promise]:
    """Name what in a text about a tip points to the reporter: telltales, and how a person speaks of themselves."""
    narrow = [unicodedata.normalize("NFKC", text) for text in texts]
    kinds = (*_KINDS, *_POINTING)
    return [kind.label for kind in kinds if any(kind.is_in(text) for text in narrow)]


def is_resident_number(text: str) -> bool:
    """Tell whether it is a resident's identity number, by its form and check sign."""
    return bool(_IDENTITY.fullmatch(text)) and make_resident_id(text[:-1]) == text.upper()


def _is_receipt(digits: str) -> bool:
    return len(digits) == CODE_DIGITS and digits.isdigit() and check_digit(digits) == "0"


def _is_card(digits: str) -> bool:
    """Tell whether it is the number of a bank card (GB/T 17859.1: 16 to 19 digits with a Luhn digit)."""
    if not (16 <= len(digits) <= 19 and digits.isdigit()) or is_resident_number(digits):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _number(is_it: Callable[[str], object]) -> Callable[[str], bool]:
    """Look at each run of digits, without what stands between them."""
    return lambda text: any(is_it(re.sub(r"[ +\-]", "", found)) for found in _DIGITS.findall(text))


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str | Promise
    is_in: Callable[[str], object]


_KINDS = (
    _Kind(_("a name after “I am called”"), _NAME.search),
    _Kind(
        _("a telephone number"),
        _number(lambda digits: _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)),
    ),
    _Kind(_("an identity number"), _number(is_resident_number)),
    _Kind(_("the number of a bank card"), _number(_is_card)),
    _Kind(_("an address of mail"), _MAIL.search),
    _Kind(_("a name in WeChat or QQ"), _CHAT.search),
    _Kind(_("the receipt code of an earlier report"), _number(_is_receipt)),
)
# Common family names; a word after one is taken for a name only where the sentence speaks of a person's saying.
_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文冉庹甄"
)
_TOLD_BY = re.compile(
    rf"(?:举报人|反映人|来电人|报告人|线索人|工人|员工|职工|家属|邻居)[:：]?[{_FAMILY}][\u4e00-\u9fff]{{1,2}}"
    r"(?=[，,。、（(\s]|反映|称|说|是)"
)
# 我市 and 我局 are how an office speaks of itself.
_FIRST = re.compile(r"我(?![市区县省国局镇乡街委部院校队])|本人|咱们?|俺|\b(?:I|my|me|we|our)\b")
_REPORTER = re.compile(r"举报人|反映人|来电人|来信人|知情人")
_POST = re.compile(
    r"(?:当时|那天|当天|当班|值班|一起|身为|作为|同班组?)的?[^，。；]{0,6}"
    r"(?:班长|组长|电工|焊工|炮工|司机|安全员|会计|出纳|保管员|仓管员?|门卫|学徒|实习生|操作工|检修工|叉车工)"
)
_SHIFT = re.compile(
    r"(?:早班|中班|夜班|晚班|白班|[一二三四五六七八九十甲乙丙丁]班组?|[0-9]+号机|[0-9]+号工位|工位)"
)
_POINTING = (
    _Kind(_("a name of whoever says it"), _TOLD_BY.search),
    _Kind(_("words of somebody who speaks of themselves"), _FIRST.search),
    _Kind(_("a mention of the reporter"), _REPORTER.search),
    _Kind(_("a post that few people hold"), _POST.search),
    _Kind(_("a shift or a place of work"), _SHIFT.search),
)
