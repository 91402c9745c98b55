"""The codes on the three sheets of the escrow key: long, but made for reading aloud and typing. Pure.

A code is 48 digits in eight groups of six: five digits and a check digit (Damm) for each group, so that a slip is found
and named where it was made. The first digit of all is the number of the sheet; the other 39 are random (129 bits).
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault.receipts import check_digit

SHEETS = (1, 2, 3)
PAIRS = ((1, 2), (1, 3), (2, 3))
GROUPS = 8
GROUP_DIGITS = 5
_SEPARATORS = re.compile(r"[\s\-_.·/\u2010-\u2015\u2212]+")


class ShareUnreadable(Exception):
    """What was typed cannot be the code of a sheet. `reason` is a sentence."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Share:
    """A sheet's code in memory. It is printed once and stored nowhere: `repr` hides it."""

    code: str = field(repr=False)

    @property
    def number(self) -> int:
        """Which of the three sheets it is."""
        return int(self.code[0])

    @property
    def groups(self) -> list[str]:
        """The eight groups as the sheet shows them."""
        width = GROUP_DIGITS + 1
        return [self.code[start : start + width] for start in range(0, GROUPS * width, width)]


def new_share(number: int) -> Share:
    """Make the code of a sheet from the system's randomness."""
    count = GROUPS * GROUP_DIGITS - 1
    digits = str(number) + f"{secrets.randbelow(10**count):0{count}d}"
    groups = [digits[start : start + GROUP_DIGITS] for start in range(0, len(digits), GROUP_DIGITS)]
    return Share("".join(group + check_digit(group) for group in groups))


def parse_share(text: str) -> Share:
    """Read what a person typed: spaces, dashes and full-width digits are all right."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not digits:
        raise ShareUnreadable(_("Type the code of the sheet."))
    if not (digits.isascii() and digits.isdigit()):
        raise ShareUnreadable(_("The code of a sheet has digits only."))
    if len(digits) != GROUPS * (GROUP_DIGITS + 1):
        raise ShareUnreadable(_("The code of a sheet has eight groups of six digits. Count them again."))
    share = Share(digits)
    wrong = [number for number, group in enumerate(share.groups, start=1) if check_digit(group) != "0"]
    if wrong:
        raise ShareUnreadable(_("Group %(number)d has a typing error.") % {"number": wrong[0]})
    if share.number not in SHEETS:
        raise ShareUnreadable(_("This is not the code of one of the three sheets."))
    return share
