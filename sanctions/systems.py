"""The three systems of enforcement in one case: publicity, the record of the whole process, legal review.

The record is complete by construction, because no move is made without its log entry and no paper without its number;
this page reads both and says what is there, what waits for its turn, and what was passed over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from investigations.models import Case, Evidence
from sanctions.models import Penalty
from sanctions.policies_hearings import grounds_of_review
from sanctions.states import IMPOSED, State
from workflow.models import Clock, LogEntry
from workflow.selectors import last_clock


class Fate(TextChoices):
    """Whether a step is there."""

    DONE = "done", _("There")
    WAITING = "waiting", _("Waits for its turn")
    MISSING = "missing", _("Missing")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that one of the three systems asks for."""

    title: StrOrPromise
    fate: Fate
    at: datetime.date | None = None
    who: str = ""
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Systems:
    """One proceeding under the three systems; a case without a penalty has only its record."""

    penalty: Penalty | None
    published: list[Step]
    recorded: list[Step]
    reviewed: list[Step]

    @property
    def missing(self) -> int:
        """How many steps were passed over."""
        return sum(step.fate == Fate.MISSING for step in [*self.published, *self.recorded, *self.reviewed])


# What the record of a proceeding must show, by the moves that leave it; the last column: from which on it is missed.
RECORDED: tuple[tuple[StrOrPromise, str], ...] = (
    (_("Filing approved"), "file"),
    (_("Report of two officers"), "countersign"),
    (_("Prior notice"), "notify"),
    (_("Statement and defence"), "hear"),
    (_("Decision"), "decide"),
    (_("Service"), "serve"),
    (_("Payment"), "pay"),
    (_("Closing and archive"), "close"),
)
ON_THE_SPOT = ("notify", "hear", "decide", "serve")
AFTER_DECISION = ("serve", "pay", "close")


def systems_of(case: Case, penalties: Iterable[Penalty]) -> list[Systems]:
    """Read the three systems of a case, one block a proceeding."""
    record = _record_of(case)
    found = [
        Systems(penalty, _published(penalty), [*record, *_recorded(penalty)], _reviewed(penalty))
        for penalty in penalties
    ]
    return found or [Systems(None, [], record, [])]


def _record_of(case: Case) -> list[Step]:
    """The evidence and the findings of the case itself."""
    evidence = Evidence.objects.filter(case=case)
    finding = case.findings.order_by("pk").last()
    return [
        Step(_("Evidence, with its chain"), Fate.DONE if evidence.exists() else Fate.WAITING),
        Step(
            _("Findings of two officers"),
            Fate.DONE if finding else Fate.WAITING,
            at=timezone.localdate(finding.drafted_at) if finding else None,
            who=finding.drafted_by.name if finding else "",
        ),
    ]


def _recorded(penalty: Penalty) -> list[Step]:
    entries = _entries(penalty)
    is_imposed = penalty.state in IMPOSED
    steps = []
    for title, move in RECORDED:
        missed = Fate.MISSING if is_imposed and move not in AFTER_DECISION else Fate.WAITING
        steps.append(_step(title, _done(entries, move), otherwise=missed))
    if "request_hearing" in entries:
        held = entries.get("hold_hearing") or entries.get("waive_hearing")
        steps.append(_step(_("Hearing"), held, otherwise=Fate.MISSING if is_imposed else Fate.WAITING))
    return steps


def _done(entries: Mapping[str, LogEntry], move: str) -> LogEntry | None:
    """Find the entry of a step; a decision on the spot is all of them at once, a hearing the defence."""
    spot = entries.get("decide_on_spot") if move in ON_THE_SPOT else None
    heard = entries.get("report_hearing") if move == "hear" else None
    return entries.get(move) or heard or spot


def _reviewed(penalty: Penalty) -> list[Step]:
    """The legal review: there, waiting, or passed over by a decision; none where no trigger asks for it."""
    if penalty.reviewed_on is None and penalty.state in IMPOSED and not grounds_of_review(penalty):
        return []
    missed = Fate.MISSING if penalty.state in IMPOSED else Fate.WAITING
    return [_step(_("Legal review before the decision"), _entries(penalty).get("review"), otherwise=missed)]


def _published(penalty: Penalty) -> list[Step]:
    steps = [_in_time(_("Decision published"), penalty, "penalty.publish", penalty.published_on)]
    if penalty.state == State.REVOKED or last_clock(penalty, "penalty.withdraw_publication"):
        done = penalty.unpublished_on
        steps.append(
            _in_time(_("Publication withdrawn after a change"), penalty, "penalty.withdraw_publication", done)
        )
    taken = penalty.handover_rows.filter(fate="accepted").select_related("handover").last()
    at = timezone.localdate(taken.handover.created_at) if taken else None
    title = _("Taken by the credit-information platform")
    return [*steps, Step(title, Fate.DONE if taken else Fate.WAITING, at=at)]


def _in_time(title: StrOrPromise, penalty: Penalty, rule_id: str, done: datetime.date | None) -> Step:
    """A step with a period of its own: missing once the period is over."""
    clock: Clock | None = last_clock(penalty, rule_id)
    due = timezone.localdate(clock.due_at) if clock else None
    if done:
        return Step(title, Fate.DONE, at=done, due=due)
    is_late = due is not None and due < timezone.localdate()
    return Step(title, Fate.MISSING if is_late else Fate.WAITING, due=due)


def _step(title: StrOrPromise, entry: LogEntry | None, *, otherwise: Fate) -> Step:
    if entry is None:
        return Step(title, otherwise)
    return Step(
        title, Fate.DONE, at=timezone.localdate(entry.at), who=entry.actor.name if entry.actor else ""
    )


def _entries(penalty: Penalty) -> dict[str, LogEntry]:
    """Map each move that stands to its last entry."""
    standing = LogEntry.objects.about(penalty).filter(annuls=None, annulled_by=None)
    return {entry.move: entry for entry in standing.select_related("actor")}
