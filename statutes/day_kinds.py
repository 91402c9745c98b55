"""Which days a law means by "days" when it does not say: working days or calendar days."""

from datetime import date

from statutes.periods import PeriodUnit
from statutes.rules import NATION, get_rule

PENALTY_LAW = "penalty_law"
COERCION_LAW = "coercion_law"
REVIEW_LAW = "review_law"


def unit_of_days(amount: int, *, law: str, on: date) -> PeriodUnit:
    """Say which days a law means by so many "日": working days in the short periods it names, else calendar days."""
    if law == COERCION_LAW:
        limit = get_rule("calendar.working_days_up_to.coercion_law", place=NATION, on=on).number
        is_working = amount <= limit
    else:
        is_working = amount in get_rule(f"calendar.working_day_numbers.{law}", place=NATION, on=on).integers
    return PeriodUnit.WORKING_DAY if is_working else PeriodUnit.CALENDAR_DAY
