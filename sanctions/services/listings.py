"""Writes of the list of dishonest subjects, from the prior notice to the end of an entry."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sanctions import notices_listing as papers
from sanctions.models import Board, Listing, Penalty, Telling
from sanctions.services.candidates import situations_of
from sanctions.services.penalties import NO_DEFENCE, issue
from sanctions.services.publicity import hide, show
from sanctions.states import LISTING_OPEN, ListingState
from statutes.listing import listed_until
from statutes.rules import get_rule
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance

# Grounds that stand on the papers of who leaves the list.
TIME_IS_OVER = "列入期限届满"
ON_APPLICATION = "提前移出申请符合条件"
PENALTY_FELL = "所依据的行政处罚决定被撤销"
PENALTY_CHANGED = "所依据的行政处罚决定被变更，不再符合列入情形"
MISTAKEN = "列入决定因错误被撤回"
# What the fine alone decides: a reduced one can take it away.
BY_THE_FINE = "especially_serious_fine"


@issues_paper
@transaction.atomic
def notify_listing(listing: Listing, *, actor: User, note: str = "") -> LogEntry:
    """Tell the party that it may be listed, why, with which measures and rights (Order 11 art. 8)."""
    entry = advance(listing, "notify", actor=actor, note=note)
    issue(listing, "listing_prior_notice", papers.listing_prior_notice(listing), actor=actor)
    return entry


@transaction.atomic
def hear_listing(listing: Listing, *, actor: User, defence: str = "", note: str = "") -> LogEntry:
    """Record the party's defence against the listing, or that there was none."""
    return advance(listing, "hear", actor=actor, note=note, defence=defence.strip() or NO_DEFENCE)


@transaction.atomic
def enter_listing(listing: Listing, *, actor: User, note: str = "") -> LogEntry:
    """Put the party on the list for the period of the law, issue the decision, publish it, tell the departments."""
    today = timezone.localdate()
    entry = advance(listing, "enter", actor=actor, note=note, listed_on=today, until_on=listed_until(today))
    _publish(listing, actor=actor)
    return entry


@transaction.atomic
def register_listing(
    listing: Listing, *, actor: User, registered_on: datetime.date, note: str = ""
) -> LogEntry:
    """Note the day on which the entry was made in the credit system."""
    if listing.listed_on and not listing.listed_on <= registered_on <= timezone.localdate():
        raise MoveRefused(_("The day lies between the decision and today."))
    return advance(listing, "register", actor=actor, note=note, registered_on=registered_on)


@transaction.atomic
def dismiss_listing(listing: Listing, *, actor: User, note: str) -> LogEntry:
    """Decide not to list, with the reason."""
    return advance(listing, "dismiss", actor=actor, note=note)


@transaction.atomic
def ask_removal(
    listing: Listing,
    *,
    actor: User,
    asked_on: datetime.date,
    asked_because: str,
    is_harm_removed: bool = False,
    has_no_ban_running: bool = False,
    note: str = "",
) -> LogEntry:
    """Note the party's application for early removal, and what was checked of its conditions."""
    return advance(
        listing,
        "ask_removal",
        actor=actor,
        note=note,
        asked_on=asked_on,
        asked_because=asked_because,
        is_harm_removed=is_harm_removed,
        has_no_ban_running=has_no_ban_running,
    )


@transaction.atomic
def refuse_removal(listing: Listing, *, actor: User, note: str) -> LogEntry:
    """Refuse an early removal with the reason; the party can ask again."""
    return advance(listing, "refuse_removal", actor=actor, note=note)


@transaction.atomic
def remove_listing(listing: Listing, *, actor: User | None, note: str = "") -> LogEntry:
    """Take the party off the list: by the calendar (no actor), or by a leader who grants its application."""
    ground = TIME_IS_OVER if actor is None else ON_APPLICATION
    return _end(listing, "remove", ground=ground, actor=actor, note=note)


@transaction.atomic
def restore_listing(listing: Listing, *, actor: User, note: str) -> LogEntry:
    """Bring back who left the list early by fraud, for the period of the law, and publish it again."""
    today = timezone.localdate()
    until = listed_until(listing.listed_on or today, on=today, restored_on=today)
    entry = advance(listing, "restore", actor=actor, note=note, restored_on=today, until_on=until)
    _publish(listing, actor=actor)
    return entry


@transaction.atomic
def follow_penalty(penalty: Penalty) -> None:
    """Compute anew what rests on a penalty that was annulled or reduced: candidates end, entries are lifted."""
    fallen = Listing.objects.filter(penalty=penalty, state__in=[*LISTING_OPEN, ListingState.LISTED])
    reason = PENALTY_FELL
    if penalty.state != "revoked":
        reason = PENALTY_CHANGED
        fallen = fallen.filter(situation=BY_THE_FINE)
        if BY_THE_FINE in situations_of(penalty):
            return
    for listing in fallen:
        if listing.state == ListingState.LISTED:
            _end(listing, "lift", ground=reason, actor=None, note=reason)
        else:
            advance(listing, "cancel", actor=None, note=reason)


def remove_expired_listings() -> int:
    """Remove every listing whose period has ended; return how many."""
    expired = Listing.objects.filter(state="listed", until_on__lt=timezone.localdate())
    for listing in expired:
        remove_listing(listing, actor=None)
    return len(expired)


def recall_listing(listing: Listing) -> None:
    """Take an entry that was a mistake from the public, and tell the departments."""
    hide(listing, why=MISTAKEN)
    _tell(listing, of=Telling.Of.END, actor=None)


def _end(listing: Listing, move: str, *, ground: str, actor: User | None, note: str) -> LogEntry:
    entry = advance(listing, move, actor=actor, note=note, removed_on=timezone.localdate(), reason=ground)
    issue(listing, "listing_removal", papers.listing_removal(listing), actor=actor)
    hide(listing, why=ground)
    _tell(listing, of=Telling.Of.END, actor=actor)
    return entry


def _publish(listing: Listing, *, actor: User) -> None:
    issue(listing, "listing_decision", papers.listing_decision(listing), actor=actor)
    show(listing, board=Board.DISHONEST, facts=_public_facts(listing))
    _tell(listing, of=Telling.Of.ENTRY, actor=actor)


def _public_facts(listing: Listing) -> dict[str, Any]:
    return {
        "name": papers.party_of(listing),
        "credit_code": listing.unit.uscc,
        "cause": listing.cause,
        "number": papers.number_of(listing, "listing_decision"),
        "from": str(listing.restored_on or listing.listed_on),
        "until": str(listing.until_on),
    }


def _tell(listing: Listing, *, of: Telling.Of, actor: User | None) -> None:
    """Write to the departments that the law names; a row for each says by which letter it was told."""
    keys = get_rule("listing.departments", on=timezone.localdate()).keys
    facts = papers.listing_letter(listing, departments=list(keys), is_entry=of == Telling.Of.ENTRY)
    letter = issue(listing, "listing_letter", facts, actor=actor)
    Telling.objects.bulk_create(
        Telling(listing=listing, of=of, department=papers.DEPARTMENTS[key], paper_number=letter.number)
        for key in keys
    )
