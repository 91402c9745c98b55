"""Rooms that only some may enter."""

from __future__ import annotations

from django.http import Http404, HttpRequest


def only(request: HttpRequest, *duties: str) -> None:
    """Tell whoever holds none of `duties` that there is no such page. The superuser flag opens nothing."""
    if not request.user.has_duty(*duties):  # type: ignore[union-attr]
        raise Http404
