"""Whether the report behind a reward was found to be made up, or its reporter is being heard on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rewards.states import BEING_HEARD, FabricationState

if TYPE_CHECKING:
    from reports.models import Report
    from rewards.models import Fabrication


def is_being_heard(report: Report) -> bool:
    """Whether the reporter is being heard on it: rewards wait."""
    return any(one.state in BEING_HEARD for one in report.fabrications.all())


def found_on(report: Report) -> Fabrication | None:
    """Return the decision that the report was made up, or None."""
    return next((one for one in report.fabrications.all() if one.state == FabricationState.FOUND), None)
