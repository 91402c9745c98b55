"""Handing what is a higher government's matter to it, with its case."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Accident, Disaster
from investigations.states import TASK_OPEN
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance


def hand_up(
    matter: Accident | Disaster, *, actor: User, handed_up_at: datetime.datetime, note: str
) -> LogEntry:
    """Hand it up with its case; what the team had to do ends. Call it in a transaction."""
    if not matter.happened_at <= handed_up_at <= timezone.now():
        raise MoveRefused(_("This time lies before it was known, or ahead of now."))
    entry = advance(matter, "hand_up", actor=actor, note=note, handed_up_at=handed_up_at)
    for task in matter.case.tasks.filter(state__in=TASK_OPEN):
        advance(task, "cancel", actor=actor, note=note)
    advance(matter.case, "hand_up", actor=None)
    return entry


def refuse_fewer_deaths(matter: Accident | Disaster, deaths: int) -> None:
    """Refuse that the dead come back."""
    if deaths < matter.deaths:
        raise MoveRefused(_("Fewer deaths than were reported before: annul the mistaken entry instead."))
