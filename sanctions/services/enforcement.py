"""Writes of a decided penalty: service, publication, payment, remedies, surcharge."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.models import Notice, Service
from notices.selectors import notices_of
from notices.serving import serve_notice
from notices.states import STANDING
from sanctions.models import Penalty
from sanctions.states import State
from statutes.fines import Surcharge, surcharge
from statutes.rules import HOME, get_rule
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.selectors import days_counted, last_clock
from workflow.services import advance, record

SURCHARGE_BASE = "penalty.setting.surcharge_base"


@transaction.atomic
def serve_penalty(
    penalty: Penalty, *, actor: User, served_on: datetime.date, note: str = "", **proof: Any
) -> LogEntry:
    """Record service; the period to pay runs from that day. `proof` says how the decision was handed over.

    Without a proof the day alone is noted, as of a decision that was served before this site kept papers.
    """
    if penalty.decided_on and not penalty.decided_on <= served_on <= timezone.localdate():
        raise MoveRefused(_("The day of service lies between the decision and today."))
    entry = advance(penalty, "serve", actor=actor, note=note, served_on=served_on)
    paper = decision_to_serve(penalty)
    if proof and paper is not None:
        serve_notice(paper, actor=actor, served_on=served_on, **proof)
    return entry


def decision_to_serve(penalty: Penalty) -> Notice | None:
    """Return the decision on paper that stands, the last one; a proceeding that was carried over has none."""
    return notices_of(penalty).filter(kind="penalty_decision", state__in=STANDING).last()


@transaction.atomic
def follow_service(served: Service, *, since: LogEntry) -> None:
    """Let a penalty follow what was proved `since`: the decision, the demand, the prior notice."""
    penalty = Penalty.objects.get(pk=served.notice.subject_id)
    if served.notice.kind == "penalty_decision" and penalty.state == State.DECIDED:
        advance(penalty, "serve", actor=None, served_on=served.served_on)
    is_demand = served.notice.kind == "enforcement_demand" and penalty.state == State.DEMANDED
    if is_demand and penalty.demand_served_on is None:
        advance(penalty, "serve_demand", actor=None, demand_served_on=served.served_on)
    known = LogEntry.objects.about(penalty).filter(move="receive_notice", pk__gt=since.pk)
    is_told = served.notice.kind == "penalty_prior_notice" and penalty.state == State.NOTIFIED
    if is_told and not known.exists():
        record(penalty, "receive_notice", actor=None)


@transaction.atomic
def record_penalty_payment(
    penalty: Penalty, *, actor: User, paid_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record that the fine reached the treasury."""
    if penalty.served_on and not penalty.served_on <= paid_on <= timezone.localdate():
        raise MoveRefused(_("The day of payment lies between the service and today."))
    return advance(penalty, "pay", actor=actor, note=note, paid_on=paid_on)


@transaction.atomic
def publish_penalty(
    penalty: Penalty, *, actor: User, published_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record the day on which the decision was published."""
    if penalty.decided_on and not penalty.decided_on <= published_on <= timezone.localdate():
        raise MoveRefused(_("The day of publication lies between the decision and today."))
    return advance(penalty, "publish", actor=actor, note=note, published_on=published_on)


@transaction.atomic
def withdraw_publication(
    penalty: Penalty, *, actor: User, unpublished_on: datetime.date, note: str
) -> LogEntry:
    """Record the day on which the decision was taken back from the public, and why."""
    if penalty.published_on and not penalty.published_on <= unpublished_on <= timezone.localdate():
        raise MoveRefused(_("The day lies between the publication and today."))
    return advance(penalty, "withdraw_publication", actor=actor, note=note, unpublished_on=unpublished_on)


@transaction.atomic
def open_review(penalty: Penalty, *, actor: User, opened_on: datetime.date, note: str = "") -> LogEntry:
    """Note that the party asked for a reconsideration; the surcharge stands still."""
    return advance(penalty, "open_review", actor=actor, note=note, opened_on=opened_on)


@transaction.atomic
def open_suit(penalty: Penalty, *, actor: User, opened_on: datetime.date, note: str = "") -> LogEntry:
    """Note that the party went to court; the surcharge stands still."""
    return advance(penalty, "open_suit", actor=actor, note=note, opened_on=opened_on)


@transaction.atomic
def uphold_penalty(penalty: Penalty, *, actor: User, closed_on: datetime.date, note: str = "") -> LogEntry:
    """Note that the decision was upheld."""
    return advance(penalty, "uphold", actor=actor, note=note, closed_on=_after_opening(penalty, closed_on))


@transaction.atomic
def reduce_penalty(
    penalty: Penalty, *, actor: User, closed_on: datetime.date, fine: Decimal, note: str
) -> LogEntry:
    """Note that the fine was reduced; a published decision must be withdrawn within its period."""
    if not 0 < fine < penalty.fine:
        raise MoveRefused(_("A reduced fine lies between nothing and the fine that was imposed."))
    day = _after_opening(penalty, closed_on)
    return advance(penalty, "reduce", actor=actor, note=note, closed_on=day, fine_fen=int(fine * 100))


@transaction.atomic
def revoke_penalty(penalty: Penalty, *, actor: User, closed_on: datetime.date, note: str) -> LogEntry:
    """Note that the decision was annulled; a published one must be withdrawn within its period."""
    return advance(penalty, "revoke", actor=actor, note=note, closed_on=_after_opening(penalty, closed_on))


def _after_opening(penalty: Penalty, day: datetime.date) -> datetime.date:
    if penalty.remedy_opened_on and day < penalty.remedy_opened_on:
        raise MoveRefused(_("This day lies before the reconsideration or suit began."))
    return day


def surcharge_of(penalty: Penalty, *, on: datetime.date | None = None) -> Surcharge | None:
    """Compute what is added to an unpaid fine until a day (today), or until it was paid; None while nothing is."""
    clock = last_clock(penalty, "penalty.surcharge")
    if clock is None or clock.started_at > timezone.now():
        return None
    last = (
        timezone.now()
        if on is None
        else timezone.make_aware(datetime.datetime.combine(on, datetime.time.max))
    )
    ended = min(clock.ended_at or timezone.now(), timezone.now(), last)
    days = days_counted(clock, until=ended)
    due_on = timezone.localdate(clock.started_at)
    return surcharge(_base_of(penalty, due_on), days, on=due_on) if days else None


def _base_of(penalty: Penalty, due_on: datetime.date) -> Decimal:
    """Return what bears the surcharge: the fine, or what of it was not paid when it fell due."""
    if get_rule(SURCHARGE_BASE, place=HOME, on=due_on).choice == "whole":
        return penalty.fine
    sums = penalty.received.filter(paid_on__lte=due_on).aggregate(
        amount=Sum("amount_fen"), excess=Sum("excess_fen")
    )
    paid = (sums["amount"] or 0) - (sums["excess"] or 0)
    return Decimal(max(penalty.fine_fen - paid, 0)) / 100
