"""The answer to "show me the paper": what the move would issue, in a frame beside its form. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from workflow.errors import MoveRefused
from workflow.forms import MoveForm
from workflow.rehearsing import rehearse

REHEARSAL: Final = "rehearse"
# The page in the frame loads nothing and runs nothing; only a page of ours may show it.
HEADERS: Final = {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
}


def show_rehearsal(form: MoveForm, service: Callable[..., Any]) -> HttpResponse:
    """Rehearse the move and show its papers; what is wrong with the form or refused on the facts is said instead."""
    pages: list[str] = []
    faults = [fault for faults in form.errors.values() for fault in faults]
    if not faults:
        try:
            pages = rehearse(lambda: service(**form.inputs))
        except MoveRefused as refusal:
            faults = [str(refusal.reason)]
    html = pages[0] if pages else render_to_string("workflow/rehearsal.html", {"faults": faults})
    return HttpResponse(html, headers=HEADERS, status=200 if pages else 400)


def with_frame(response: HttpResponse) -> HttpResponse:
    """Let this page show a frame of ours: the policy of the house but for that."""
    told = {**settings.CONTENT_SECURITY_POLICY, "frame-src": "'self'"}
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {what}" for name, what in told.items())
    return response
