"""Lengths of time as the law writes them: a number and its kind of day."""

from dataclasses import dataclass
from enum import StrEnum


class PeriodUnit(StrEnum):
    """A unit of a legal period; there is no plain "day": the law means working or calendar days."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_exact(self) -> bool:
        """Tell whether the unit is counted from the moment itself, not from the next day."""
        return self in (PeriodUnit.MINUTE, PeriodUnit.HOUR)


_TITLES: dict[PeriodUnit, tuple[str, str]] = {
    PeriodUnit.MINUTE: ("分钟", "minute"),
    PeriodUnit.HOUR: ("小时", "hour"),
    PeriodUnit.WORKING_DAY: ("个工作日", "working day"),
    PeriodUnit.CALENDAR_DAY: ("日", "day"),
    PeriodUnit.MONTH: ("个月", "month"),
    PeriodUnit.YEAR: ("年", "year"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A legal period, for example five working days."""

    amount: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", PeriodUnit(self.unit))
        if self.amount < 0:
            raise ValueError("a period cannot be negative")

    @property
    def title_zh(self) -> str:
        """Write the period as a Chinese notice does, such as 5个工作日."""
        return f"{self.amount}{_TITLES[self.unit][0]}"

    @property
    def title_en(self) -> str:
        """Write the period in English, such as "5 working days"."""
        plural = "" if self.amount == 1 else "s"
        return f"{self.amount} {_TITLES[self.unit][1]}{plural}"
