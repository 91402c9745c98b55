"""The panels of the track page. A higher floor adds one in its own `panels` module; this floor asks nothing upward.

@panel(order=20)
def reward_panel(tracked: Tracked) -> Panel | None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.selectors import openings_of
from reports.states import DisposalState
from reports.tracking import Tracked


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of the track page: a template, and what it shows under the name `panel`."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


PanelMaker = Callable[[Tracked], Panel | None]
_makers: dict[str, tuple[int, PanelMaker]] = {}


def panel(*, order: int) -> Callable[[PanelMaker], PanelMaker]:
    """Register what makes a panel; `order` counts from the top of the page. Registering twice changes nothing."""

    def register(maker: PanelMaker) -> PanelMaker:
        _makers[f"{maker.__module__}.{maker.__qualname__}"] = (order, maker)
        return maker

    return register


def panels_for(tracked: Tracked) -> list[Panel]:
    """Make the panels of one report, in their order; a maker with nothing to show returns None."""
    made = (maker(tracked) for _order, maker in sorted(_makers.values(), key=lambda entry: entry[0]))
    return [each for each in made if each is not None]


@panel(order=10)
def reissue_panel(tracked: Tracked) -> Panel | None:
    """Say that a lost receipt was exchanged, when, and what can no longer be read."""
    at = tracked.report.receipt_reissued_at
    return Panel("public/track/reissue_panel.html", {"at": at}) if at else None


@panel(order=90)
def disclosure_panel(tracked: Tracked) -> Panel | None:
    """Say when the reporter's identity was opened, on which ground and by which duties; never by whom."""
    openings = list(openings_of(tracked.report))
    return Panel("public/track/disclosure_panel.html", {"openings": openings}) if openings else None


@panel(order=95)
def disposal_panel(tracked: Tracked) -> Panel | None:
    """Say that what was sealed has been destroyed in time, and when."""
    disposal = tracked.report.disposals.filter(state=DisposalState.DESTROYED).first()
    return Panel("public/track/disposal_panel.html", {"disposal": disposal}) if disposal else None
