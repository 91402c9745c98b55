"""Further measures that wait for somebody: to propose, to decide, to carry out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.selectors.queues import acted_apart, on_team
from sanctions.models import Measure
from sanctions.selectors import measures_visible_to
from sanctions.states_measures import MeasureKind, MeasureState

CARRYING: Mapping[str, str | Promise] = {
    MeasureState.NOTICED: _("Propose the measure, or have it dropped"),
    MeasureState.APPROVED: _("Record what came of it"),
}
# What lasts until somebody lifts it.
LIFTED_BY_HAND = Q(kind=MeasureKind.POWER_CUT, state=MeasureState.IN_FORCE)
DECIDING: Mapping[str, str | Promise] = {
    MeasureState.PROPOSED: _("Approve or drop the measure"),
    MeasureState.IN_FORCE: _("Lift the cut when the unit has obeyed"),
}


def measures_to_carry(user: Any) -> QuerySet[Measure]:
    """Return the measures that the user's teams propose, or whose outcome they record."""
    own = measures_visible_to(user).filter(on_team(user, "case"))
    uncounted = Q(kind=MeasureKind.DAILY_PENALTY, counted_to=None)
    answered = Q(kind=MeasureKind.CLOSURE)
    due = Q(kind=MeasureKind.POWER_CUT) & (Q(takes_effect_at=None) | Q(takes_effect_at__lte=timezone.now()))
    return own.filter(
        Q(state=MeasureState.NOTICED) & ~uncounted | Q(state=MeasureState.APPROVED) & (answered | due)
    )


def measures_to_decide(user: Any) -> QuerySet[Measure]:
    """Return the measures that `user` may approve, or has to lift."""
    found = measures_visible_to(user).filter(Q(state=MeasureState.PROPOSED) | LIFTED_BY_HAND)
    return found.exclude(on_team(user, "case")).exclude(acted_apart(found, user, "measure", "decide"))
