"""Rooms that only some may enter."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Duty, User
from accounts.selectors import me, people_directory


def only(request: HttpRequest, *duties: str) -> None:
    """Tell whoever holds none of `duties` that there is no such page. The superuser flag opens nothing."""
    if not request.user.has_duty(*duties):  # type: ignore[union-attr]
        raise Http404


def somebody_else(request: HttpRequest, username: str) -> User:
    """Return another person to an administrator: what these pages do nobody does to themselves. Raises `Http404`."""
    only(request, Duty.ADMIN)
    return get_object_or_404(people_directory().exclude(pk=me(request).pk), username=username)
