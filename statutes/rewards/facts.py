"""The established facts of a tip, in and out of an assessment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from statutes.levels import AccidentLevel
from statutes.rewards.schedules import ScheduleNotLoaded


class TipKind(StrEnum):
    """What a verified tip was about, as far as its reward is concerned."""

    CONCEALMENT = "concealment"
    MAJOR = "major"
    VIOLATION = "violation"
    ORDINARY = "ordinary"


class AmountNeedsChoice(ScheduleNotLoaded):
    """The schedule leaves an amount between two bounds to the office: set RewardFacts.chosen_amount."""

    def __init__(self, reason: str, *, low: Decimal, high: Decimal) -> None:
        self.low = low
        self.high = high
        super().__init__(reason)


class FactMissing(ValueError):
    """A fact that the schedule turns on is not given; `fact` names the field of RewardFacts."""

    def __init__(self, fact: str) -> None:
        self.fact = fact
        super().__init__(f"the fact {fact!r} is needed for this schedule")


@dataclass(frozen=True, slots=True)
class RewardFacts:
    """The established facts of a tip; amounts in yuan.

    `fines` are the fines on units, `person_fines` those on persons. `deaths` is the whole toll of a concealed
    accident, `concealed_deaths` what the tip proved to be hidden. `item` is the key of the reported matter in a table
    of fixed amounts; `paid_this_month` what the reporter was paid for the same kind of matter in the month.
    """

    fines: tuple[Decimal, ...] = ()
    person_fines: tuple[Decimal, ...] = ()
    is_penalised: bool = False
    is_major_hazard: bool = False
    is_illegal_production: bool = False
    is_violation: bool = False
    concealed_deaths: int = 0
    deaths: int | None = None
    accident_level: AccidentLevel | None = None
    sector: str | None = None
    is_mining: bool = False
    mining_tier: str | None = None
    is_employee: bool = False
    is_employee_family: bool = False
    is_real_name: bool = True
    has_contact: bool = True
    has_agreed_password: bool = False
    is_verified: bool = True
    is_already_handled: bool = False
    is_excluded_person: bool = False
    is_duplicate: bool = False
    chosen_amount: Decimal | None = None
    item: str = ""
    paid_this_month: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an assessment: a rule, what went in, what was done, what came out."""

    rule_id: str
    citation: str
    status: str
    operation: str
    input: str
    result: str
    sentence_zh: str
    sentence_en: str

    def as_dict(self) -> dict[str, str]:
        """Give the step as plain text values."""
        return {name: str(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Assessment:
    """An amount in yuan with the steps that led to it and the version of the rules it rests on.

    `frozen` holds facts, regime and the rows that were used: `reassess` computes from them for ever.
    """

    amount: Decimal
    steps: tuple[Step, ...]
    schedule: str
    schedule_title: str
    kind: TipKind | None
    is_eligible: bool
    place: str
    on: date
    rules_version: str
    payer: str
    frozen: Mapping[str, Any]
    digest: str

    def as_dict(self) -> dict[str, Any]:
        """Give the assessment as plain values for a frozen record."""
        return {
            "amount": str(self.amount),
            "steps": [step.as_dict() for step in self.steps],
            "schedule": self.schedule,
            "schedule_title": self.schedule_title,
            "kind": self.kind.value if self.kind else None,
            "is_eligible": self.is_eligible,
            "place": self.place,
            "on": self.on.isoformat(),
            "rules_version": self.rules_version,
            "payer": self.payer,
            "frozen": dict(self.frozen),
            "digest": self.digest,
        }
