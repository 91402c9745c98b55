"""What a rule file may hold: the typed rows and the errors for what does not fit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias, TypeGuard, TypeVar

from statutes.periods import Period, PeriodUnit


class RuleFileError(ValueError):
    """A rule file breaks the schema; the message names the file and the row."""


class RuleNotLoaded(LookupError):
    """No rule with this id is in force at this place on this date."""


class RuleTypeError(TypeError):
    """A rule was read as another kind of value than it holds."""


class Status(StrEnum):
    """How sure we are of a rule."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class Unit(StrEnum):
    """What a value is measured in; a period carries its kind of day as its unit."""

    YUAN = "yuan"
    SHARE = "share"
    MULTIPLE = "multiple"
    PERSONS = "persons"
    HECTARES = "hectares"
    COUNT = "count"
    MINUTE = "minute"
    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    FLAG = "flag"
    CHOICE = "choice"
    TEXT = "text"
    KEYS = "keys"
    INTEGERS = "integers"
    NONE = "none"


DECIMAL_UNITS = frozenset({Unit.YUAN, Unit.SHARE, Unit.MULTIPLE, Unit.HECTARES})
INTEGER_UNITS = frozenset({Unit.PERSONS, Unit.COUNT})
PERIOD_UNITS = frozenset(Unit(unit.value) for unit in PeriodUnit)
DAYS_WITHOUT_KIND = frozenset({"day", "days", "日"})

# A value may be given per key of one of these lists ("by = ..."); every key of the list must be there.
DIMENSIONS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "level": ("ordinary", "larger", "major", "extraordinary"),
        "disaster_level": ("small", "medium", "large", "extraordinary"),
        "party": ("citizen", "organisation"),
        "tier": ("first", "second"),
        "bounds": ("low", "high"),
        "contribution": ("earliest", "after", "main", "part", "little", "direct", "indirect", "bare"),
    }
)

# Whom a fine can fall on: the unit, its main person in charge, its other heads and safety managers, those directly
# responsible, and the investor of a one-man business.
FINED_PARTIES = ("unit", "principal", "manager", "responsible", "investor")
ANY_LEVEL = "any"
# Of two fines on the same act the one of the higher instrument prevails.
RANKS = ("law", "regulation", "department_rule", "local")

Scalar: TypeAlias = Decimal | int | bool | str | Period
Value: TypeAlias = Scalar | tuple[str, ...] | tuple[int, ...] | MappingProxyType[str, Scalar] | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule is written."""

    instrument: str
    number: str
    article: str

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.instrument}》{number}{self.article}"


@dataclass(frozen=True, slots=True)
class Option:
    """A value that an office may choose for a rule which the law leaves open; `key` is the value as a word."""

    key: str
    value: Scalar
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the law; `value` holds yuan and shares as Decimal, periods as Period."""

    id: str
    citation: Citation
    text: str
    text_en: str
    value: Value
    unit: str
    status: Status
    place: str
    effective_from: date
    effective_to: date | None
    source: str
    sheet: tuple[str, ...] = ()
    by: str | None = None
    sector: str | None = None
    overridable: bool = False
    note: str = ""
    file: str = ""
    row: int = 0
    options: tuple[Option, ...] = ()

    def is_in_force(self, on: date) -> bool:
        """Tell whether the rule is in force on a date; both ends count."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    @property
    def amount(self) -> Decimal:
        """The value of a rule in yuan, hectares, a share or a multiple."""
        return self._expect(Decimal)

    @property
    def number(self) -> int:
        """The value of a rule that counts something."""
        return self._expect(int)

    @property
    def period(self) -> Period:
        """The value of a rule that is a length of time."""
        return self._expect(Period)

    @property
    def flag(self) -> bool:
        """The value of a rule that is yes or no."""
        return self._expect(bool)

    @property
    def choice(self) -> str:
        """The value of a rule that is one word or a text."""
        return self._expect(str)

    @property
    def keys(self) -> tuple[str, ...]:
        """The value of a rule that lists words."""
        return self._expect_tuple(str)

    @property
    def integers(self) -> tuple[int, ...]:
        """The value of a rule that lists whole numbers."""
        return self._expect_tuple(int)

    def amount_by(self, key: str) -> Decimal:
        """The amount for one key of a rule that differs by level, party or tier."""
        return self._expect_by(key, Decimal)

    def number_by(self, key: str) -> int:
        """The count for one key of a rule that differs by level, party or tier."""
        return self._expect_by(key, int)

    def period_by(self, key: str) -> Period:
        """The period for one key of a rule that differs by level, party or tier."""
        return self._expect_by(key, Period)

    def choice_by(self, key: str) -> str:
        """The word for one key of a rule that differs by level, party or tier."""
        return self._expect_by(key, str)

    def _expect(self, kind: type[T]) -> T:
        if _is_exactly(self.value, kind):
            return self.value
        raise RuleTypeError(f"{self.id}: the value is not a {kind.__name__}")

    def _expect_tuple(self, kind: type[T]) -> tuple[T, ...]:
        if isinstance(self.value, tuple):
            found = tuple(item for item in self.value if isinstance(item, kind))
            if len(found) == len(self.value):
                return found
        raise RuleTypeError(f"{self.id}: the value is not a list of {kind.__name__}")

    def _expect_by(self, key: str, kind: type[T]) -> T:
        if isinstance(self.value, MappingProxyType) and key in self.value:
            found = self.value[key]
            if _is_exactly(found, kind):
                return found
        raise RuleTypeError(f"{self.id}: no {kind.__name__} for {key!r}")

    def as_dict(self) -> dict[str, Any]:
        """Give the rule as plain values, for a page or a frozen record."""
        return {
            "id": self.id,
            "citation": str(self.citation),
            "text": self.text,
            "text_en": self.text_en,
            "value": plain(self.value),
            "unit": self.unit,
            "status": self.status.value,
            "place": self.place,
            "effective_from": self.effective_from.isoformat(),
            "effective_to": self.effective_to.isoformat() if self.effective_to else None,
            "source": self.source,
        }


def _is_exactly(value: object, kind: type[T]) -> TypeGuard[T]:
    """Compare the exact type: a bool is not a count."""
    return type(value) is kind


def plain(value: Any) -> Any:
    """Turn a value into what JSON can hold; decimals become strings so that no fen is lost."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Period):
        return {"amount": value.amount, "unit": value.unit.value}
    if isinstance(value, MappingProxyType):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
