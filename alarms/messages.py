"""The message port: `write_message` in the transaction of what it tells of, `send_messages` in the worker.

A message is a row first, once for each channel that reaches the person, so that a worker that dies sends it later and
a call that is repeated writes nothing twice. The texts name a reference and what to do, never a word of a tip:
they pass through other people's systems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from alarms.gateways import Gateway, Outgoing
from alarms.models import Message


class NotAllSent(Exception):
    """Some messages could not be handed over; the delivery that asked for them is tried again."""


def gateways() -> Iterator[tuple[str, Gateway]]:
    """Yield the channels of the settings with their gateways."""
    for channel, path in settings.MESSAGE_GATEWAYS.items():
        gateway: Gateway = import_string(path)(channel)
        yield channel, gateway


def can_reach(person: User) -> bool:
    """Say whether any channel leads to this person."""
    return any(gateway.address_of(person) for _channel, gateway in gateways())


def write_message(person: User, *, about: str, key: str, title: str, text: str) -> None:
    """Write a message for every channel that reaches the person; `key` names it, so that it is written once."""
    for channel, gateway in gateways():
        if gateway.address_of(person):
            Message.objects.get_or_create(
                person=person,
                channel=channel,
                key=key,
                defaults={"about": about, "title": title, "text": text},
            )


def send_messages(messages: Iterable[Message]) -> None:
    """Hand over what has not been sent; one that fails keeps no other back. Raises `NotAllSent` at the end."""
    ways, failed = dict(gateways()), 0
    for message in messages:
        if message.sent_at is None and message.channel in ways:
            failed += not _is_sent(message, ways[message.channel])
    if failed:
        raise NotAllSent


def _is_sent(message: Message, gateway: Gateway) -> bool:
    outgoing = Outgoing(
        f"{message.key}/{message.person_id}",
        gateway.address_of(message.person),
        message.title,
        message.text,
    )
    try:
        gateway.send(outgoing)
    except Exception as error:  # whatever a gateway raises: the row says what kind it was, and is tried again
        Message.objects.filter(pk=message.pk).update(failure=type(error).__name__)
        return False
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), failure="")
    return True
