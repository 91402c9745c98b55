"""Error pages: one clear sentence and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a form that was open too long or came from elsewhere; `reason` is Django's and is not shown."""
    sentence = _(
        "This page was open too long, or your browser refuses cookies. Go back, reload it and send it again."
    )
    return render(request, "403.html", {"reason": sentence}, status=403)
