"""The words for a further measure: its facts, and what happens next."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanctions.models import Measure
from sanctions.states_measures import MeasureKind, MeasureState

FACTS: Mapping[str, Promise] = {
    "penalty": _("Penalty"),
    "hazard": _("Major hazard"),
    "order": _("Order to rectify"),
    "accident": _("Accident"),
    "judgment": _("Judgment"),
    "person": _("Person"),
    "facts": _("Facts"),
    "closure": _("Closure"),
}
NEXT: Mapping[tuple[str, str], Promise] = {
    (MeasureKind.CLOSURE, MeasureState.APPROVED): _(
        "The request went to the people's government, which alone decides on closure. Record its answer here."
    ),
    (MeasureKind.CLOSURE, MeasureState.IN_FORCE): _(
        "The government closed the unit. What bans its main person came up as a measure of its own."
    ),
    (MeasureKind.POWER_CUT, MeasureState.APPROVED): _(
        "The notice went out. When its hours are over, cut, and record it here."
    ),
    (MeasureKind.POWER_CUT, MeasureState.IN_FORCE): _(
        "Cut. Lift it at once when the unit has obeyed and the hazard is gone."
    ),
    (MeasureKind.BAN, MeasureState.APPROVED): _(
        "A proceeding of its own was filed: the person is told and heard first. The ban begins with its decision."
    ),
    (MeasureKind.DAILY_PENALTY, MeasureState.APPROVED): _(
        "A proceeding of its own was filed: the unit is told and heard first. The sum is that of the calculation."
    ),
}
ALWAYS: Mapping[str, Promise] = {
    MeasureState.NOTICED: _(
        "The system noticed this and does nothing more. An investigator of the case proposes it, or a leader drops it."
    ),
    MeasureState.PROPOSED: _("A leader who did not propose it approves or drops it."),
}


def facts_of(measure: Measure) -> list[tuple[Promise, str]]:
    """Return the facts as they were when it came up, each with its heading."""
    return [(FACTS[key], text) for key, text in measure.basis["lines"]]


def next_of(measure: Measure) -> Promise | str:
    """Say what happens next, or nothing when it is over."""
    own = NEXT.get((measure.kind, measure.state))
    return own if own is not None else ALWAYS.get(measure.state, "")
