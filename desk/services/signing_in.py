"""Signing in: name, password and, where there is one, the second factor, judged together."""

from __future__ import annotations

import logging
import math

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from desk.services.second_factor import check_code
from desk.services.throttle import count_try, forget_tries

# The staff's security log: who, what, when; the web server of the staff's site adds the address (docs/adr/0007).
security = logging.getLogger("security")

WRONG = _(
    "These do not fit together: user name, password and, if you use one, the code. Check them and try again."
)


class SignInRefused(Exception):
    """The sign-in is refused. `reason` is for the page, `status` for the answer."""

    def __init__(self, reason: str | Promise, *, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


def authenticate_staff(request: HttpRequest, *, username: str, password: str, code: str) -> User:
    """Return who signs in; a wrong name, password or code gets one sentence, and each try is counted first."""
    slow_down(request, username)
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User) or not check_code(user, code):
        security.warning("sign-in refused: %s", _known(username))
        raise SignInRefused(WRONG)
    forget_tries(request, username)
    security.info("signed in: person %s", user.pk)
    return user


def slow_down(request: HttpRequest, username: str) -> None:
    """Count a try at somebody's password before it is looked at; refuse while they have to wait."""
    wait = count_try(request, username)
    if wait:
        minutes = math.ceil(wait.total_seconds() / 60)
        security.warning("sign-in made to wait: %s", _known(username))
        raise SignInRefused(
            ngettext_lazy(
                "Too many tries for this user name. Wait %(minutes)d minute; your account is not locked.",
                "Too many tries for this user name. Wait %(minutes)d minutes; your account is not locked.",
                minutes,
            )
            % {"minutes": minutes},
            status=429,
        )


def _known(username: str) -> str:
    """Name a person by key. What is no user name is not repeated: people type passwords into that field."""
    key = User.objects.filter(username=username).values_list("pk", flat=True).first()
    return f"person {key}" if key is not None else "no such user name"
