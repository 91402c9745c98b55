"""The table of the kinds of cases: who opens and leads one, its own machine, its periods, what ends it.

Every case goes the way of `Case` (team, findings, review, approval, end); a kind adds what stands here. A new kind is
a row here and the steps of CONTRIBUTING.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Duty
from investigations.states import GATED, Kind


@dataclass(frozen=True, slots=True)
class CaseKind:
    """What one kind of case adds. Nobody opens by hand a kind without `opened_by`: it begins with another file."""

    opened_by: tuple[Duty, ...] = ()
    is_led_by_supervision: bool = False
    # The machines that belong to it, beside those of every case.
    machines: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    # The kinds of paper with which it ends.
    final_papers: tuple[str, ...] = ()
    is_gated: bool = False


KINDS: Mapping[Kind, CaseKind] = {
    Kind.TIP: CaseKind(clocks=("tip.conclude",), final_papers=("result",)),
    Kind.ACCIDENT: CaseKind(
        opened_by=(Duty.DESK, Duty.INVESTIGATOR, Duty.LEADER),
        machines=("investigations.accident",),
        clocks=(
            "accident.unit_report",
            "accident.upward_report",
            "accident.casualty_update",
            "accident.report",
            "accident.reply",
            "accident.copy_out",
            "accident.review_year",
        ),
        final_papers=("accident_report", "accident_reply", "accident_review"),
        is_gated=Kind.ACCIDENT in GATED,
    ),
    Kind.RETALIATION: CaseKind(clocks=("retaliation.answer",)),
    Kind.DERELICTION: CaseKind(opened_by=(Duty.SUPERVISION,), is_led_by_supervision=True),
    Kind.CRACKDOWN: CaseKind(opened_by=(Duty.LEADER,), machines=("investigations.target",)),
    Kind.SERVICE: CaseKind(opened_by=(Duty.DESK, Duty.LEADER)),
    Kind.DISASTER: CaseKind(
        opened_by=(Duty.DESK, Duty.INVESTIGATOR, Duty.LEADER),
        machines=("investigations.disaster",),
        clocks=(
            "disaster.geological.fast_report",
            "disaster.deadline",
            "disaster.forest_fire.assess",
            "disaster.forest_fire.decide",
        ),
        final_papers=("disaster_assessment",),
    ),
}
# Those that begin on one page, with a title and what is known.
BY_HAND = (Kind.CRACKDOWN, Kind.SERVICE, Kind.DERELICTION)


def kinds_open_to(user: Any) -> list[Kind]:
    """List the kinds of case that this person may open by hand."""
    return [kind for kind in BY_HAND if user.has_duty(*KINDS[kind].opened_by)]
