"""What every page may name: the office, its hotline, whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from statutes.office import hotline, is_demonstration, office_name, office_name_in_english

LARGE = "large"


def office(request: HttpRequest) -> dict[str, Any]:
    """Name the office in the reader's language."""
    is_english = (get_language() or "").startswith("en")
    return {
        "office_name": office_name_in_english() if is_english else office_name(),
        "hotline": hotline(),
        "is_demonstration": is_demonstration(),
        "is_training": settings.IS_TRAINING,
        "site": settings.SITE,
        "is_large_type": request.COOKIES.get(settings.TYPE_COOKIE_NAME) == LARGE,
    }
