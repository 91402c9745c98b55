"""Whether the report behind a reward was found to be made up, or its reporter is being heard on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rewards.states import BEING_HEARD, FabricationState
from statutes.rules import HOME, get_rule

if TYPE_CHECKING:
    from reports.models import Report
    from rewards.models import Fabrication


def too_little(evidence: Sequence[str], *, place: str = HOME) -> str:
    """Say that these items of evidence are too few to raise that a report was made up; nothing when they are enough."""
    needed = get_rule("reward.fabrication.items", place=place, on=timezone.localdate()).number
    if len(evidence) >= needed:
        return ""
    return _("At least %(count)d items of evidence that bear each other out are needed.") % {"count": needed}


def is_being_heard(questions: Iterable[Fabrication]) -> bool:
    """Whether the reporter is being heard on one of the questions on a report: rewards wait."""
    return any(one.state in BEING_HEARD for one in questions)


def found_on(report: Report) -> Fabrication | None:
    """Return the decision that the report was made up, or None."""
    return found_among(report.fabrications.all())


def found_among(questions: Iterable[Fabrication]) -> Fabrication | None:
    """Return the one of the questions on a report that was decided against it, or None."""
    return next((one for one in questions if one.state == FabricationState.FOUND), None)
