"""Writes of the register of major hazards."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Evidence, MajorHazard, RectificationOrder
from investigations.policies_hazards import may_register
from investigations.states import EvidenceState
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@transaction.atomic
def register_hazard(order: RectificationOrder, *, actor: User, title: str, basis: str) -> MajorHazard:
    """Put on the register what was ordered to be rectified and is a major hazard."""
    refuse_unless(may_register(order, actor))
    hazard = MajorHazard(case=order.case, order=order, title=title, basis=basis)
    begin(hazard, move="register", actor=actor)
    return hazard


@transaction.atomic
def list_hazard(
    hazard: MajorHazard, *, actor: User, supervisor: str, listed_until: datetime.date, note: str = ""
) -> LogEntry:
    """Put it under listed supervision: by whom, and until when it must be gone."""
    return advance(
        hazard, "list_up", actor=actor, note=note, supervisor=supervisor, listed_until=listed_until
    )


@transaction.atomic
def lift_hazard(hazard: MajorHazard, *, actor: User, proof: Evidence, note: str = "") -> LogEntry:
    """Take it off the register with the evidence that it is gone."""
    if proof.case_id != hazard.case_id or proof.state == EvidenceState.EXCLUDED:
        raise MoveRefused(_("Only evidence of this case that counts shows that the hazard is gone."))
    return advance(hazard, "lift", actor=actor, note=note, proof=proof)
