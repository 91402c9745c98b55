"""A treasury's or a bank's list of payments: which column is what, and which decision a line names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from interface.sheets import CannotRead, day_text, fields_under, read_rows

# The headings of the exports we know, without spaces and what stands in brackets.
HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(("流水号", "交易流水号", "银行流水号", "凭证号", "缴款码", "serial"), "serial"),
    **dict.fromkeys(
        ("决定书文号", "处罚决定书文号", "案号", "附言", "摘要", "用途", "缴款事由", "matter"), "matter"
    ),
    **dict.fromkeys(("付款人", "付款人名称", "缴款人", "付款户名", "对方户名", "payer"), "payer"),
    **dict.fromkeys(("金额", "交易金额", "缴款金额", "入账金额", "收入金额", "amount"), "amount"),
    **dict.fromkeys(("交易日期", "缴款日期", "入账日期", "到账日期", "paid_on"), "paid_on"),
    **dict.fromkeys(("收款账号", "收款账户", "收款人账号", "入账账号", "account"), "account"),
}
FIELDS = ("serial", "matter", "payer", "amount", "paid_on", "account")
NEEDED = ("serial", "matter", "amount", "paid_on", "account")
# No single fine is larger; the law's highest is far below.
LARGEST_DIGITS = 13
FILE = re.compile(r"CF-\d{4}-\d{6,}")
DECISION = re.compile(r"([\u4e00-\u9fff]{2,12})[〔\[【（(](\d{4})[〕\]】）)](\d{1,6})号")


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A line as it was read; a day or an amount that cannot be read is None."""

    number: int
    serial: str
    matter: str
    payer: str
    account: str
    amount_fen: int | None
    paid_on: datetime.date | None


def read_payments(data: bytes, *, is_sheet: bool) -> list[PaymentLine]:
    """Read the lines below the headings; raise `CannotRead` with a sentence where a column is missing."""
    rows = [(at, row) for at, row in read_rows(data, is_sheet=is_sheet) if any(row)]
    heads = rows[0][1] if rows else []
    fields = fields_under(heads, HEADINGS, needed={name: _heading(name) for name in NEEDED})
    lines = [_line(at, dict(zip(fields, row, strict=False))) for at, row in rows[1:]]
    if not lines:
        raise CannotRead(_("There is no line below the headings."))
    return lines


def references_in(matter: str) -> tuple[str, ...]:
    """Return what a payment names: the reference of the proceeding, or the decision's number as papers write it."""
    bare = re.sub(r"\s", "", matter)
    numbers = [f"{mark}〔{year}〕{int(serial)}号" for mark, year, serial in DECISION.findall(bare)]
    return (*FILE.findall(bare.upper()), *numbers)


def _heading(field: str) -> str:
    return next(head for head, known in HEADINGS.items() if known == field)


def _line(number: int, row: Mapping[str, str]) -> PaymentLine:
    given = {name: row.get(name, "") for name in FIELDS}
    return PaymentLine(
        number=number,
        serial=given["serial"][:64],
        matter=given["matter"][:200],
        payer=given["payer"][:120],
        account=re.sub(r"\s", "", given["account"]),
        amount_fen=fen_of(given["amount"]),
        paid_on=day_of(given["paid_on"]),
    )


def fen_of(text: str) -> int | None:
    """Read an amount of yuan as fen, however it is written; None where it is no amount."""
    try:
        yuan = Decimal(text.replace(",", "").replace("，", "").removeprefix("¥").removesuffix("元"))
    except InvalidOperation:
        return None
    if not yuan.is_finite() or yuan <= 0 or yuan.adjusted() >= LARGEST_DIGITS:
        return None
    fen = yuan * 100
    return int(fen) if fen == fen.to_integral_value() else None


def day_of(text: str) -> datetime.date | None:
    """Read a day, however it is written; None where it is no day."""
    try:
        return datetime.date.fromisoformat(day_text(text))
    except ValueError:
        return None
