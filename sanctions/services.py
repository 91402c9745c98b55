"""Writes of penalties and listings."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case
from notices.models import Notice
from notices.services import issue_notice
from sanctions.models import Listing, Penalty
from sanctions.notices import listing_decision, penalty_decision, penalty_prior_notice
from statutes.calendar import deadline
from statutes.levels import AccidentLevel, accident_level
from statutes.listing import SITUATIONS, is_listable, listing_period
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin

NO_DEFENCE = "当事人在规定期限内未提出陈述、申辩意见，也未要求听证。"


@transaction.atomic
def file_penalty(case: Case, *, cause: str, person_name: str = "", actor: User | None = None) -> Penalty:
    """File a proceeding on a concluded case: 90 days run (Penalties Law art. 60). Filing twice gives the same one."""
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you file a penalty."))
    existing: Penalty | None = (
        Penalty.objects.filter(case=case, person_name=person_name).exclude(state="cancelled").first()
    )
    if existing:
        return existing
    penalty = Penalty(case=case, unit=case.unit, person_name=person_name, cause=cause)
    begin(penalty, move="file", actor=actor)
    return penalty


@transaction.atomic
def notify_penalty(
    penalty: Penalty,
    *,
    actor: User,
    fine: Decimal,
    violated: str,
    basis: str,
    reasons: str,
    note: str = "",
) -> LogEntry:
    """Give the party prior notice of a fine in yuan. Its period to ask for a hearing runs from here."""
    if fine <= 0:
        raise MoveRefused(_("A fine must be more than nothing. Impose no penalty instead."))
    entry = advance(
        penalty,
        "notify",
        actor=actor,
        note=note,
        fine_fen=int(fine * 100),
        violated=violated,
        basis=basis,
        reasons=reasons,
    )
    _issue(penalty, "penalty_prior_notice", penalty_prior_notice(penalty), actor=actor)
    return entry


@transaction.atomic
def hear_party(penalty: Penalty, *, actor: User, defence: str = "", note: str = "") -> LogEntry:
    """Record the defence, or that there was none."""
    return advance(penalty, "hear", actor=actor, note=note, defence=defence.strip() or NO_DEFENCE)


@transaction.atomic
def review_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Pass the legal review."""
    return advance(penalty, "review", actor=actor, note=note)


@transaction.atomic
def send_back_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Refuse the legal review with a reason; the proceeding begins again at the prior notice."""
    return advance(penalty, "send_back", actor=actor, note=note)


@transaction.atomic
def decide_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Decide the penalty and issue the decision; service and publication have their periods from here."""
    entry = advance(penalty, "decide", actor=actor, note=note)
    _issue(penalty, "penalty_decision", penalty_decision(penalty), actor=actor)
    return entry


@transaction.atomic
def drop_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """End the proceeding without a penalty, with the reason."""
    return advance(penalty, "drop", actor=actor, note=note)


@transaction.atomic
def serve_penalty(penalty: Penalty, *, actor: User, served_on: datetime.date, note: str = "") -> LogEntry:
    """Record service; the period to pay runs from that day."""
    if penalty.decided_on and not penalty.decided_on <= served_on <= timezone.localdate():
        raise MoveRefused(_("The day of service lies between the decision and today."))
    return advance(penalty, "serve", actor=actor, note=note, served_on=served_on)


@transaction.atomic
def record_penalty_payment(
    penalty: Penalty, *, actor: User, paid_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record that the fine reached the treasury."""
    if penalty.served_on and not penalty.served_on <= paid_on <= timezone.localdate():
        raise MoveRefused(_("The day of payment lies between the service and today."))
    return advance(penalty, "pay", actor=actor, note=note, paid_on=paid_on)


@transaction.atomic
def close_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Close a proceeding whose fine is paid."""
    return advance(penalty, "close", actor=actor, note=note)


def situations_of(penalty: Penalty) -> list[str]:
    """Name the situations of the list that a penalty's party has come into, by the approved findings.

    The list covers certain sectors only (Order 11 art. 2); the other situations need a person's judgement.
    """
    if not is_listable(penalty.unit.sector):
        return []
    finding = penalty.case.finding
    level = accident_level(
        deaths=finding.deaths, serious_injuries=finding.serious_injuries, loss_yuan=finding.loss
    )
    found = ["concealment"] if finding.is_concealed else []
    return found + (["major_accident"] if level.rank >= AccidentLevel.MAJOR.rank else [])


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
    _issue(
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


def _issue(subject: Penalty | Listing, kind: str, context: dict[str, object], *, actor: User) -> Notice:
    return issue_notice(kind, subject=subject, context=context, actor=actor, agency=get_office())
