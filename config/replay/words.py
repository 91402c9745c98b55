"""What the words of a publication tell: sector, unit, channel, how the reporter came forward; nothing is guessed."""

from __future__ import annotations

import re

from config.replay.reading import Row
from config.replay.values import is_nothing
from investigations.states import Conclusion
from notices.fonts import missing_characters
from notices.services import REVEALING
from reports.states import Channel, Kind, Mode
from statutes.codes import SECTORS

MAJOR = re.compile("重大(?:生产)?(?:安全)?(?:事故)?隐患")
UNPROVED = re.compile("不属实|查否|未查实|无法查实|未属实")
UNIT = re.compile(r"某[^,，。;；、:：()（）]{0,16}?(?:公司|企业|厂|矿|站|店|行|部|队|院|仓库|工地|单位|作坊)")
CHANNELS = (
    ("转办|移交|交办", Channel.TRANSFER),
    ("电话|12350|12345", Channel.HOTLINE),
    ("信", Channel.LETTER),
    ("当面|来访|走访", Channel.COUNTER),
)
# Words of published cases that are no title of a sector, in the order in which they count.
SECTOR_WORDS = (
    ("煤矿|煤厂|瓦斯", "coal_mine"),
    ("矿|采石|井下|顶板", "noncoal_mine"),
    ("烟花|花炮|鞭炮", "fireworks"),
    ("燃气|液化气|灌气|加气站", "gas"),
    ("危险化学品|危化|加油|油品|化工|甲醇", "hazardous_chemicals"),
    ("消防|楼道|楼梯间", "fire"),
    ("塔吊|工地|施工|脚手架|建筑工", "construction"),
    ("道路运输|客运|客车|货运|渣土车|超载", "road_transport"),
    ("电梯|锅炉|压力容器|叉车", "special_equipment"),
    ("工贸|铸造|机械|金属制品", "machinery"),
)
LONGEST_NAME, LONGEST_CITATION, LONGEST_TEXT = 60, 150, 1000
NOT_STATED = "公开材料未载明"


def said(row: Row, name: str) -> str:
    """Return a published text, shortened, without what paper cannot draw; nothing for 未载 and the like."""
    text = row.text(name)[:LONGEST_TEXT]
    if is_nothing(text):
        return ""
    for letter in missing_characters([text]):
        text = text.replace(letter, "〓")
    return text


def facts_of(text: str) -> str:
    """Write the facts as a paper may hold them: it never says that somebody reported."""
    return f"经查，{REVEALING.sub('', text) or NOT_STATED}".rstrip("。") + "。"


def unit_name_of(reported: str) -> str:
    """Name the unit as published (某机械公司), which is never a real name."""
    found = UNIT.search(reported)
    return found[0][:LONGEST_NAME] if found else "某单位"


def kind_of_tip(reported: str, concealed: int) -> str:
    """Say what the tip was about."""
    if concealed:
        return Kind.HIDDEN_ACCIDENT
    return Kind.HAZARD if "隐患" in reported else Kind.VIOLATION


def mode_of(reporter: str) -> str:
    """Say how the reporter came forward."""
    if "匿名" in reporter and "实名" not in reporter:
        return Mode.ANONYMOUS
    return Mode.EMPLOYEE if re.search("员工|从业人员|职工|工人", reporter) else Mode.CONFIDENTIAL


def first_match(table: tuple[tuple[str, str], ...], text: str, default: str) -> str:
    """Return the value of the first pattern that the text holds."""
    return next((value for pattern, value in table if re.search(pattern, text)), default)


def sector_of(text: str) -> str:
    """Find the sector that words tell; `other` for none."""
    titles = tuple((re.escape(sector.title_zh.partition("（")[0]), key) for key, sector in SECTORS.items())
    return first_match(SECTOR_WORDS + titles, text, "other")


def conclusion_of(verified: str) -> str:
    """Say what the verification came to."""
    if UNPROVED.search(verified):
        return Conclusion.UNFOUNDED
    return Conclusion.PARTLY if "部分" in verified else Conclusion.SUBSTANTIATED
