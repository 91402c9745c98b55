"""What another department may know of a tip that is handed on: one packet, on paper and by program alike.

It is made once, when the tip is handed on, and holds no word that the reporter wrote.
"""

from __future__ import annotations

import dataclasses
import datetime

from reports.models import Report
from statutes.codes import DIVISIONS, SECTORS


@dataclasses.dataclass(frozen=True, slots=True)
class Packet:
    """The structured answers, and the working text that the desk released."""

    kind: str
    unit_name: str
    unit_code: str
    division: str
    sector: str
    happened_on: datetime.date | None
    is_danger_now: bool
    claimed_deaths: int | None
    claimed_injuries: int | None
    text: str

    @property
    def lines(self) -> list[str]:
        """What the paper says, a line each, in the language of the office."""
        division, sector = DIVISIONS.get(self.division), SECTORS.get(self.sector)
        told = {
            "被反映单位": self.unit_name,
            "统一社会信用代码": self.unit_code,
            "地点": division.title_zh if division else "",
            "行业": sector.title_zh if sector else "",
            "时间": f"{self.happened_on:%Y年%-m月%-d日}" if self.happened_on else "",
            "险情": "反映现场人员正处于危险之中" if self.is_danger_now else "",
            "反映死亡人数": _people(self.claimed_deaths),
            "反映受伤人数": _people(self.claimed_injuries),
            "情况": self.text or "（见上述事项）",
        }
        return [f"{name}：{text}" for name, text in told.items() if text]


def packet_of(report: Report) -> Packet:
    """Make the packet of a tip."""
    return Packet(
        kind=report.kind,
        unit_name=report.unit_name,
        unit_code=report.unit.uscc if report.unit else "",
        division=report.division,
        sector=report.sector,
        happened_on=report.happened_on,
        is_danger_now=report.is_danger_now,
        claimed_deaths=report.claimed_deaths,
        claimed_injuries=report.claimed_injuries,
        text=report.working_text,
    )


def _people(count: int | None) -> str:
    return f"{count}人" if count is not None else ""
