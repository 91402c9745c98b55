"""One call to an address that somebody else chose: to the public internet alone, never to a machine of our own.

The name is looked up once, every address it has is judged, and the connection goes to the very address that was
judged: a name that changes its mind in between leads nowhere. No redirect is followed; little of the answer is read.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import urllib3
from django.conf import settings

from interface.outside import NothingLeaves, refuse_in_training

PORTS = {"https": 443, "http": 80}
TIMEOUT = urllib3.Timeout(connect=5, read=10)
# An IPv4 address in IPv6's clothes is judged as the IPv4 address that it is.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class CannotCall(Exception):
    """The address may not be called, or nobody answered. The word says which, and no more."""


def judge_address(address: str) -> SplitResult:
    """Return the parts of an address that may be called by its shape; raise `CannotCall` otherwise."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise CannotCall("address") from error
    schemes = {"https", "http"} if settings.HOOKS_MAY_BE_PRIVATE else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.username is not None or port == 0:
        raise CannotCall("address")
    if not settings.HOOKS_MAY_BE_PRIVATE and _is_number(parts.hostname) and not _is_public(parts.hostname):
        raise CannotCall("private address")
    return parts


def call(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post a body and return the status of the answer; raise `CannotCall` where it may not be or nobody answers."""
    try:
        refuse_in_training()
    except NothingLeaves as error:
        raise CannotCall("training") from error
    parts = judge_address(address)
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    sent = {**headers, "Host": parts.netloc, "Content-Type": "application/json", "User-Agent": "chuishao"}
    try:
        with _pool(parts.scheme, _looked_up(host, port), port, host) as pool:
            answer = pool.urlopen(
                "POST", target, body=body, headers=sent, redirect=False, retries=False, preload_content=False
            )
            answer.close()
            return answer.status
    except (urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
        raise CannotCall(type(error).__name__) from error


def _pool(scheme: str, number: str, port: int, host: str) -> urllib3.HTTPConnectionPool:
    if scheme == "http":
        return urllib3.HTTPConnectionPool(number, port, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        number, port, timeout=TIMEOUT, server_hostname=host, assert_hostname=host
    )


def _looked_up(host: str, port: int) -> str:
    """Look a name up and return its first address; one private address among them spoils the name."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise CannotCall("name")
    if not settings.HOOKS_MAY_BE_PRIVATE and not all(_is_public(number) for number in found):
        raise CannotCall("private address")
    return found[0]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in TRANSLATED:
            return False
        address = address.ipv4_mapped or address.sixtofour or address
    return address.is_global and not address.is_multicast
