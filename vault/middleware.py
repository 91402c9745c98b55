"""The one middleware of the vault: it carries the cookie halves of session secrets."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from vault import sessions


class SessionKeyMiddleware:
    """Write or drop the key cookies on the way out. Stands after the session middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then carry the cookies."""
        response = self.get_response(request)
        sessions.carry_cookies(request, response)
        return response
