"""Guessing is slowed by the account, never by an address, and without locking a colleague out (docs/adr/0014).

Tries from browsers that this person has never used share one count; a browser in which they have signed in before holds
a signed cookie and has a count of its own (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

from __future__ import annotations

import datetime
import secrets
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from desk.models import SignInTries

KNOWN_BROWSER: Final = f"{settings.HOST_COOKIE}chuishao_browser"
_SALT: Final = "desk.known_browser"
FORGOTTEN_AFTER: Final = datetime.timedelta(days=1)


def count_try(request: HttpRequest, username: str) -> datetime.timedelta:
    """Count a try before the password is looked at; return how long to wait instead, nothing when it may go on."""
    now = timezone.now()
    with transaction.atomic():
        digest = _digest(request, username)
        SignInTries.objects.get_or_create(digest=digest, defaults={"waits_until": now, "changed_at": now})
        row = SignInTries.objects.select_for_update().get(digest=digest)
        if row.waits_until > now:
            return row.waits_until - now
        row.failures = row.failures + 1 if row.changed_at > now - FORGOTTEN_AFTER else 1
        row.waits_until, row.changed_at = now + _wait_after(row.failures), now
        row.save()
    return datetime.timedelta(0)


def forget_tries(request: HttpRequest, username: str) -> None:
    """Begin anew after a sign-in that went well."""
    SignInTries.objects.filter(digest=_digest(request, username)).delete()


def forget_old_tries() -> None:
    """Drop the counts of yesterday."""
    SignInTries.objects.filter(changed_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def known_browser_cookie(user: User) -> str:
    """Return what a browser keeps to be known again: whose it is and a token of its own, signed."""
    return signing.dumps([user.get_username(), secrets.token_urlsafe(16)], salt=_SALT)


def _wait_after(failures: int) -> datetime.timedelta:
    over = failures - settings.SIGN_IN_FREE_TRIES
    if over < 0:
        return datetime.timedelta(0)
    seconds = min(settings.SIGN_IN_FIRST_WAIT * 2 ** min(over, 20), settings.SIGN_IN_LONGEST_WAIT)
    return datetime.timedelta(seconds=seconds)


def _digest(request: HttpRequest, username: str) -> str:
    """Name the count of this try: that of a known browser, or that of the account."""
    name = username.strip().lower()
    try:
        owner, token = signing.loads(
            request.COOKIES.get(KNOWN_BROWSER, ""), salt=_SALT, max_age=settings.KNOWN_BROWSER_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        owner, token = "", ""
    counted = f"browser:{name}:{token}" if owner.lower() == name and token else f"account:{name}"
    return salted_hmac("desk.tries", counted, algorithm="sha256").hexdigest()
