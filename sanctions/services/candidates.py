"""Who comes up for the list of dishonest subjects, by events and by hand. A person decides, never the system."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Accident
from investigations.states import AccidentState, Kind
from sanctions.models import Listing, Penalty
from sanctions.policies_listing import may_propose_listing
from statutes.fines import accident_fine
from statutes.levels import AccidentLevel, accident_level
from statutes.listing import SITUATIONS, is_listable
from statutes.triggers import Accident as AccidentOn
from statutes.triggers import listing_situations
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import begin
from workflow.verdicts import refuse_unless


def situations_of(penalty: Penalty) -> list[str]:
    """Name the situations of the list that a penalty's party has come into, by the approved findings.

    The list covers certain sectors only (Order 11 art. 2); the other situations need a person's judgement. Another
    larger accident of the unit counts beside this one; what it led to by itself its own penalty has brought up.
    """
    if not is_listable(penalty.unit.sector):
        return []
    finding = penalty.case.finding
    own = AccidentOn(
        on=timezone.localdate(_happened_at(penalty)),
        level=accident_level(
            deaths=finding.deaths, serious_injuries=finding.serious_injuries, loss_yuan=finding.loss
        ),
    )
    others = _larger_accidents_beside(penalty) if own.level is AccidentLevel.LARGER else []
    found = listing_situations(
        [own, *others],
        on=timezone.localdate(),
        is_especially_serious=_is_fined_beyond(penalty, own.level),
        is_concealed=finding.is_concealed,
    )
    return [*found, *(["false_safety_service"] if penalty.case.kind == Kind.SERVICE else [])]


def _is_fined_beyond(penalty: Penalty, level: AccidentLevel) -> bool:
    """Tell whether the unit was fined above the plain bracket of its accident: two to five times (art. 114)."""
    finding = penalty.case.finding
    has_accident = bool(finding.deaths or finding.serious_injuries)
    if penalty.person_name or not has_accident:
        return False
    return penalty.fine > accident_fine(level, on=timezone.localdate(), sector=penalty.unit.sector).high


def _happened_at(penalty: Penalty) -> datetime:
    """When the accident of the case happened; a case without one is dated by its findings."""
    accident = Accident.objects.filter(case=penalty.case).first()
    return accident.happened_at if accident else penalty.case.finding.drafted_at


def _larger_accidents_beside(penalty: Penalty) -> list[AccidentOn]:
    beside = Accident.objects.filter(case__unit=penalty.unit).exclude(case=penalty.case)
    standing = beside.exclude(state=AccidentState.CANCELLED)
    dated = (AccidentOn(timezone.localdate(found.happened_at), found.level) for found in standing)
    return [accident for accident in dated if accident.level is AccidentLevel.LARGER]


@transaction.atomic
def open_listing(penalty: Penalty, *, situation: str) -> Listing:
    """Note a candidate for the list, as an event brings it up. Noting twice gives the same one.

    What was dismissed or removed is not brought up again by the same penalty.
    """
    existing = _listing_of(penalty, situation, penalty.person_name)
    if existing is not None:
        return existing
    listing = Listing(
        penalty=penalty,
        unit=penalty.unit,
        situation=situation,
        cause=SITUATIONS[situation].title_zh,
        person_name=penalty.person_name,
    )
    begin(listing, move="open", actor=None)
    return listing


@transaction.atomic
def propose_listing(
    penalty: Penalty,
    *,
    actor: User,
    situation: str,
    note: str,
    person_name: str = "",
    person_role: str = "",
) -> LogEntry:
    """Bring a unit or a person up for the list, in a situation that a person has to judge, with the reason."""
    refuse_unless(may_propose_listing(penalty, actor))
    if not person_name and "unit" not in SITUATIONS[situation].subjects:
        raise MoveRefused(_("In this situation a person is listed, not the unit. Name the person."))
    if _listing_of(penalty, situation, person_name) is not None:
        raise MoveRefused(_("This party has come up in this situation already."))
    listing = Listing(
        penalty=penalty,
        unit=penalty.unit,
        situation=situation,
        cause=SITUATIONS[situation].title_zh,
        person_name=person_name,
        person_role=person_role,
    )
    return begin(listing, move="open", actor=actor, note=note)


def _listing_of(penalty: Penalty, situation: str, person_name: str) -> Listing | None:
    standing = Listing.objects.filter(penalty=penalty, situation=situation, person_name=person_name)
    return standing.exclude(state="cancelled").first()
