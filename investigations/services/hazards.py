"""Writes of the register of major hazards."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Evidence, MajorHazard, OrderItem, RectificationOrder
from investigations.notices_hazards import hazard_lifting_notice, hazard_listing_notice
from investigations.policies_hazards import may_register
from investigations.services.papers import issue_paper
from investigations.states import EvidenceState, HazardState
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@transaction.atomic
def register_hazard(
    order: RectificationOrder, *, actor: User, item: OrderItem, title: str, basis: str
) -> MajorHazard:
    """Put on the register an item that was ordered to be rectified and is a major hazard."""
    refuse_unless(may_register(order, actor))
    if item.order_id != order.pk:
        raise MoveRefused(_("This item belongs to another order."))
    if hasattr(item, "hazard"):
        raise MoveRefused(_("This hazard is on the register already."))
    hazard = MajorHazard(case=order.case, item=item, title=title, basis=basis)
    begin(hazard, move="register", actor=actor)
    return hazard


@issues_paper
@transaction.atomic
def list_hazard(
    hazard: MajorHazard, *, actor: User, supervisor: str, listed_until: datetime.date, note: str = ""
) -> LogEntry:
    """Put it under listed supervision: by whom, and until when it must be gone; the unit gets a notice."""
    facts: dict[str, Any] = {"supervisor": supervisor, "listed_until": listed_until}
    entry = advance(hazard, "list_up", actor=actor, note=note, **facts)
    issue_paper("hazard_listing", hazard, hazard_listing_notice(hazard), actor)
    return entry


@issues_paper
@transaction.atomic
def lift_hazard(hazard: MajorHazard, *, actor: User, proof: Evidence, note: str = "") -> LogEntry:
    """Take it off the register with the evidence that it is gone; the unit gets a notice where it was listed."""
    if proof.case_id != hazard.case_id or proof.state == EvidenceState.EXCLUDED:
        raise MoveRefused(_("Only evidence of this case that counts shows that the hazard is gone."))
    was_listed = hazard.state == HazardState.LISTED
    entry = advance(hazard, "lift", actor=actor, note=note, proof=proof)
    if was_listed:
        issue_paper("hazard_lifting", hazard, hazard_lifting_notice(hazard), actor)
    return entry
