"""Codes with check digits, administrative divisions and sectors of the economy."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from statutes.calendar import ZONE
from statutes.lazy import LazyMapping
from statutes.rules import HOME, load_rulebook, national_rule
from statutes.rules.rows import DivisionRow, SectorRow

__all__ = [
    "DIVISIONS",
    "HOME",
    "SECTORS",
    "Division",
    "Sector",
    "division_on",
    "divisions_within",
    "is_valid_resident_id",
    "is_valid_uscc",
    "make_resident_id",
    "make_uscc",
    "place_code",
]


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: a province, a district, a street, town or township."""

    code: str
    title_zh: str
    title_en: str
    kind: str
    parent: str
    effective_from: date
    effective_to: date | None
    tile: tuple[int, ...] = ()

    def is_in_force(self, on: date) -> bool:
        """Tell whether the division exists on a date, as far as the loaded vintage says; both ends count."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector; `is_accepted` when an emergency bureau takes its tips, else `competent` is where they go.

    `is_listable` when the dishonest-subject list of decree 11 covers it, `is_mining` for the mining rules.
    """

    key: str
    title_zh: str
    title_en: str
    competent: str
    competent_zh: str
    is_accepted: bool
    is_listable: bool
    is_mining: bool


def make_uscc(base17: str) -> str:
    """Append the check character to the first 17 characters of a unified social credit code (GB 32100)."""
    alphabet = national_rule("code.uscc.alphabet").choice
    weights = national_rule("code.uscc.weights").integers
    modulus = national_rule("code.uscc.modulus").number
    base = base17.upper()
    if len(base) != len(weights) or not set(base) <= set(alphabet):
        raise ValueError(
            "the first 17 characters of a credit code use digits and letters without I, O, S, V, Z"
        )
    total = sum(alphabet.index(char) * weight for char, weight in zip(base, weights, strict=True))
    return base + alphabet[-total % modulus]


def is_valid_uscc(code: str) -> bool:
    """Tell whether a unified social credit code has the right form and check character."""
    try:
        return make_uscc(code[:-1]) == code.upper()
    except ValueError:
        return False


def make_resident_id(base17: str) -> str:
    """Append the check character to the first 17 digits of a resident identity number (GB 11643)."""
    weights = national_rule("code.resident_id.weights").integers
    checks = national_rule("code.resident_id.checks").choice
    if len(base17) != len(weights) or not re.fullmatch("[0-9]+", base17):
        raise ValueError("an identity number begins with 17 digits")
    total = sum(int(digit) * weight for digit, weight in zip(base17, weights, strict=True))
    return base17 + checks[total % len(checks)]


def is_valid_resident_id(number: str) -> bool:
    """Tell whether an identity number has the right form, a real birth date and the right check character.

    The region prefix is not compared with the list of divisions: divisions change, numbers stay.
    """
    try:
        born = date.fromisoformat(number[_birth_digits()])
        return make_resident_id(number[:-1]) == number.upper() and born <= datetime.now(ZONE).date()
    except ValueError:
        return False


def _birth_digits() -> slice:
    first, last = national_rule("code.resident_id.birth_digits").integers
    return slice(first - 1, last)


def divisions_within(parent: str, *, on: date) -> tuple[Division, ...]:
    """List the divisions directly below one on a date, by code."""
    found = (row for row in _all_divisions() if row.parent == parent and row.is_in_force(on))
    return tuple(sorted(found, key=lambda division: division.code))


def division_on(code: str, *, on: date) -> Division | None:
    """Find a division by its code as it was called on a date; None when it did not exist or is not loaded."""
    return next((row for row in _all_divisions() if row.code == code and row.is_in_force(on)), None)


def _all_divisions() -> Iterator[Division]:
    for row, placed in load_rulebook().rows(DivisionRow):
        yield Division(
            code=row.code,
            title_zh=row.title_zh,
            title_en=row.title_en,
            kind=row.kind,
            parent=row.parent,
            effective_from=row.effective_from or placed.instrument.effective_from,
            effective_to=row.effective_to or placed.instrument.effective_to,
            tile=row.tile,
        )


def _divisions() -> Mapping[str, Division]:
    """Keep the newest row of each code."""
    newest = sorted(_all_divisions(), key=lambda division: division.effective_from)
    return {division.code: division for division in newest}


def _sectors() -> Mapping[str, Sector]:
    return {
        row.key: Sector(
            key=row.key,
            title_zh=row.title_zh,
            title_en=row.title_en,
            competent=row.competent,
            competent_zh=row.competent_zh,
            is_accepted=row.is_accepted,
            is_listable=row.is_listable,
            is_mining=row.is_mining,
        )
        for row, _ in load_rulebook().rows(SectorRow)
    }


DIVISIONS: Mapping[str, Division] = LazyMapping(_divisions)
"""Every loaded division by code, the newest vintage of each: provinces, places with schedules, Fuling's 27 units."""

SECTORS: Mapping[str, Sector] = LazyMapping(_sectors)
"""The sectors that a tip can be about, by key."""


def place_code(province: str, locality: str = "") -> str | None:
    """Find the narrowest loaded division for Chinese names such as 山东 and 济宁市兖州区.

    None for an unknown province.
    """
    provinces = [item for item in DIVISIONS.values() if item.kind == "province"]
    top = next((item for item in provinces if province and item.title_zh.startswith(province[:2])), None)
    if top is None:
        return None
    within = [item for item in DIVISIONS.values() if item.code.startswith(top.code) and item.code != top.code]
    named = [item for item in within if item.title_zh in locality]
    return max((item.code for item in named), key=len, default=top.code)
