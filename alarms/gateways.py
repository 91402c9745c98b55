"""How a message leaves the house. `MESSAGE_GATEWAYS` names a class of this shape for each channel."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Protocol

import urllib3
from django.conf import settings
from django.core.mail import send_mail

from interface.outside import refuse_in_training

logger = logging.getLogger("alarms")

TIMEOUT_SECONDS = 10


class NotTaken(Exception):
    """The other side did not take the message; it is tried again."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent. `key` names the message, so that a provider can drop the second of two."""

    key: str
    to: str
    title: str
    text: str


class Gateway(Protocol):
    """One way out. It raises whatever goes wrong; nothing is lost by that."""

    def __init__(self, channel: str) -> None: ...

    def address_of(self, person: Any) -> str:
        """Return where the person is reached by this channel, or nothing."""

    def send(self, message: Outgoing) -> None:
        """Hand the message over."""


class LogGateway:
    """Writes the message into the worker's log: for a demonstration, and for an office without gateways."""

    def __init__(self, channel: str) -> None:
        self.channel = channel

    def address_of(self, person: Any) -> str:
        """Reach everybody: a log has no addresses."""
        return str(person.username)

    def send(self, message: Outgoing) -> None:
        """Write the line."""
        logger.warning("%(channel)s to %(to)s: %(text)s", {"channel": self.channel, **_told(message)})


class MailGateway:
    """Sends by the mail server of the settings."""

    def __init__(self, channel: str) -> None:
        self.channel = channel

    def address_of(self, person: Any) -> str:
        """Return the person's address."""
        contact = getattr(person, "contact", None)
        return (contact.email if contact else "") or str(person.email)

    def send(self, message: Outgoing) -> None:
        """Send one mail."""
        refuse_in_training()
        send_mail(message.title, message.text, None, [message.to])


class HttpGateway:
    """Posts to whatever provider sends text messages or calls a telephone and reads the text aloud.

    `MESSAGE_<CHANNEL>_URL` and `MESSAGE_<CHANNEL>_TOKEN` say where, and with which right.
    """

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.url, self.token = settings.MESSAGE_HTTP[channel]

    def address_of(self, person: Any) -> str:
        """Return the person's mobile number."""
        contact = getattr(person, "contact", None)
        return str(contact.phone) if contact else ""

    def send(self, message: Outgoing) -> None:
        """Post the message; everything but success is tried again."""
        refuse_in_training()
        answer = urllib3.request(
            "POST",
            self.url,
            json={"channel": self.channel, **_told(message)},
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": message.key},
            timeout=TIMEOUT_SECONDS,
            retries=False,
        )
        if answer.status // 100 != 2:
            raise NotTaken(str(answer.status))


def _told(message: Outgoing) -> dict[str, str]:
    return {"to": message.to, "title": message.title, "text": message.text}
