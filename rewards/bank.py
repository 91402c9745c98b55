"""What the office's bank reads and writes: the columns of a payment file, and the lines of its result."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from interface.sheets import BRACKETS, csv_table, excel_table, fields_under, harmless, read_rows
from rewards.states import Way
from sanctions.remittances import day_of, fen_of

KNOWN_COLUMNS = {
    Way.BANK: ("number", "instruction", "name", "account", "bank", "amount", "purpose"),
    Way.CODE: ("number", "instruction", "code", "password", "amount", "purpose"),
}
NEEDED_COLUMNS = {
    Way.BANK: ("instruction", "name", "account", "amount"),
    Way.CODE: ("instruction", "code", "password", "amount"),
}

# The headings of the results we know, without spaces and what stands in brackets.
HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(("业务参考号", "指令号", "指令编号", "客户参考号", "业务编号"), "instruction"),
    **dict.fromkeys(("金额", "交易金额", "付款金额", "转账金额"), "amount"),
    **dict.fromkeys(("处理结果", "结果", "状态", "交易状态", "支付状态"), "result"),
    **dict.fromkeys(("日期", "交易日期", "处理日期", "支付日期"), "day"),
    **dict.fromkeys(("失败原因", "原因", "退票原因", "退回原因", "错误信息", "备注"), "reason"),
}
NEEDED = {
    "instruction": "业务参考号",
    "amount": "金额",
    "result": "处理结果",
    "day": "交易日期",
    "reason": "失败原因",
}
YES = ("成功", "支付成功", "交易成功", "处理成功", "已支付")
NO = ("失败", "支付失败", "交易失败", "处理失败", "退回", "退票", "已退回", "已退票")

# Why a payment came back, by what the bank's text holds. Our own words go on: its text could hold a name or an account.
REASONS = {
    ("户名", "姓名", "名称不符"): "户名与账号不符。",
    ("销户", "注销"): "账户已经销户。",
    ("冻结", "止付", "睡眠", "状态", "限制"): "账户目前不能入账。",
    ("开户行", "行号", "网点", "联行"): "开户行有误。",
    ("账号", "帐号", "卡号", "账户不存在", "无此户"): "账号有误或者不存在。",
    ("限额", "超限"): "超过账户的入账限额。",
    ("密码",): "取款密码多次输错。",
    ("未领", "未取", "逾期", "超期"): "没有在银行网点按期取款。",
}
NO_REASON = "银行没有入账。请核对户名、账号和开户行。"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line of the bank's result as it was read; what cannot be read is None."""

    number: int
    instruction: str
    amount_fen: int | None
    is_paid: bool | None
    day: datetime.date | None
    reason: str


def columns(way: str = Way.BANK) -> dict[str, str]:
    """Return the columns that the office's bank wants for a way of payment, in their order, with their headings."""
    wanted = settings.PICK_UP_COLUMNS if way == Way.CODE else settings.PAYMENT_COLUMNS
    pairs = (column.partition("=") for column in wanted)
    return {key.strip(): heading.strip() for key, _equals, heading in pairs}


def payment_table(rows: Iterable[Mapping[str, str]], *, kind: str, way: str = Way.BANK) -> bytes:
    """Write instructions in the bank's format, as CSV or as an Excel file, in memory alone."""
    wanted = columns(way)
    table = [list(wanted.values()), *(harmless(row[key] for key in wanted) for row in rows)]
    return excel_table(table) if kind == "xlsx" else csv_table(table, encoding=settings.PAYMENT_ENCODING)


def read_results(data: bytes, *, is_sheet: bool) -> list[ResultLine]:
    """Read the bank's result; raise `CannotRead` with a sentence where a column is missing or twice there."""
    rows = [(at, row) for at, row in read_rows(data, is_sheet=is_sheet) if any(row)]
    own = {**columns(Way.CODE), **columns()}
    ours = {BRACKETS.sub("", heading): key for key, heading in own.items() if key in NEEDED}
    fields = fields_under(rows[0][1] if rows else [], {**HEADINGS, **ours}, needed=NEEDED)
    return [_line(at, dict(zip(fields, row, strict=False))) for at, row in rows[1:]]


def reason_of(text: str) -> str:
    """Say in our own words why a payment came back."""
    return next((told for words, told in REASONS.items() if any(word in text for word in words)), NO_REASON)


def _line(number: int, row: Mapping[str, str]) -> ResultLine:
    result = row.get("result", "")
    return ResultLine(
        number=number,
        instruction=row.get("instruction", "").upper(),
        amount_fen=fen_of(row.get("amount", "")),
        is_paid=result in YES if result in (*YES, *NO) else None,
        day=day_of(row.get("day", "")),
        reason=row.get("reason", ""),
    )
