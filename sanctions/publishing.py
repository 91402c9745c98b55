"""A penalty as the credit-information platform wants it: the fields of double publicity 双公示, in their order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.selectors import get_office
from interface.sheets import csv_table, excel_table, harmless
from notices.services import REVEALING
from sanctions.models import Penalty
from sanctions.notices_listing import number_of
from statutes.calendar import deadline
from statutes.codes import is_valid_uscc
from statutes.listing import publicity_bounds
from statutes.rules import get_rule

HEADINGS: Mapping[str, str] = {
    "cf_xdr_mc": "行政相对人名称",
    "cf_xdr_shxym": "行政相对人代码_1（统一社会信用代码）",
    "cf_xdr_gszc": "行政相对人代码_2（工商注册号）",
    "cf_xdr_zzjg": "行政相对人代码_3（组织机构代码）",
    "cf_xdr_swdj": "行政相对人代码_4（税务登记号）",
    "cf_xdr_sydw": "行政相对人代码_5（事业单位证书号）",
    "cf_xdr_shzz": "行政相对人代码_6（社会组织登记证号）",
    "cf_fddb": "法定代表人",
    "cf_fr_sfzh": "法定代表人身份证号",
    "cf_xdr_zjlx": "证件类型",
    "cf_xdr_zjhm": "证件号码",
    "cf_wsh": "行政处罚决定书文号",
    "cf_wfxw": "违法行为类型",
    "cf_sy": "违法事实",
    "cf_yj": "处罚依据",
    "cf_cflb": "处罚类别",
    "cf_nr": "处罚内容",
    "cf_nr_fk": "罚款金额（万元）",
    "cf_nr_wfff": "没收违法所得、没收非法财物的金额（万元）",
    "cf_nr_zkdx": "暂扣或吊销证照名称及编号",
    "cf_jdrq": "处罚决定日期",
    "cf_yxq": "处罚有效期",
    "cf_gsjzq": "公示截止期",
    "cf_cfjg": "处罚机关",
    "cf_cfjgdm": "处罚机关统一社会信用代码",
    "cf_sjly": "数据来源单位",
    "cf_sjlydm": "数据来源单位统一社会信用代码",
    "bz": "备注",
}
NEEDED = (
    *("cf_xdr_mc", "cf_xdr_shxym", "cf_wsh", "cf_wfxw", "cf_sy", "cf_yj", "cf_cflb", "cf_nr", "cf_jdrq"),
    *("cf_gsjzq", "cf_cfjg", "cf_cfjgdm", "cf_sjly", "cf_sjlydm"),
)
CODES = ("cf_xdr_shxym", "cf_cfjgdm", "cf_sjlydm")
DAYS = ("cf_jdrq", "cf_yxq", "cf_gsjzq")
LONGEST: Mapping[str, int] = {
    **dict.fromkeys(HEADINGS, 200),
    **dict.fromkeys(("cf_wfxw", "cf_yj", "cf_nr", "bz"), 2000),
    "cf_sy": 4000,
}
CLASSES = (
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得",
    "没收非法财物",
    "责令停产停业",
    "暂扣许可证件",
    "吊销许可证件",
    "其他",
)
DECISION = re.compile(r"[^〔]+〔\d{4}〕\d+号")
YUAN_IN_WAN = 10_000

# What can be wrong with a field, in words.
FAULTS: Mapping[str, Promise] = {
    "missing": _("is missing"),
    "code": _("is no valid unified social credit code"),
    "number": _("is no number of a decision"),
    "class": _("is no class of penalty that the standard knows"),
    "day": _("is no day, or lies in the future"),
    "order": _("lies before the decision"),
    "amount": _("is no amount"),
    "long": _("is too long"),
    "reveals": _("would give away that somebody reported"),
}


def fields_on(on: datetime.date) -> tuple[str, ...]:
    """Give the fields of the standard in their order."""
    return get_rule("credit.double_publicity.fields", on=on).keys


def row_of(penalty: Penalty) -> dict[str, str]:
    """Build the row of a penalty on a unit. A field that the house does not know stays empty."""
    office = get_office()
    decided = penalty.decided_on or timezone.localdate()
    _low, high = publicity_bounds(penalty.publicity_class, on=decided)
    until = deadline(decided, high, rolls_over=False).due_at.date()
    row = dict.fromkeys(fields_on(decided), "")
    return row | {
        "cf_xdr_mc": penalty.unit.name,
        "cf_xdr_shxym": penalty.unit.uscc,
        "cf_fddb": penalty.unit.legal_representative,
        "cf_wsh": number_of(penalty, "penalty_decision"),
        "cf_wfxw": penalty.cause,
        "cf_sy": penalty.case.finding.facts if penalty.case.finding else "",
        "cf_yj": f"违反{penalty.violated}，依据{penalty.basis}",
        "cf_cflb": "罚款",
        "cf_nr": f"罚款{penalty.fine:,.2f}元",
        "cf_nr_fk": f"{(penalty.fine / YUAN_IN_WAN).normalize():f}",
        "cf_jdrq": _day(decided),
        "cf_yxq": str(get_rule("credit.double_publicity.no_end", on=decided).value),
        "cf_gsjzq": _day(until),
        "cf_cfjg": office.name,
        "cf_cfjgdm": settings.OFFICE_USCC,
        "cf_sjly": office.name,
        "cf_sjlydm": settings.OFFICE_USCC,
    }


def faults_of(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """List what the platform would refuse: the field and the kind of fault."""
    found = [(key, "missing") for key in NEEDED if not row[key].strip()]
    given = {key: value for key, value in row.items() if value.strip()}
    found += [(key, "code") for key in CODES if key in given and not is_valid_uscc(given[key])]
    found += [(key, "day") for key in DAYS if key in given and _read_day(given[key]) is None]
    found += [(key, "long") for key, value in given.items() if len(value) > LONGEST[key]]
    found += [(key, "reveals") for key, value in given.items() if REVEALING.search(value)]
    if "cf_wsh" in given and not DECISION.fullmatch(given["cf_wsh"]):
        found.append(("cf_wsh", "number"))
    if "cf_cflb" in given and not set(given["cf_cflb"].split("、")) <= set(CLASSES):
        found.append(("cf_cflb", "class"))
    return [*found, *_faults_of_amount(given), *_faults_of_days(given)]


def _faults_of_amount(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """A fine has an amount above nothing."""
    if "罚款" not in given.get("cf_cflb", ""):
        return []
    try:
        amount = Decimal(given.get("cf_nr_fk", ""))
    except InvalidOperation:
        return [("cf_nr_fk", "amount")]
    return [] if amount.is_finite() and amount > 0 else [("cf_nr_fk", "amount")]


def _faults_of_days(given: Mapping[str, str]) -> list[tuple[str, str]]:
    decided, until = (_read_day(given.get(key, "")) for key in ("cf_jdrq", "cf_gsjzq"))
    found = [("cf_jdrq", "day")] if decided and decided > timezone.localdate() else []
    return [*found, ("cf_gsjzq", "order")] if decided and until and until < decided else found


def told(faults: Iterable[Iterable[str]]) -> list[str]:
    """Say faults in words, by the headings of the standard."""
    return [f"{HEADINGS[key]}: {FAULTS[kind]}" for key, kind in faults]


def as_csv(rows: Iterable[Mapping[str, str]], fields: tuple[str, ...]) -> bytes:
    """Write the rows as CSV in the order of the standard, marked as UTF-8."""
    return csv_table(_table(rows, fields), encoding="utf-8-sig")


def as_xlsx(rows: Iterable[Mapping[str, str]], fields: tuple[str, ...]) -> bytes:
    """Write the rows as an Excel file in the order of the standard; every cell is text."""
    return excel_table(_table(rows, fields), name="行政处罚")


def _table(rows: Iterable[Mapping[str, str]], fields: tuple[str, ...]) -> list[list[str]]:
    return [[HEADINGS[key] for key in fields], *(harmless(row[key] for key in fields) for row in rows)]


def _day(day: datetime.date) -> str:
    return f"{day:%Y/%m/%d}"


def _read_day(text: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(text, "%Y/%m/%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


FILES: Mapping[str, Any] = {"csv": as_csv, "xlsx": as_xlsx}
