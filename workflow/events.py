"""Events are log entries. A higher floor subscribes here; a lower floor never learns of it.

An event's name is `app.model.move`, for example `sanctions.penalty.decide`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflow.models import LogEntry

Handler = Callable[["LogEntry"], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A function that wants an event; `is_atomic` runs it and its receipt in one transaction."""

    name: str
    handler: Handler
    is_atomic: bool


_subscribers: dict[str, dict[str, Subscriber]] = defaultdict(dict)
_withdrawals: dict[str, dict[str, Handler]] = defaultdict(dict)


def _name_of(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def on(*events: str, is_atomic: bool = True) -> Callable[[Handler], Handler]:
    """Subscribe a function to `events`.

    An atomic subscriber's writes and its receipt commit together: it takes effect once. A subscriber that is not
    atomic (rendering, sending) runs outside any transaction and must itself bear being run twice.
    """

    def register(handler: Handler) -> Handler:
        for event in events:
            _subscribers[event][_name_of(handler)] = Subscriber(_name_of(handler), handler, is_atomic)
        return handler

    return register


def on_annul(*events: str) -> Callable[[Handler], Handler]:
    """Register what withdraws the consequences of `events`; it may raise `AnnulmentRefused` with the reason."""

    def register(handler: Handler) -> Handler:
        for event in events:
            _withdrawals[event][_name_of(handler)] = handler
        return handler

    return register


def subscribers_of(event: str) -> list[Subscriber]:
    """List who wants `event`."""
    return list(_subscribers.get(event, {}).values())


def subscriber_named(event: str, name: str) -> Subscriber | None:
    """Return the subscriber of `event` called `name`, or None when the code no longer has it."""
    return _subscribers.get(event, {}).get(name)


def slow_subscribers() -> set[str]:
    """Name the subscribers that are not atomic: they draw or send, and may take seconds."""
    return {one.name for found in _subscribers.values() for one in found.values() if not one.is_atomic}


def withdrawals_of(event: str) -> list[Handler]:
    """List what must be withdrawn with `event`."""
    return list(_withdrawals.get(event, {}).values())


def all_events() -> set[str]:
    """Name every event that somebody subscribed to."""
    return set(_subscribers) | set(_withdrawals)
