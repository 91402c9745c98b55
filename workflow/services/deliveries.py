"""Handing entries to their subscribers: after commit through the broker, and again by the clock until done.

That clock is the database's. A worker whose own is an hour ahead would keep what it took for an hour after it died.
"""

from __future__ import annotations

import contextlib
import contextvars
import datetime
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from workflow.events import Subscriber, slow_subscribers, subscriber_named
from workflow.models import Delivery

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger("workflow")

DELIVER_TASK = "workflow.deliver"
# A worker that died holds its delivery no longer than this.
LEASE = datetime.timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)
FIRST_RETRY = datetime.timedelta(seconds=5)
LONGEST_RETRY = datetime.timedelta(hours=1)
# The broker gets this long before the clock hands a delivery out again.
GRACE = datetime.timedelta(seconds=10)
HAND_OUT_BATCH = 500

_is_inline: contextvars.ContextVar[bool] = contextvars.ContextVar("is_inline", default=False)


def hand_out_after_commit(deliveries: Sequence[Delivery]) -> None:
    """Send the deliveries to the broker once the transaction has committed; losing the broker loses nothing."""
    keys = [delivery.pk for delivery in deliveries]
    transaction.on_commit(lambda: _hand_out(keys), robust=True)


def _hand_out(keys: Sequence[int]) -> None:
    if _is_inline.get():
        return
    for key in keys:
        current_app.send_task(DELIVER_TASK, args=[key], retry=False)


def pending(*, since: datetime.timedelta = datetime.timedelta()) -> QuerySet[Delivery]:
    """Return the deliveries whose turn has come, or came so long ago, oldest entry first."""
    return Delivery.objects.filter(done_at=None, lease_until__lte=Now() - since).order_by("entry_id", "pk")


def hand_out_again() -> int:
    """Send to the broker once more what nobody has taken; return how many were sent."""
    _end_leases_of_a_wrong_clock()
    keys = list(pending(since=GRACE).values_list("pk", flat=True)[:HAND_OUT_BATCH])
    # Their grace begins anew: a worker that is behind is not sent the same again and again.
    pending().filter(pk__in=keys).order_by().update(lease_until=Now())
    _hand_out(keys)
    return len(keys)


def _end_leases_of_a_wrong_clock() -> None:
    """Free what was taken while the database's own clock was ahead: it would wait until that hour comes again."""
    taken = Delivery.objects.filter(done_at=None, lease_until__gt=Now() + LONGEST_RETRY)
    taken.update(lease_until=Now())


def deliver(delivery_id: int) -> bool:
    """Run one delivery if it is due and free. A receipt is written with the work, so it takes effect once."""
    claimed = (
        pending()
        .filter(pk=delivery_id)
        .order_by()
        .update(lease_until=Now() + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    delivery = Delivery.objects.select_related("entry").get(pk=delivery_id)
    subscriber = subscriber_named(delivery.entry.event, delivery.subscriber)
    try:
        _run(delivery, subscriber)
    except Exception as error:  # whatever a subscriber raises is kept, shown and tried again
        _put_off(delivery, error)
        return False
    return True


def _run(delivery: Delivery, subscriber: Subscriber | None) -> None:
    if subscriber is None:  # the code no longer wants this event
        _sign_receipt(delivery)
    elif subscriber.is_atomic:
        with transaction.atomic():
            if _sign_receipt(delivery):
                subscriber.handler(delivery.entry)
    else:
        subscriber.handler(delivery.entry)
        _sign_receipt(delivery)


def _sign_receipt(delivery: Delivery) -> bool:
    return bool(
        Delivery.objects.filter(pk=delivery.pk, done_at=None).update(done_at=timezone.now(), failure="")
    )


def _put_off(delivery: Delivery, error: Exception) -> None:
    wait = min(FIRST_RETRY * 2 ** min(delivery.attempts - 1, 12), LONGEST_RETRY)
    # Only the kind of error is kept: its words could hold a word of a tip.
    Delivery.objects.filter(pk=delivery.pk, done_at=None).update(
        lease_until=Now() + wait, failure=type(error).__name__
    )
    logger.error(
        "delivery %(delivery)s of %(event)s to %(subscriber)s failed: %(error)s",
        {
            "delivery": delivery.pk,
            "event": delivery.entry.event,
            "subscriber": delivery.subscriber,
            "error": type(error).__name__,
        },
    )


@contextlib.contextmanager
def delivering_inline(*, leave_slow: bool = False) -> Iterator[None]:
    """Keep what is published inside this block away from the broker and deliver it at the end, here."""
    token = _is_inline.set(True)
    try:
        yield
        deliver_pending(leave_slow=leave_slow)
    finally:
        _is_inline.reset(token)


def deliver_pending(*, leave_slow: bool = False) -> int:
    """Deliver in this process until nothing that is due is left; return how many were done.

    `leave_slow` leaves to the worker what is not atomic (paper to be drawn): it stays in the outbox.
    """
    left = slow_subscribers() if leave_slow else set()
    done = 0
    tried: set[int] = set()
    while keys := [key for key in _due_keys(without=left) if key not in tried]:
        for key in keys:
            tried.add(key)
            done += deliver(key)
    return done


def _due_keys(*, without: set[str]) -> list[int]:
    return list(pending().exclude(subscriber__in=without).values_list("pk", flat=True)[:HAND_OUT_BATCH])
