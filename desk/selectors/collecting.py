"""Which unpaid fines wait for a hand: a demand to serve, a court that has not answered or does not enforce."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from desk.selectors.queues import acted_apart, on_team
from desk.selectors.source import Words
from sanctions.models import Penalty
from sanctions.selectors import penalties_visible_to
from sanctions.states import UNENFORCED, State

FOLLOWING: Mapping[str, Words] = {
    State.DEMANDED: _("Record service of the demand"),
    State.IN_COURT: _("Note the answer of the court"),
}


def to_follow_up(user: Any) -> QuerySet[Penalty]:
    """Return the demands of the user's teams that nobody served, and the applications without an answer."""
    unserved = Q(state=State.DEMANDED, demand_served_on=None)
    unanswered = Q(state=State.IN_COURT, ruling="")
    return penalties_visible_to(user).filter(unserved | unanswered, on_team(user, "case"))


def to_give_up(user: Any) -> QuerySet[Penalty]:
    """Return the fines that the court does not enforce."""
    refused = penalties_visible_to(user).filter(state=State.IN_COURT, ruling__in=UNENFORCED)
    return refused.exclude(on_team(user, "case")).exclude(acted_apart(refused, user, "penalty", "decide"))
