"""Twelve invented enterprises of the district with their three responsible persons each (真名实管)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from enterprises.models import ResponsiblePerson, Unit
from enterprises.services import name_responsible_person, register_unit
from statutes.codes import DIVISIONS, HOME, make_uscc

# No region has this code: a credit code of the demonstration passes the check and belongs to nobody.
NOWHERE = "999999"
POSTED_AGO = datetime.timedelta(days=300)

Side = ResponsiblePerson.Side


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, and who answers for it: for the town, for the sector's authority, for the unit itself."""

    key: str
    name: str
    sector: str
    division: str
    street: str
    legal_representative: str
    town: str
    sector_officer: tuple[str, str]
    safety_manager: str


UNITS = (
    UnitRow(
        "chemical",
        "重庆青螺湾精细化工有限公司",
        "chemical",
        "白涛街道",
        "化工园区试验路9号",
        "阚青螺",
        "段启舟",
        ("毕望舒", "涪陵区应急管理局危险化学品科负责人"),
        "卞和平",
    ),
    UnitRow(
        "gas_store",
        "涪陵云脚坝燃料经营部",
        "hazardous_chemicals",
        "敦仁街道",
        "云脚坝路17号附2号",
        "涂云脚",
        "骆嘉言",
        ("毕望舒", "涪陵区应急管理局危险化学品科负责人"),
        "涂云脚",
    ),
    UnitRow(
        "mine",
        "涪陵石雀岭石灰岩矿业有限公司",
        "noncoal_mine",
        "龙潭镇",
        "石雀岭村5组",
        "石重岭",
        "谷雨生",
        ("苗长青", "涪陵区应急管理局非煤矿山科负责人"),
        "党守信",
    ),
    UnitRow(
        "fireworks",
        "涪陵鹊渡花炮专营有限公司",
        "fireworks",
        "珍溪镇",
        "鹊渡街88号",
        "喻鹊声",
        "麦秋实",
        ("毕望舒", "涪陵区应急管理局危险化学品科负责人"),
        "姬如风",
    ),
    UnitRow(
        "machine",
        "重庆松烟岭机械制造有限公司",
        "machinery",
        "李渡街道",
        "松烟岭工业园3号",
        "宗松烟",
        "狄思远",
        ("邰正言", "涪陵区应急管理局工贸科负责人"),
        "宁致远",
    ),
    UnitRow(
        "furniture",
        "涪陵半坡木语家具厂",
        "light_industry",
        "马鞍街道",
        "半坡路61号",
        "木半坡",
        "狄思远",
        ("邰正言", "涪陵区应急管理局工贸科负责人"),
        "蒙小川",
    ),
    UnitRow(
        "pickle",
        "重庆江雾榨菜食品有限公司",
        "light_industry",
        "百胜镇",
        "江雾路200号",
        "江晓雾",
        "谷雨生",
        ("邰正言", "涪陵区应急管理局工贸科负责人"),
        "计春来",
    ),
    UnitRow(
        "cement",
        "重庆乌石滩建材有限公司",
        "building_materials",
        "蔺市街道",
        "乌石滩12号",
        "乌维桢",
        "骆嘉言",
        ("邰正言", "涪陵区应急管理局工贸科负责人"),
        "车万里",
    ),
    UnitRow(
        "aluminium",
        "涪陵银渡铝材有限公司",
        "nonferrous",
        "龙桥街道",
        "银渡工业园7号",
        "银渡生",
        "段启舟",
        ("邰正言", "涪陵区应急管理局工贸科负责人"),
        "柯守拙",
    ),
    UnitRow(
        "textile",
        "涪陵晚枫纺织有限公司",
        "textile",
        "荔枝街道",
        "晚枫路33号",
        "晏晚枫",
        "麦秋实",
        ("邰正言", "涪陵区应急管理局工贸科负责人"),
        "桑知秋",
    ),
    UnitRow(
        "builder",
        "重庆横舟建筑工程有限公司",
        "construction",
        "江东街道",
        "横舟大厦5楼",
        "衡一舟",
        "骆嘉言",
        ("鲁方正", "涪陵区住房和城乡建设委员会质安科负责人"),
        "鞠安邦",
    ),
    UnitRow(
        "assessor",
        "重庆知微安全技术服务有限公司",
        "safety_service",
        "崇义街道",
        "知微路1号",
        "危知微",
        "狄思远",
        ("邰正言", "涪陵区应急管理局执法支队负责人"),
        "支若愚",
    ),
)


def division_code(name: str) -> str:
    """Return the code of a street, town or township of the district."""
    return next(
        code for code, division in DIVISIONS.items() if code.startswith(HOME) and division.title_zh == name
    )


def fictional_uscc(serial: int) -> str:
    """Make a credit code that passes the check and belongs to nobody."""
    return make_uscc(f"91{NOWHERE}MA{serial:07d}")


def register_units() -> dict[str, Unit]:
    """Register the units and post their responsible persons."""
    return {row.key: _register(row, serial) for serial, row in enumerate(UNITS, start=1)}


def _register(row: UnitRow, serial: int) -> Unit:
    unit = register_unit(
        name=row.name,
        uscc=fictional_uscc(serial),
        sector=row.sector,
        division=division_code(row.division),
        address=f"重庆市涪陵区{row.division}{row.street}",
        legal_representative=row.legal_representative,
        phone=f"023-0000{serial:04d}",
    )
    sector_name, sector_post = row.sector_officer
    town_post = f"{row.division}分管安全生产负责人"
    for side, name, post in (
        (Side.GOVERNMENT, row.town, town_post),
        (Side.SECTOR, sector_name, sector_post),
        (Side.UNIT, row.safety_manager, "安全生产管理负责人"),
    ):
        name_responsible_person(
            unit, side=side, name=name, post=post, since=timezone.localdate() - POSTED_AGO
        )
    return unit
