"""Writes of the list of dishonest subjects."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from investigations.models import Accident
from investigations.states import AccidentState
from notices.models import Notice
from sanctions.models import Listing, Penalty
from sanctions.notices import listing_decision
from sanctions.services.penalties import NO_DEFENCE, issue
from statutes.calendar import deadline
from statutes.levels import AccidentLevel, accident_level
from statutes.listing import SITUATIONS, is_listable, listing_period
from statutes.triggers import Accident as AccidentOn
from statutes.triggers import listing_situations
from workflow.models import LogEntry
from workflow.services import advance, begin


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
    return list(
        listing_situations([own, *others], on=timezone.localdate(), is_concealed=finding.is_concealed)
    )


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
    """Note a candidate for the list. Noting twice gives the same one; a person decides, never the system.

    What was dismissed or removed is not brought up again by the same penalty.
    """
    existing: Listing | None = (
        Listing.objects.filter(penalty=penalty, situation=situation).exclude(state="cancelled").first()
    )
    if existing:
        return existing
    listing = Listing(
        penalty=penalty, unit=penalty.unit, situation=situation, cause=SITUATIONS[situation].title_zh
    )
    begin(listing, move="open", actor=None)
    return listing


@transaction.atomic
def notify_listing(listing: Listing, *, actor: User, note: str = "") -> LogEntry:
    """Tell the party that it may be listed, why, with which measures and rights."""
    return advance(listing, "notify", actor=actor, note=note)


@transaction.atomic
def hear_listing(listing: Listing, *, actor: User, defence: str = "", note: str = "") -> LogEntry:
    """Record the party's defence against the listing, or that there was none."""
    return advance(listing, "hear", actor=actor, note=note, defence=defence.strip() or NO_DEFENCE)


@transaction.atomic
def enter_listing(listing: Listing, *, actor: User, note: str = "") -> LogEntry:
    """Put the party on the list for the period of the law and issue the decision."""
    today = timezone.localdate()
    until = timezone.localdate(deadline(today, listing_period(on=today), rolls_over=False).due_at)
    entry = advance(listing, "enter", actor=actor, note=note, listed_on=today, until_on=until)
    decision = Notice.objects.filter(
        subject_label=Penalty.label(), subject_id=listing.penalty_id, kind="penalty_decision"
    ).last()
    issue(
        listing,
        "listing_decision",
        listing_decision(listing, penalty_number=decision.number if decision else ""),
        actor=actor,
    )
    return entry


@transaction.atomic
def dismiss_listing(listing: Listing, *, actor: User, note: str) -> LogEntry:
    """Decide not to list, with the reason."""
    return advance(listing, "dismiss", actor=actor, note=note)


@transaction.atomic
def remove_listing(listing: Listing, *, actor: User | None, note: str = "") -> LogEntry:
    """Take the party off the list: by the calendar (no actor) or by a leader with a reason."""
    return advance(
        listing, "remove", actor=actor, note=note, removed_on=timezone.localdate(), reason=note[:200]
    )


def remove_expired_listings() -> int:
    """Remove every listing whose period has ended; return how many."""
    expired = Listing.objects.filter(state="listed", until_on__lt=timezone.localdate())
    for listing in expired:
        remove_listing(listing, actor=None)
    return len(expired)
