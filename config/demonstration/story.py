"""What makes a story of the demonstration: a tip, what was found, and how far everything has come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from investigations.states import Conclusion
from reports.states import Channel, Kind, Mode


class Stage(IntEnum):
    """How far a story has come. Up to ACCEPTED the intake desk is at work, then each floor in its turn."""

    SUBMITTED = 0
    DECLINED = 1
    TRANSFERRED = 2
    MERGED = 3
    WITHDRAWN = 4
    ACCEPTED = 10
    INVESTIGATING = 11
    RETURNED = 12
    FOUND = 13
    CONCLUDED = 14
    NOTIFIED = 20
    HEARD = 21
    REVIEWED = 22
    DECIDED = 23
    SERVED = 24
    PAID = 25
    CLOSED = 26


class RewardStage(IntEnum):
    """How far its reward has come, once it is assessed."""

    ASSESSED = 0
    REFUSED = 1
    TOLD = 2
    REEXAMINED = 3
    PROPOSED = 4
    APPROVED = 5
    CLAIMED = 6
    PAID = 7


class ListingStage(IntEnum):
    """How far its unit has come on the way to the list of dishonest subjects."""

    CANDIDATE = 0
    NOTIFIED = 1
    HEARD = 2
    LISTED = 3


class OrderStage(IntEnum):
    """How far an order to rectify has come."""

    ORDERED = 0
    REPORTED = 1
    PASSED = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is ordered to be put right, and in how many days."""

    problem: str
    basis: str
    demand: str
    responsible: str
    days: int = 15


@dataclass(frozen=True, slots=True)
class Order:
    """An order to rectify, and how far it has come."""

    items: tuple[Item, ...]
    stage: OrderStage = OrderStage.ORDERED


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found, and the fine in yuan where one is proposed."""

    facts: str
    conclusion: str = Conclusion.SUBSTANTIATED
    violated: str = ""
    basis: str = ""
    fine: Decimal | None = None
    reasons: str = "初次被查处，积极配合调查，按照裁量基准从轻。"
    is_major_hazard: bool = False
    deaths: int = 0
    concealed_deaths: int = 0
    defence: str = ""
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A tip and how far it has come. `unit` is a key of `units`; `unit_name` stands where the unit is not known."""

    text: str
    stage: Stage
    kind: str = Kind.HAZARD
    unit: str = ""
    unit_name: str = ""
    division: str = ""
    sector: str = ""
    mode: str = Mode.CONFIDENTIAL
    channel: str = Channel.WEB
    days_ago: int = 0
    is_danger_now: bool = False
    claimed_deaths: int | None = None
    how_known: str = "saw"
    ground: str = ""
    # Who handed it on, under which number, and in how many days they ask for an answer; a letter has a number alone.
    sender: str = ""
    number: str = ""
    answer_in: int = 0
    to: str = ""
    # Whether the department to which it was handed on has answered that it takes the matter over.
    is_taken: bool = False
    working_text: str = ""
    found: Facts | None = None
    reward: RewardStage = RewardStage.ASSESSED
    listing: ListingStage = ListingStage.CANDIDATE
    message: str = ""
    answer: str = ""
    receipt_about: str = ""


SAFETY_LAW = "《中华人民共和国安全生产法》"
