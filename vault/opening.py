"""Opening what is sealed, in a session: every way in which it cannot be opened is a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from vault.sealing import CannotOpen
from vault.sessions import session_key
from workflow.errors import MoveRefused

LOCKED = _("Your key is not unlocked in this session. Log out and sign in again to open what is sealed.")
WAITING = _(
    "This was sealed before you had a key that fits: it is waiting for a key. A colleague who can open it "
    "seals it to you."
)


@contextmanager
def unlocked(request: HttpRequest, *, back: str) -> Iterator[str]:
    """Give the private key of this session; refuse in words, with a way `back`, when it is locked or does not fit."""
    identity = session_key(request)
    if identity is None:
        raise _refusal(LOCKED, back)
    try:
        yield identity
    except CannotOpen as error:
        raise _refusal(WAITING, back) from error


def _refusal(reason: StrOrPromise, back: str) -> MoveRefused:
    refusal = MoveRefused(reason)
    refusal.url = back
    return refusal
