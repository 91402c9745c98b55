"""The shape of what goes through the interface. Descriptions are sentences for the reader and are translated."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from partners.states import OfferState
from reports.forms_public.fields import EARLIEST_YEAR, MOST_PEOPLE
from reports.forms_public.steps import LONGEST_TEXT, PHONE
from reports.services import Slip, Tip
from reports.states import Kind, Mode, StatusWord
from statutes.codes import DIVISIONS, HOME, SECTORS

# A line holds no control character, a text may have line breaks and tabs; both hold something besides spaces.
LINE = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f\u3000][^\x00-\x1f\x7f]*$"
TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\x00-\x20\x7f\u3000][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _refuse(kind: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "refused")


def _iso(value: Any) -> Any:
    if not isinstance(value, str):
        raise _refuse("date_type")
    return value


def _past(day: datetime.date) -> datetime.date:
    if not day.year >= EARLIEST_YEAR or day > timezone.localdate():
        raise _refuse("date_past")
    return day


def _not_past(day: datetime.date) -> datetime.date:
    if day < timezone.localdate():
        raise _refuse("date_future")
    return day


def _division(code: str) -> str:
    division = DIVISIONS.get(code)
    if division is None or (code != HOME and division.parent != HOME):
        raise _refuse("division")
    return code


def _sector(key: str) -> str:
    if key not in SECTORS:
        raise _refuse("sector")
    return key


def _phone(text: str) -> str:
    if not PHONE.match(text):
        raise _refuse("phone")
    return text


def _whole(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refuse("int_type")
    return value


Day = Annotated[datetime.date, BeforeValidator(_iso)]
PastDay = Annotated[Day, AfterValidator(_past)]
People = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=MOST_PEOPLE)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=LINE)]
Number = Annotated[Line, Field(max_length=80)]
Word = Annotated[Line, Field(max_length=60)]
Sentence = Annotated[Line, Field(max_length=300)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=TEXT)]


class Given(BaseModel):
    """What is sent: a field that is not described is refused."""

    model_config = ConfigDict(extra="forbid")


class Reporter(Given):
    """Who reported, if they said so. Sealed on arrival; two people and a reason open it."""

    name: Word = Field(description=_("Name."))
    phone: Annotated[Word, AfterValidator(_phone)] = Field(
        description=_("Telephone: digits, spaces and dashes."), examples=["023 7200 0000"]
    )
    reach: Sentence | None = Field(None, description=_("How and when to call."))
    is_employee: StrictBool = Field(False, description=_("Reports as an employee of the unit."))


class TipIn(Given):
    """A tip as the partner has it."""

    number: Number = Field(
        description=_("Your own number of it. It files once, and by it you ask how it stands."),
        examples=["50010220261128000017"],
    )
    kind: Kind = Field(description=_("What it is about."))
    unit_name: Line = Field(
        max_length=120,
        description=_(
            "The reported unit: its name or unified social credit code; “not known” if nobody can tell."
        ),
    )
    text: Text = Field(description=_("What was said, in the words of the reporter. Sealed on arrival."))
    division: Annotated[str, AfterValidator(_division)] = Field(
        HOME,
        pattern=r"^[0-9]{6}([0-9]{3})?$",
        description=_("Code of the street, town or township; the district's own where it is not known."),
    )
    address: Sentence | None = Field(None, description=_("Where it is. Sealed on arrival."))
    sector: Annotated[Word, AfterValidator(_sector)] | None = Field(
        None, description=_("The sector by its key in the rules of this site.")
    )
    happened_on: PastDay | None = Field(None, description=_("The day of it, not in the future."))
    is_danger_now: StrictBool = Field(False, description=_("People are in danger now."))
    claimed_deaths: People | None = Field(None, description=_("Deaths, as reported."))
    claimed_injuries: People | None = Field(None, description=_("Injured, as reported."))
    reporter: Reporter | None = Field(None, description=_("Leave it out where the reporter stays anonymous."))

    def tip(self, **words: str | None) -> Tip:
        """Return what the house files."""
        who = self.reporter
        mode = Mode.ANONYMOUS if who is None else Mode.EMPLOYEE if who.is_employee else Mode.CONFIDENTIAL
        told = {"text": self.text, "address": self.address, **words}
        identity = {"name": who.name, "phone": who.phone, "reach": who.reach or ""} if who else {}
        return Tip(
            kind=self.kind,
            mode=mode,
            division=self.division,
            unit_name=self.unit_name,
            words={name: value for name, value in told.items() if value},
            identity=identity,
            sector=self.sector or "",
            happened_on=self.happened_on,
            is_danger_now=self.is_danger_now,
            claimed_deaths=self.claimed_deaths,
            claimed_injuries=self.claimed_injuries,
        )

    def slip(self) -> Slip:
        """Return what stands on the envelope."""
        return Slip(number=self.number)


class TransferIn(TipIn):
    """A tip that a department hands on because it is not its own to handle."""

    basis: Sentence = Field(
        description=_("Why it is handed on: the ground, and the article where there is one.")
    )
    received_on: PastDay | None = Field(None, description=_("When you received it."))
    answer_by: Annotated[Day, AfterValidator(_not_past)] | None = Field(
        None, description=_("By when you ask to be told what came of it.")
    )

    def slip(self) -> Slip:
        """Return what stands on the envelope."""
        return Slip(number=self.number, received_on=self.received_on, answer_by=self.answer_by)


class ListedIn(TipIn):
    """A line of a hotline's list."""

    received_on: PastDay | None = None

    def slip(self) -> Slip:
        """Return what stands on the envelope."""
        return Slip(number=self.number, received_on=self.received_on)


