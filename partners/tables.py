"""A hotline's list as it is exported: which column is what, how days and yes or no are written there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from interface.sheets import MOST_LINES, CannotRead, day_text, fields_under, read_rows
from reports.states import Kind
from statutes.codes import DIVISIONS, HOME

UNNAMED = "（未留姓名）"
# The headings of the exports we know, without spaces and what stands in brackets.
HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(("工单编号", "工单号", "编号", "受理编号", "流水号", "number"), "number"),
    **dict.fromkeys(("举报类别", "举报类型", "类别", "诉求类别", "事项类别", "kind"), "kind"),
    **dict.fromkeys(
        ("被举报单位", "单位名称", "涉事单位", "被反映单位", "企业名称", "unit_name"), "unit_name"
    ),
    **dict.fromkeys(("举报内容", "诉求内容", "反映内容", "内容", "主要内容", "text"), "text"),
    **dict.fromkeys(("区划代码", "所属街道", "街道", "镇街", "所属镇街", "division"), "division"),
    **dict.fromkeys(("地址", "详细地址", "事发地址", "事发地点", "address"), "address"),
    **dict.fromkeys(("发生日期", "发生时间", "事发时间", "事发日期", "happened_on"), "happened_on"),
    **dict.fromkeys(("是否紧急", "现场危险", "是否有人处于危险", "is_danger_now"), "is_danger_now"),
    **dict.fromkeys(("死亡人数", "claimed_deaths"), "claimed_deaths"),
    **dict.fromkeys(("受伤人数", "claimed_injuries"), "claimed_injuries"),
    **dict.fromkeys(("姓名", "来电人", "联系人", "来电人姓名", "举报人", "name"), "name"),
    **dict.fromkeys(("联系电话", "电话", "来电号码", "联系方式", "phone"), "phone"),
    **dict.fromkeys(("是否本单位职工", "是否从业人员", "is_employee"), "is_employee"),
    **dict.fromkeys(("来电时间", "受理时间", "登记时间", "受理日期", "received_on"), "received_on"),
}
NEEDED = ("number", "kind", "unit_name", "text")
KINDS: Mapping[str, str] = {
    **{kind.value: kind.value for kind in Kind},
    **dict.fromkeys(("瞒报事故", "事故瞒报", "谎报瞒报", "瞒报谎报事故"), Kind.HIDDEN_ACCIDENT),
    **dict.fromkeys(("事故隐患", "安全隐患", "重大事故隐患", "隐患"), Kind.HAZARD),
    **dict.fromkeys(("安全生产违法行为", "违法行为", "违法生产", "非法违法行为"), Kind.VIOLATION),
    **dict.fromkeys(("不作为", "监管不作为", "履职不力"), Kind.INACTION),
    **dict.fromkeys(("中介机构弄虚作假", "安全服务机构", "服务机构弄虚作假"), Kind.SERVICE_BODY),
}
YES, NO = ("是", "有", "1", "yes", "true", "紧急"), ("否", "无", "0", "", "no", "false", "一般")


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a list as the interface would be sent them, by their line in the file."""

    lines: list[tuple[int, dict[str, Any]]]
    unused: list[str]


def read_table(data: bytes, *, is_sheet: bool) -> Table:
    """Read a CSV file in UTF-8 or GB 18030, or the first sheet of an Excel file; raise `CannotRead` otherwise."""
    rows = iter(read_rows(data, is_sheet=is_sheet))
    heads = next((row for _at, row in rows if any(row)), [])
    fields = fields_under(heads, HEADINGS, needed={name: heading_of(name) for name in NEEDED})
    unused = [head for head, name in zip(heads, fields, strict=True) if head and not name]
    lines = [(at, told_by(dict(zip(fields, row, strict=False)))) for at, row in rows if any(row)]
    if not lines:
        raise CannotRead(_("There is no line below the headings."))
    return Table(lines, unused)


def heading_of(field: str) -> str:
    """Name a field as the lists do: by the first heading under which it is known."""
    name = field.removeprefix("reporter.")
    return next((head for head, known in HEADINGS.items() if known == name), name)


def told_by(row: Mapping[str, str]) -> dict[str, Any]:
    """Return what the interface would be sent. What cannot be understood is handed on as it stands, to be refused."""
    given = {name: value for name, value in row.items() if name and value}
    told: dict[str, Any] = {
        name: given[name] for name in ("number", "unit_name", "text", "address") if name in given
    }
    told |= {"kind": KINDS.get(given.get("kind", ""), given.get("kind", ""))}
    told |= {name: day_text(given[name]) for name in ("happened_on", "received_on") if name in given}
    told |= {name: _whole(given[name]) for name in ("claimed_deaths", "claimed_injuries") if name in given}
    if "division" in given:
        told["division"] = _division(given["division"])
    if "is_danger_now" in given:
        told["is_danger_now"] = _yes(given["is_danger_now"])
    if "name" in given or "phone" in given:
        reporter = {"name": given.get("name", UNNAMED), "is_employee": _yes(given.get("is_employee", ""))}
        told["reporter"] = reporter | ({"phone": given["phone"]} if "phone" in given else {})
    return told


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_LINES)) else text


def _yes(text: str) -> bool | str:
    return True if text.lower() in YES else False if text.lower() in NO else text


def _division(text: str) -> str:
    named = (code for code, one in DIVISIONS.items() if one.title_zh == text and HOME in (code, one.parent))
    return next(named, text)
