"""The steps of a published entry through the listing machine, each by the person whose duty it is.

What is published of an entry does not hold the penalty it rests on: it is played as a warning, and no sum is invented.
The steps happen now; then the entry is dated to its published day, and what is over by now ends by itself.
"""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import Duty
from config.demonstration.fines import PASSED
from config.demonstration.walk import Walk
from config.replay.cases import PublishedCase
from config.replay.house import PERSON, House, verify
from config.replay.words import NOT_STATED
from sanctions import services as sanctions
from sanctions.models import Listing, Penalty
from statutes.listing import SITUATIONS
from workflow.services import delivering_inline

OTHER = "other_serious"


def play_entry(
    house: House, case: PublishedCase, *, situation: str, until_on: datetime.date
) -> tuple[Listing, Walk]:
    """Carry an entry from the candidate to its end, or to today."""
    walk = house.begin()
    with delivering_inline():
        verify(case, walk, unit_name=house.register(case))
        penalty = _warn(case, walk)
        listing = _propose(penalty, walk, situation=situation, cause=case.reported)
        sanctions.notify_listing(listing, actor=walk.head)
        sanctions.hear_listing(listing, actor=walk.head)
        sanctions.enter_listing(listing, actor=walk.who(Duty.LEADER))
        sanctions.register_listing(listing, actor=walk.head, registered_on=timezone.localdate())
        walk.settle()
        Listing.objects.filter(pk=listing.pk).update(listed_on=case.on, until_on=until_on)
        sanctions.remove_expired_listings()
        walk.settle()
    return Listing.objects.get(pk=listing.pk), walk


def _warn(case: PublishedCase, walk: Walk) -> Penalty:
    """Penalise with a warning, from the filing to the decision."""
    penalty = sanctions.propose_penalty(
        walk.case, cause=f"{case.unit_name}安全生产违法行为案", actor=walk.head
    )
    leader = walk.who(Duty.LEADER)
    sanctions.file_penalty(penalty, actor=leader)
    sanctions.report_penalty(
        penalty,
        actor=walk.head,
        violated=NOT_STATED,
        basis=NOT_STATED,
        reasons="按照公布的列入信息。",
        kinds=("warning",),
    )
    sanctions.countersign_penalty(penalty, actor=walk.staff.partner(walk.head, turn=walk.turn))
    sanctions.notify_penalty(penalty, actor=walk.head)
    sanctions.hear_party(penalty, actor=walk.head, is_waived=True)
    sanctions.review_penalty(penalty, actor=walk.who(Duty.REVIEWER), **PASSED)
    sanctions.decide_penalty(penalty, actor=leader)
    walk.settle()
    found: Penalty = Penalty.objects.get(pk=penalty.pk)
    return found


def _propose(penalty: Penalty, walk: Walk, *, situation: str, cause: str) -> Listing:
    """Bring the unit up in its situation, or among the other serious ones where the present list has it no more."""
    key = situation if situation in SITUATIONS else OTHER
    name = "" if "unit" in SITUATIONS[key].subjects else PERSON
    sanctions.propose_listing(penalty, actor=walk.head, situation=key, person_name=name, note=cause)
    found: Listing = Listing.objects.get(penalty=penalty, situation=key, person_name=name)
    return found
