"""What travels with an assessment: facts, regime and the rows that were used, with a digest over them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from statutes.levels import AccidentLevel
from statutes.rewards.facts import RewardFacts
from statutes.rewards.schedules import Schedule
from statutes.rules import Citation, Status
from statutes.rules.rows import MethodRow

METHODS = ("major", "violation", "ordinary", "concealment")


class BrokenRecord(ValueError):
    """A stored assessment does not match its digest: somebody changed what it rests on."""


def digest_of(frozen: Mapping[str, Any]) -> str:
    """Give the digest over frozen values."""
    canonical = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def freeze_facts(facts: RewardFacts) -> dict[str, Any]:
    """Give the facts as plain values; amounts as text, so that no fen is lost."""
    values = {item.name: getattr(facts, item.name) for item in fields(facts)}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal | AccidentLevel) else value


def thaw_facts(frozen: Mapping[str, Any]) -> RewardFacts:
    """Make the facts again."""
    level, chosen = frozen["accident_level"], frozen["chosen_amount"]
    return RewardFacts(
        **{
            **frozen,
            "fines": tuple(map(Decimal, frozen["fines"])),
            "person_fines": tuple(map(Decimal, frozen["person_fines"])),
            "accident_level": None if level is None else AccidentLevel(level),
            "chosen_amount": None if chosen is None else Decimal(chosen),
            "paid_this_month": Decimal(frozen["paid_this_month"]),
        }
    )


def freeze_regime(regime: Schedule) -> dict[str, Any]:
    """Give the regime as plain values."""
    ends = regime.effective_to
    return {
        **asdict(regime),
        "status": regime.status.value,
        "effective_from": regime.effective_from.isoformat(),
        "effective_to": ends.isoformat() if ends else None,
    }


def thaw_regime(frozen: Mapping[str, Any]) -> Schedule:
    """Make the regime again."""
    ends = frozen["effective_to"]
    return Schedule(
        **{
            **frozen,
            "citation": Citation(**frozen["citation"]),
            "status": Status(frozen["status"]),
            "effective_from": date.fromisoformat(frozen["effective_from"]),
            "effective_to": date.fromisoformat(ends) if ends else None,
            **{kind: frozen[kind] and MethodRow(**frozen[kind]) for kind in METHODS},
        }
    )
