"""What came of a replayed case, and how it is told: a line for people, a JSON object for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import padded


class Outcome(StrEnum):
    """What came of a case. The values are what programs read."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_LOADED = "not_loaded"
    SKIPPED = "skipped"
    FAILED = "failed"

    @property
    def words(self) -> str | Promise:
        """What people are told."""
        return TITLES[self]


TITLES: dict[Outcome, str | Promise] = {
    Outcome.AGREES: gettext_lazy("agrees"),
    Outcome.DIFFERS: gettext_lazy("differs"),
    Outcome.NOT_LOADED: gettext_lazy("rule not loaded"),
    Outcome.SKIPPED: gettext_lazy("skipped"),
    Outcome.FAILED: gettext_lazy("failed"),
}
CASE_WIDTH, REFERENCE_WIDTH, AMOUNT_WIDTH, OUTCOME_WIDTH = 10, 14, 14, 15


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case; amounts in yuan, None where there is none. `reference` is the tip's in this replay.

    `details` are what only this kind of table has; `shown` stands for the two amounts where a kind compares others.
    """

    case_id: str
    outcome: Outcome
    why: str
    published: Decimal | None = None
    computed: Decimal | None = None
    reference: str = ""
    schedule: str = ""
    papers: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    shown: tuple[str, str] | None = None

    def as_json(self) -> str:
        """Write one JSON object on one line."""
        return json.dumps(
            {
                "case_id": self.case_id,
                "published": _number(self.published),
                "computed": _number(self.computed),
                "outcome": self.outcome.value,
                "why": self.why,
                "reference": self.reference,
                "schedule": self.schedule,
                "papers": list(self.papers),
                **{key: _plain(value) for key, value in self.details.items()},
            },
            ensure_ascii=False,
        )

    def as_line(self) -> str:
        """Write one line for a person."""
        published, computed = self.shown or (_yuan(self.published), _yuan(self.computed))
        cells = (
            padded(self.case_id, CASE_WIDTH),
            padded(self.reference or "-", REFERENCE_WIDTH),
            padded(published or "-", AMOUNT_WIDTH, is_right=True),
            padded(computed or "-", AMOUNT_WIDTH, is_right=True),
            padded(str(self.outcome.words), OUTCOME_WIDTH),
            self.why,
        )
        return "  ".join(cells)


def heading() -> str:
    """Write the heading over the lines."""
    cells = (
        padded(_("Case"), CASE_WIDTH),
        padded(_("Reference"), REFERENCE_WIDTH),
        padded(_("Published"), AMOUNT_WIDTH, is_right=True),
        padded(_("Computed"), AMOUNT_WIDTH, is_right=True),
        padded(_("Outcome"), OUTCOME_WIDTH),
        _("Why"),
    )
    return "  ".join(cells)


def summary(results: Iterable[Result]) -> str:
    """Count the outcomes in a sentence."""
    counts = Counter(result.outcome for result in results)
    return ", ".join(f"{outcome.words}: {counts[outcome]}" for outcome in Outcome)


def _yuan(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount:,.2f}"


def _plain(value: Any) -> Any:
    return _number(value) if isinstance(value, Decimal) else value


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)