class FiledOut(BaseModel):
    """A tip that is stored for good."""

    number: str = Field(description=_("Your own number."))
    reference: str = Field(description=_("Our reference."), examples=["JB-2026-000042"])
    receipt: str = Field(
        description=_(
            "The receipt code, 24 digits. It is stored nowhere: hand it to the reporter, who follows the tip with it."
        )
    )
    filed_at: datetime.datetime = Field(description=_("When it was filed; the order decides on rewards."))
    statement: str = Field(description=_("The signed statement that something was filed at that time."))
    opening: str = Field(
        description=_("What shows that the statement is about this tip. For the reporter alone.")
    )


class ReceiptIn(Given):
    """A receipt code."""

    receipt: Word = Field(description=_("The 24 digits; spaces and dashes are all right."))


class StatusOut(BaseModel):
    """How a tip stands, in plain words."""

    number: str = Field(description=_("Your own number."))
    reference: str = Field(description=_("Our reference."))
    status: StatusWord = Field(description=_("The status by its name."))
    words: str = Field(description=_("The status as the reporter reads it."))


class OfferOut(BaseModel):
    """A transfer that was handed to you, and how it stands."""

    reference: str = Field(description=_("The reference of the transfer."), examples=["ZB-2026-000007"])
    state: OfferState = Field(description=_("Whether it waits, was acknowledged, or was taken back."))
    offered_at: datetime.datetime = Field(description=_("When it was handed to you."))
    number: str | None = Field(None, description=_("Your number of it, once you have acknowledged it."))
    acknowledged_at: datetime.datetime | None = Field(None, description=_("When you acknowledged it."))


class OffersOut(BaseModel):
    """The transfers that were handed to you."""

    transfers: list[OfferOut] = Field(description=_("The newest first, a hundred at most."))


class PacketOut(OfferOut):
    """What is handed over. The reporter's words and identity stay sealed with us."""

    kind: Kind = Field(description=_("What it is about."))
    unit_name: str = Field(description=_("The reported unit."))
    unit_code: str | None = Field(description=_("Its unified social credit code, where it is known."))
    division: str | None = Field(description=_("Code of the street, town or township."))
    sector: str | None = Field(description=_("The sector by its key in the rules of this site."))
    happened_on: datetime.date | None = Field(description=_("The day of it."))
    is_danger_now: bool = Field(description=_("People are in danger now."))
    claimed_deaths: int | None = Field(description=_("Deaths, as reported."))
    claimed_injuries: int | None = Field(description=_("Injured, as reported."))
    text: str | None = Field(
        description=_(
            "The working text: what the desk has released after removing what points to the reporter."
        )
    )
    watermark: str = Field(description=_("Whom it was handed to, and when. Keep it with every copy."))


class AcknowledgementIn(Given):
    """That a department has taken a transfer on."""

    number: Number = Field(description=_("The number under which you handle it."))


class FaultOut(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description=_("Where it stands, as a JSON pointer."))
    detail: str = Field(description=_("What is wrong, in a sentence."))


class ProblemOut(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(description=_("The kind of problem: an address on the page of this interface."))
    title: str = Field(description=_("The kind of problem in words."))
    status: int = Field(description=_("The status of HTTP."))
    detail: str = Field(description=_("What you can do."))
    errors: list[FaultOut] = Field([], description=_("For each field that cannot be taken, why."))
    reference: str | None = Field(None, description=_("Our reference of what is there already."))
