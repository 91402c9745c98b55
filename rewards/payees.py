"""Where the money goes: the code for a counter, and whose account may take a reward."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rewards.states import NameCheck, Way
from statutes.rules import get_rule

# Twelve digits in groups of four: nobody guesses one, and an ear takes it in over the telephone.
GROUPS, DIGITS = 3, 4


class Holder(models.TextChoices):
    """Whose account the reporter names."""

    OWN = "own", _("My own")
    COSIGNER = "cosigner", _("A co-signer's, whom the first signatory authorised in writing")


# What the office's choice permits.
PERMITTED = {"own_or_cosigner": (Holder.OWN, Holder.COSIGNER), "own": (Holder.OWN,)}
# What the log says of the check, in words that name nobody.
FOUND = {
    Holder.OWN: "户名核对：本人账户，符合规定。",
    Holder.COSIGNER: "户名核对：受托署名人账户，符合规定。",
}
NOT_PERMITTED = "户名核对：不属于规定可以收款的人。"


def new_code() -> str:
    """Make a code with which the money is handed out at a counter of the paying bank."""
    return "-".join(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _group in range(GROUPS))


def code_payee(password: str) -> dict[str, str]:
    """Return what is sealed for a pick-up at the bank: a fresh code and the reporter's password."""
    return {"way": Way.CODE.value, "code": new_code(), "password": password}


def way_of(payee: Mapping[str, Any]) -> Way:
    """Return the way of payment that a claim chose."""
    return Way(payee.get("way", Way.BANK))


def permitted_holders(*, place: str, on: datetime.date) -> tuple[Holder, ...]:
    """Return whose accounts may take a reward at a place."""
    return PERMITTED[str(get_rule("reward.setting.account_name", place=place, on=on).choice)]


def check_name(payee: Mapping[str, Any], *, place: str, on: datetime.date) -> tuple[NameCheck, str]:
    """Say whether the account may take the reward, and what the log keeps of that."""
    if way_of(payee) != Way.BANK:
        return NameCheck.FITS, ""
    holder = payee.get("holder", Holder.OWN)
    if holder in permitted_holders(place=place, on=on):
        return NameCheck.FITS, FOUND[Holder(holder)]
    return NameCheck.REFUSED, NOT_PERMITTED
