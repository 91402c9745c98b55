"""What every player does alike: one row's fault never ends the replay of the others."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from config.replay.outcomes import Outcome, Result
from config.replay.papers import NotPrinted
from config.replay.reading import Row
from workflow.errors import MoveRefused

logger = logging.getLogger("workflow")

IDENTIFIERS = ("case_id", "entry_id", "tip_id")


class Skipped(Exception):
    """The row cannot be replayed, mostly because it lacks a fact; the text is a sentence.

    `computed` and `details` are what can be said all the same; `outcome` differs where a rule is missing, not a fact.
    """

    def __init__(
        self,
        reason: str,
        *,
        published: Decimal | None = None,
        computed: Decimal | None = None,
        details: dict[str, Any] | None = None,
        outcome: Outcome = Outcome.SKIPPED,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.published = published
        self.computed = computed
        self.details = details or {}
        self.outcome = outcome


def case_id_of(row: Row) -> str:
    """Name the row."""
    return row.text(*IDENTIFIERS) or _("row %(number)s") % {"number": row.number}


class Player(ABC):
    """Plays one row after another; `out` is the folder for papers."""

    # The keys of a result's details, so that every line of a kind has the same ones.
    details: tuple[str, ...] = ()

    def __init__(self, out: Path) -> None:
        """Remember where papers go."""
        self.out = out

    @abstractmethod
    def play_row(self, row: Row) -> Result:
        """Play a row; raise `Skipped` with the reason when a needed fact is missing."""

    def play(self, row: Row) -> Result:
        """Play one row and say what came of it; never raise."""
        case_id = case_id_of(row)
        blank: dict[str, Any] = dict.fromkeys(self.details)
        if row.fault:
            return Result(case_id, Outcome.FAILED, row.fault, details=blank)
        try:
            return self.play_row(row)
        except Skipped as skipped:
            return Result(
                case_id,
                skipped.outcome,
                skipped.reason,
                published=skipped.published,
                computed=skipped.computed,
                details=blank | skipped.details,
            )
        except (MoveRefused, NotPrinted) as refusal:
            reason = str(getattr(refusal, "reason", refusal))
        except Exception as error:  # whatever it is, the next rows go on
            logger.exception("replay of %(case)s failed", {"case": case_id})
            reason = f"{type(error).__name__}: {error}"
        return Result(case_id, Outcome.FAILED, reason, details=blank)
