"""Turns the engine's refusals into pages: a sentence and the right status, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflow.errors import MoveRefused, PartAway, StalePage

STATUSES = (
    (StalePage, HTTPStatus.CONFLICT),
    (PartAway, HTTPStatus.SERVICE_UNAVAILABLE),
    (MoveRefused, HTTPStatus.FORBIDDEN),
)


class RefusalMiddleware:
    """Show `StalePage` as 409, `PartAway` as 503 and any other `MoveRefused` as 403, with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; refusals are raised by the view and arrive below."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals; leave everything else alone."""
        if not isinstance(exception, MoveRefused):
            return None
        status = next(status for kind, status in STATUSES if isinstance(exception, kind))
        page = {"reason": exception.reason, "url": exception.url, "link": _("Back to the file")}
        # Somebody at work keeps the frame of the desk, with the way on to everything else.
        template = f"workflow/{status:d}.html" if request.user.is_authenticated else f"{status:d}.html"
        return render(request, template, page, status=status)
