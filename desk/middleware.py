"""Sessions of the staff end in time, and who must have a second factor sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from desk.services import see_session
from vault.sessions import forget_key

MUST_SET_UP = "desk.must_set_up"
OPEN_BEFORE = {"desk:second_factor", "desk:logout", "set_language"}


class StaffSessionMiddleware:
    """Stands after LoginRequiredMiddleware, which has asked strangers to sign in by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the judgement is below, where the page is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """End a session that was idle or open too long; lead to the second factor where it is missing."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        if not see_session(request):
            forget_key(request)
            logout(request)
            back = {"next": request.get_full_path()} if request.method == "GET" else {}
            return redirect(f"{reverse('desk:login')}?{urlencode({'ended': '', **back})}")
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.session.get(MUST_SET_UP) and name not in OPEN_BEFORE:
            return redirect("desk:second_factor")
        return None
