"""Lists of tips in flight, as an office fills them in from paper and Excel: each line, and what is wrong with it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import ValidationError

from accounts.models import User
from interface.sheets import Head, day_text, records_of
from partners.faults import sentence_of
from partners.schemas import ListedIn
from partners.tables import told_by
from reports.models import Report, number_known_as
from reports.selectors import came_as
from reports.services import CameBefore, take_over_report
from reports.states import Channel, Kind
from vault.errors import NoReaders
from workflow.errors import MoveRefused

# Whose numbers these are: the office's own register on paper.
SENDER = "本机关原登记"
BREAKS = re.compile(r"[\n;；]+")
HEADS = (
    Head(
        "number",
        "原编号",
        "原登记簿上的编号；同一编号只转入一次",
        "举〔2026〕17号",
        True,
        ("编号", "登记编号"),
    ),
    Head("kind", "举报类别", "见下列可填的类别", "事故隐患", True, ("类别",)),
    Head(
        "unit_name",
        "被举报单位",
        "名称或统一社会信用代码；不明的填“不详”",
        "甄某加工厂（虚构）",
        True,
        ("单位名称",),
    ),
    Head("text", "举报内容", "原话；转入时即密封", "冲压机没有防护装置。", True, ("内容",)),
    Head("received_on", "收到日期", "法定期限由此起算", "2026-11-02", True, ("登记日期",)),
    Head("accepted_on", "受理日期", "已受理的填写；核查期限由此起算", "2026-11-05", False),
    Head("channel", "来源", "电话、来人、来信、转办；空着按来信", "电话", False, ("渠道",)),
    Head("division", "所属镇街", "镇街名称或区划代码；空着即本区县", "", False, ("区划代码", "街道")),
    Head("address", "地址", "转入时即密封", "", False),
    Head("happened_on", "发生日期", "", "", False),
    Head("name", "举报人", "转入时即密封；匿名的空着", "", False, ("姓名",)),
    Head("phone", "联系电话", "转入时即密封", "", False, ("电话",)),
    Head(
        "history",
        "办理经过",
        "每件事一行，或用分号分开：日期和所办事项；不写举报人",
        "2026-11-06 已通知镇街",
        False,
    ),
)
CHANNELS = {
    **dict.fromkeys(("电话", "热线", "12350"), Channel.HOTLINE),
    **dict.fromkeys(("来人", "来访", "窗口"), Channel.COUNTER),
    **dict.fromkeys(("来信", "信件", ""), Channel.LETTER),
    **dict.fromkeys(("转办", "移送", "交办"), Channel.TRANSFER),
}


@dataclass(slots=True)
class Line:
    """A line of the list: the tip it describes, what is wrong with it, and where it stands once it is in."""

    number: int
    given: str
    unit_name: str
    listed: ListedIn | None = None
    received_on: datetime.date | None = None
    accepted_on: datetime.date | None = None
    channel: str = Channel.LETTER
    history: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)
    before: Report | None = None


def kinds_to_write() -> list[tuple[str, str]]:
    """List the kinds of report in Chinese with their keys, for the sheet that explains the list."""
    with override("zh-hans"):
        return [(str(kind.label), kind.value) for kind in Kind]


def read_arrivals(data: bytes) -> list[Line]:
    """Read a list of tips in flight; each line carries what is wrong with it. Raises `CannotRead`."""
    seen: set[str] = set()
    return [_line(number, row, seen) for number, row in records_of(data, HEADS)]


def take_over(line: Line, *, actor: User) -> Report | None:
    """Take one line in; one that is in already stays as it is. What refuses it stands among its faults."""
    if line.listed is None or line.faults or line.before:
        return None
    try:
        return take_over_report(
            line.listed.tip(),
            _slip_of(line.listed),
            channel=line.channel,
            accepted_on=line.accepted_on,
            history=line.history,
            actor=actor,
        )
    except CameBefore as before:
        line.before = before.report
    except (NoReaders, MoveRefused) as refused:
        line.faults.append(str(refused.reason))
    return None


def _slip_of(listed: ListedIn) -> Any:
    return replace(listed.slip(), sender=SENDER)


def _line(number: int, row: dict[str, str], seen: set[str]) -> Line:
    line = Line(number, row["number"], row["unit_name"])
    told = told_by({name: row[name] for name in row if name not in {"accepted_on", "channel", "history"}})
    try:
        line.listed = ListedIn.model_validate(told)
    except ValidationError as error:
        found = {str(one["loc"][-1]): str(one["type"]) for one in error.errors()}
        line.faults += [f"{_heading(name)}：{sentence_of(kind)}" for name, kind in found.items()]
    known = number_known_as(row["number"])
    if known and known in seen:
        line.faults.append(f"{_heading('number')}：{sentence_of('twice')}")
    seen.add(known)
    line.before = came_as(SENDER, row["number"])
    line.history = tuple(part.strip() for part in BREAKS.split(row["history"]) if part.strip())
    _place(line, row)
    return line


def _place(line: Line, row: dict[str, str]) -> None:
    """Read the days that count, and the way it came."""
    line.received_on = line.listed.received_on if line.listed else None
    if line.listed and line.received_on is None:
        line.faults.append(f"{_heading('received_on')}：{sentence_of('missing')}")
    if row["accepted_on"]:
        line.accepted_on = _day(row["accepted_on"])
        if line.accepted_on is None or line.accepted_on > timezone.localdate():
            line.faults.append(f"{_heading('accepted_on')}：{sentence_of('date_past')}")
        elif line.received_on and line.accepted_on < line.received_on:
            line.faults.append(_("It was accepted before it was received."))
    if row["channel"] not in CHANNELS:
        line.faults.append(f"{_heading('channel')}：{sentence_of('enum')}")
    line.channel = CHANNELS.get(row["channel"], Channel.LETTER)
    if any(row[name] and row[name] in row["history"] for name in ("name", "phone")):
        line.faults.append(_("The history names the reporter: it is read by those who may not know."))


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(day_text(text))
    except ValueError:
        return None


def _heading(name: str) -> str:
    return next((head.heading for head in HEADS if head.field == name), name)
