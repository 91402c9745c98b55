"""How long what is sealed in a tip is kept: by its retention period, and by whatever still needs it.

A higher floor says in its own `keeping` module which tips it needs; this floor asks nothing upward.

@keeps
def under_investigation() -> QuerySet: ...  # the keys of tips
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from enterprises.selectors import without_conflicts
from reports.models import Disposal, Hold, Report
from reports.states import FINAL, OPEN, DisposalState, RetaliationState, State
from statutes.calendar import latest_start
from statutes.rules import HOME, get_rule
from vault.selectors import has_sealed
from workflow.models import LogEntry

Keeper = Callable[[], "QuerySet[Any, Any]"]
_keepers: dict[str, Keeper] = {}
# What was worked on is kept longer than what was never taken in.
PERIODS = {
    "retention.tip.handled": (State.CLOSED, State.MERGED),
    "retention.tip.not_handled": (State.DECLINED, State.TRANSFERRED, State.WITHDRAWN),
}


def keeps(keeper: Keeper) -> Keeper:
    """Register who needs which tips: a query of their keys. Registering twice changes nothing."""
    _keepers[f"{keeper.__module__}.{keeper.__qualname__}"] = keeper
    return keeper


def due_for_disposal(*, but_for: Disposal | None = None) -> QuerySet[Report]:
    """Return the tips whose time is over, that nobody holds or needs, and in which something is sealed still.

    A tip whose disposal is proposed is not due again; `but_for` looks past one proposal, to judge it anew.
    """
    moves = LogEntry.objects.filter(subject_label=Report.label(), subject_id=OuterRef("pk"))
    ended = moves.filter(target__in=(*FINAL, State.MERGED)).exclude(source=F("target")).order_by("-sequence")
    held = Hold.objects.filter(report=OuterRef("pk"), lifted_at=None)
    settled = Disposal.objects.filter(report=OuterRef("pk")).exclude(state=DisposalState.DECLINED)
    settled = settled.exclude(pk=but_for.pk) if but_for else settled
    due = Report.objects.annotate(ended_at=Subquery(ended.values("at")[:1])).filter(
        _is_over(), ~Exists(held), ~Exists(settled), has_sealed(Report.label())
    )
    # What was merged is needed for as long as the tip it was merged into is being handled.
    due = due.exclude(merged_into__state__in=OPEN)
    # Whoever was punished for it has an answer first: its words go with the tip.
    due = due.exclude(retaliations__state=RetaliationState.RAISED)
    for keeper in _keepers.values():
        due = due.exclude(pk__in=keeper())
    ordered: QuerySet[Report] = due.order_by("pk")
    return ordered


def _is_over() -> Q:
    """Say in SQL that the period since a tip ended is over."""
    today, over = timezone.localdate(), Q(pk__in=[])
    for rule_id, states in PERIODS.items():
        began = latest_start(get_rule(rule_id, place=HOME, on=today).period, over_by=today)
        over |= Q(state__in=states, ended_at__date__lt=began)
    return over


def due_visible_to(user: Any) -> QuerySet[Report]:
    """Return what is due, for a custodian, who sees references and no more; without what they are kept away from."""
    return without_conflicts(due_for_disposal(), user, unit="unit", columns={Report.label(): "pk"})
