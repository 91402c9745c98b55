"""The duty roster of the demonstration: four weeks from this morning, and nobody in the days after."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import Duty
from alarms.models import Shift
from alarms.services import keep_contact, plan_shifts
from config.demonstration.staff import Staff

DAY = datetime.timedelta(days=1)
DAYS = 28


def plan_duty(staff: Staff) -> None:
    """Let the office's investigators and the desk take turns, each reached at a number of nobody's."""
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    shifts = [_shift(staff, morning + turn * DAY, turn) for turn in range(DAYS)]
    plan_shifts(shifts, since=morning, until=morning + DAYS * DAY, actor=staff.one(Duty.DESK))
    on_duty = dict.fromkeys(person for shift in shifts for person in (shift.first, shift.second) if person)
    for number, person in enumerate(on_duty):
        keep_contact(person, phone=f"199000000{number:02d}")


def _shift(staff: Staff, starts_at: datetime.datetime, turn: int) -> Shift:
    first, second = staff.officer(turn=turn), staff.one(Duty.DESK, turn=turn)
    return Shift(starts_at=starts_at, ends_at=starts_at + DAY, first=first, second=second)
