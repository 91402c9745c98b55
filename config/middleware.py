"""The content security policy: the same on every page, so it is written once.

No page carries a script or a style of its own: there is no nonce, and nothing to work out for each answer.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


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
