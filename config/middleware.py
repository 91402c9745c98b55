"""What every answer tells the browser to refuse. The content security policy is the same on every page.

No page carries a script or a style of its own: there is no nonce, and nothing to work out for each answer.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from interface.features import HEADER, features_policy


class ContentSecurityMiddleware:
    """Send the policy of the settings with every answer that does not bring a stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        told = settings.CONTENT_SECURITY_POLICY.items()
        self.policy = "; ".join(f"{directive} {sources}" for directive, sources in told)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then say what the page may load."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


# Nothing of the device is ours to use; a page that asks for some of it on a press says so itself.
PERMISSIONS = features_policy()


class RefusalsMiddleware:
    """Say what else a browser must not do with an answer; a page of the staff is kept by no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then refuse."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if _needs_sign_in(request):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def _needs_sign_in(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and bool(getattr(match.func, "login_required", True))
