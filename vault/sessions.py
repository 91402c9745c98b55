"""Secrets of a session: sealed in the session, their key in a cookie. Either half alone opens nothing.

`name` tells the secrets of one browser apart: "staff" (the officer's private key), "receipt" (the reporter's
mailbox key), "draft" (answers not yet sent), "entry" (what a clerk at the desk has not read out
yet). `SessionKeyMiddleware` carries the cookies.
"""

import base64
import binascii
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from vault import sealing

STAFF: Final = "staff"
RECEIPT: Final = "receipt"
DRAFT: Final = "draft"
ENTRY: Final = "entry"
COOKIES: Final = {
    STAFF: f"{settings.HOST_COOKIE}chuishao_key",
    RECEIPT: f"{settings.HOST_COOKIE}chuishao_receipt",
    DRAFT: f"{settings.HOST_COOKIE}chuishao_draft",
    ENTRY: f"{settings.HOST_COOKIE}chuishao_entry",
}
# Two open tabs write these: a key made anew would lock the other tab out.
SHARED: Final = frozenset({DRAFT, ENTRY})
_PENDING: Final = "_vault_cookies"


def keep(request: HttpRequest, data: bytes, *, name: str) -> None:
    """Keep a secret for this browser, in place of an earlier one of the same name.

    The key of the box is made anew, except for what two open tabs share.
    """
    key = (
        _cookie_key(request, name) if name in SHARED and _box_of(request, name) else None
    ) or sealing.new_key()
    request.session[_slot(name)] = base64.b64encode(sealing.seal_secret(data, key)).decode()
    _pending(request)[name] = key


def recall(request: HttpRequest, *, name: str) -> bytes | None:
    """Return the secret, or None when there is none or the two halves do not fit."""
    box, key = _box_of(request, name), _cookie_key(request, name)
    if box is None or key is None:
        return None
    try:
        return sealing.open_secret(box, key)
    except sealing.CannotOpen:
        return None


def forget(request: HttpRequest, *, name: str) -> None:
    """Drop both halves of a secret."""
    request.session.pop(_slot(name), None)
    _pending(request)[name] = None


def remember_key(request: HttpRequest, identity: str, *, name: str = STAFF) -> None:
    """Keep an unlocked private key for this session. Call it after `login()`, which may flush the session."""
    keep(request, identity.encode(), name=name)


def session_key(request: HttpRequest, *, name: str = STAFF) -> str | None:
    """Return the unlocked private key of this session, or None: the page then asks to sign in again."""
    data = recall(request, name=name)
    return data.decode() if data is not None else None


def forget_key(request: HttpRequest, *, name: str = STAFF) -> None:
    """Lock the session again."""
    forget(request, name=name)


def carry_cookies(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write the cookies that this request asked for; drop one whose other half has gone."""
    pending = _pending(request)
    for name, cookie in COOKIES.items():
        key = pending.get(name)
        if key is not None:
            # No age: the cookie ends with the browser, as the session does.
            response.set_cookie(
                cookie,
                base64.urlsafe_b64encode(key).decode(),
                httponly=True,
                samesite="Strict",
                secure=request.is_secure(),
            )
        elif cookie in request.COOKIES and (name in pending or _slot(name) not in request.session):
            response.delete_cookie(cookie, samesite="Strict")


def _slot(name: str) -> str:
    return f"vault.{name}"


def _pending(request: HttpRequest) -> dict[str, bytes | None]:
    pending: dict[str, bytes | None] = request.__dict__.setdefault(_PENDING, {})
    return pending


def _box_of(request: HttpRequest, name: str) -> bytes | None:
    text = request.session.get(_slot(name))
    return base64.b64decode(text) if text else None


def _cookie_key(request: HttpRequest, name: str) -> bytes | None:
    pending = _pending(request)
    if name in pending:
        return pending[name]
    try:
        key = base64.urlsafe_b64decode(request.COOKIES.get(COOKIES[name], ""))
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == sealing.KEY_BYTES else None
